import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isBuilt } from "./is-built.ts";

let home: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "keepsight-built-"));
  written("tsconfig.json", 10);
  written("src/main.ts", 20);
  written("src/web/page.tsx", 20);
  written("src/main.test.ts", 90);
  written("dist/main.js", 30);
  written("dist/web/page.js", 30);
});
afterEach(() => rmSync(home, { recursive: true }));

/** A file that was last changed at this second. */
function written(name: string, at: number): void {
  const file = join(home, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, "");
  utimesSync(file, at, at);
}

test("what was built after the last change is not built again; a test is no part of it", () => {
  expect(isBuilt(home)).toBe(true);
});

test.each([
  ["a source is changed", () => written("src/web/page.tsx", 40)],
  ["a source is added", () => written("src/web/other.ts", 20)],
  ["a source is gone", () => rmSync(join(home, "src/web/page.tsx"))],
  ["the compiler's settings are changed", () => written("tsconfig.json", 40)],
  ["a build broke off", () => rmSync(join(home, "dist/web/page.js"))],
  ["nothing was ever built", () => rmSync(join(home, "dist"), { recursive: true })],
])("it is built again when %s", (_, change) => {
  change();
  expect(isBuilt(home)).toBe(false);
});
