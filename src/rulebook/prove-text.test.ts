import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { proveText } from "./prove-text.ts";

// A thread begins on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const norfolk = readFileSync("procedures/norfolk.yaml", "utf8");

test("a proof that takes longer than it may is stopped, and says so", async () => {
  const [fault, ...others] = await proveText(norfolk, [], 1);
  expect(others).toEqual([]);
  expect(fault?.says).toMatch(/took too long .* and was stopped/);
});

test("a mistake is named with its line, field and mend, and the obligation that it is in", async () => {
  const faults = await proveText(norfolk.replace("within: 2 working days", "within: 2 wroking days"));
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatchObject({ obligation: expect.stringMatching(/^[a-z-]+$/), story: [] });
  expect(faults[0]?.where).toMatch(/^Line \d+, [a-z-]+: within$/);
  expect(faults[0]?.says).toContain('for example "10 working days"');
});

test("a text that multiplies itself is refused like any other mistake", async () => {
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [from, to] of ["ab", "bc", "cd", "de", "ef", "fg"].map((pair) => [...pair] as [string, string]))
    bomb.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(", ")}]`);
  expect((await proveText(bomb.join("\n"))).length).toBeGreaterThan(0);
});

test("a procedure that would forget an open case is refused with the story that shows it [C24]", async () => {
  const forgetful = norfolk.replace(/\n {2}- id: (?!open-case\b)[\s\S]*?(?=\n {2}- id: |$)/g, "");
  const faults = await proveText(forgetful);
  const stories = faults.filter(({ story }) => story.length > 0);
  expect(stories.length).toBeGreaterThan(0);
  expect(stories[0]?.story.join(" ")).toContain("case");
});
