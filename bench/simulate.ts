import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Runs a year of a county of 60,000 children (or of the number given) through Norfolk's procedure with the built command,
 * as a person would, and prints the seconds beside the limit of a minute. The heap is held to 256 MB.
 */
const children = Number(process.argv.at(-1)) || 60_000;
const limit = (60 * children) / 60_000;
const out = mkdtempSync(join(tmpdir(), "simulate-bench-"));
const keepsight = (...words: string[]) =>
  execFileSync(process.execPath, ["--max-old-space-size=256", "bin/keepsight.js", ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
try {
  keepsight("county", `--children=${children}`, "--seed=bench", "--today=2026-11-23", `--out=${out}`);
  const start = performance.now();
  const year = [`--county=${out}`, "--from=2025-11-24", "--to=2026-11-23"];
  const people = "--staff=cme-officer=5,area-attendance-officer=6";
  const said = keepsight("procedure", "simulate", "procedures/norfolk.yaml", ...year, people);
  const seconds = (performance.now() - start) / 1000;
  console.log(said.split("\n").slice(0, 5).join("\n"));
  console.log(`a year of ${children} children in ${seconds.toFixed(1)} s`);
  console.log(`limit ${limit.toFixed(1)} s: ${seconds <= limit ? "met" : "missed"}`);
} finally {
  rmSync(out, { recursive: true });
}
