import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { writeCounty } from "./write-county.ts";

const folder = mkdtempSync(join(tmpdir(), "county-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function countyHash(name: string, seed: string, today?: string): Promise<Record<string, string>> {
  const out = join(folder, name);
  const day = today ? { today: Temporal.PlainDate.from(today) } : {};
  await writeCounty({ children: 2000, seed, out, ...day });
  const hashOf = (file: string) =>
    createHash("sha256")
      .update(readFileSync(join(out, file)))
      .digest("hex");
  return Object.fromEntries(readdirSync(out).map((file) => [file, hashOf(file)]));
}

test("the same seed and day give the same bytes, another seed or day gives others", async () => {
  const first = await countyHash("first", "7");
  expect(Object.keys(first)).toHaveLength(18);
  expect(await countyHash("again", "7")).toEqual(first);
  const other = await countyHash("other", "8");
  expect(other["rolls.csv"]).not.toBe(first["rolls.csv"]);
  expect(other["truth.csv"]).not.toBe(first["truth.csv"]);
  expect((await countyHash("later", "7", "2027-02-03"))["rolls.csv"]).not.toBe(first["rolls.csv"]);
}, 60_000);

test("the number asked for is the number written, and progress ends there", async () => {
  let told = 0;
  const tell = (written: number) => {
    told = written;
  };
  const { children, rows } = await writeCounty({
    children: 137,
    seed: "1",
    out: join(folder, "few"),
    progress: tell,
  });
  expect([children, rows["truth.csv"], told]).toEqual([137, 137, 137]);
});

test("too few children for the stories are refused with the least number", async () => {
  const order = { children: 99, seed: "1", out: join(folder, "none") };
  await expect(writeCounty(order)).rejects.toThrow("at least 100 children");
});
