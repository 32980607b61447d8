import { Command } from "commander";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { smallListsCompared } from "../../test/support/compared-lists.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { registerCompareCommand } from "../cli/compare.command.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await smallListsCompared(database);
});
afterAll(() => database.end());

/** Types `keepsight compare ...` and answers with what was printed. */
async function typed(...words: string[]): Promise<string> {
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  vi.stubEnv("DATABASE_URL", database.ownerUrl);
  const program = new Command("keepsight");
  registerCompareCommand(program);
  try {
    await program.parseAsync(["compare", ...words], { from: "user" });
    return printed.join("\n");
  } finally {
    log.mockRestore();
    vi.unstubAllEnvs();
  }
}

test("keepsight compare prints for one authority how many each comparison lists, and again none is new [B01] [B02]", async () => {
  const said = await typed("--authority", "997");
  expect(said).toMatch(/^Eastmere\n/);
  expect(said).not.toContain("Westholme");
  expect(said).toContain("  Left a school, arrived nowhere: 3 listed, 0 new, 0 gone");
  expect(await typed()).toContain("Westholme");
});

test("keepsight compare of an authority that is not there says what to type", async () => {
  await expect(typed("--authority", "123")).rejects.toThrow("There is no authority with the code 123.");
});
