import { globSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Whether dist/ under this folder holds each module of src/, none that src/ has lost, and none older than what it is
 * built from. A build that broke off leaves a module out, so it is begun again.
 */
export function isBuilt(home: string): boolean {
  const changedAt = (file: string) => statSync(join(home, file), { throwIfNoEntry: false })?.mtimeMs;
  const settingsAt = Math.max(
    ...globSync("tsconfig*.json", { cwd: home }).map((file) => changedAt(file) ?? 0),
  );
  const sources = globSync("src/**/*.{ts,tsx}", { cwd: home }).filter(
    (file) => !/\.(test\.tsx?|d\.ts)$/.test(file),
  );
  const modules = new Map(
    sources.map((file) => [file.replace(/^src/, "dist").replace(/\.tsx?$/, ".js"), file]),
  );
  return (
    globSync("dist/**/*.js", { cwd: home }).every((file) => modules.has(file)) &&
    modules.entries().every(([module, source]) => {
      const builtAt = changedAt(module) ?? 0;
      return builtAt >= settingsAt && builtAt >= (changedAt(source) ?? 0);
    })
  );
}
