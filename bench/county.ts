import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Writes a county of 300,000 children (or of the number given) with the built command, as a person would, and prints
 * rows a second and the seconds beside the limit of 20 s. The heap is held to 256 MB: a county that piled up fails.
 */
const children = Number(process.argv.at(-1)) || 300_000;
const limit = (20 * children) / 300_000;
const out = mkdtempSync(join(tmpdir(), "county-bench-"));
try {
  const start = performance.now();
  const command = ["bin/keepsight.js", "county", `--children=${children}`, "--seed=bench", `--out=${out}`];
  const said = execFileSync(process.execPath, ["--max-old-space-size=256", ...command], { encoding: "utf8" });
  const seconds = (performance.now() - start) / 1000;
  const rows = [...said.matchAll(/: (\d+) rows/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  console.log(
    `${children} children, ${rows} rows in ${seconds.toFixed(1)} s: ${Math.round(rows / seconds)} rows/s`,
  );
  console.log(`limit ${limit.toFixed(1)} s: ${seconds <= limit ? "met" : "missed"}`);
} finally {
  rmSync(out, { recursive: true });
}
