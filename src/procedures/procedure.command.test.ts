import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { expect, test, vi } from "vitest";
import { registerProcedureCommand } from "./procedure.command.ts";
import { shippedProcedures } from "./procedures.store.ts";

const oxfordshire = join(shippedProcedures, "oxfordshire.yaml");
const folder = mkdtempSync(join(tmpdir(), "procedures-"));

/** Types `keepsight procedure ...` and answers with what was printed and the exit code. */
function typed(...words: string[]) {
  const program = new Command("keepsight").exitOverride();
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  program.configureOutput({ writeErr: (text) => void printed.push(text) });
  registerProcedureCommand(program);
  for (const one of program.commands.flatMap((each) => [each, ...each.commands]))
    one.exitOverride().configureOutput({ writeErr: (text) => void printed.push(text) });
  try {
    process.exitCode = 0;
    program.parse(["procedure", ...words], { from: "user" });
    return { printed: printed.join("\n"), code: process.exitCode };
  } catch {
    return { printed: printed.join("\n"), code: 1 };
  } finally {
    process.exitCode = 0;
    log.mockRestore();
  }
}

function fileWith(from: string | RegExp, to: string): string {
  const file = join(folder, "changed.yaml");
  writeFileSync(file, readFileSync(oxfordshire, "utf8").replace(from, to));
  return file;
}

test("a shipped procedure is checked and proved at the desk [C24]", () => {
  expect(typed("check", oxfordshire)).toEqual({
    printed:
      "Oxfordshire, children missing education, version 1: 21 obligations, and no open case is forgotten.",
    code: 0,
  });
});

test("a changed time shows which worked examples no longer hold [C08]", () => {
  const { printed, code } = typed("check", fileWith("within: 4 weeks", "within: 5 weeks"));
  expect(printed).toContain(
    'refer-leaver: "Four weeks to the day" should be open, due 2026-03-31, and comes out as open, due 2026-04-07.',
  );
  expect(code).toBe(1);
});

test("a changed definition shows which of its examples no longer hold, and is printed to be signed [A05 partly]", () => {
  expect(typed("check", fileWith("after: 4 weeks", "after: 3 weeks"))).toMatchObject({
    code: 1,
    printed: expect.stringContaining(
      'definition: "Three weeks out" should be at-risk, and comes out as missing-education.',
    ),
  });
  expect(typed("explain", oxfordshire).printed).toContain(
    "Missing education (O2.2), after 4 weeks without education",
  );
});

test("a forgotten case is told as a story [C24]", () => {
  const { printed, code } = typed(
    "check",
    fileWith(/ {2}- id: close-case[\s\S]*?(?= {2}- id: tell-referrer)/, ""),
  );
  expect(printed).toContain("nobody owes anything that can be done now.\n  1. the opening of the case");
  expect(code).toBe(1);
});

test("a mistake is named with file, line and mend, and a missing file by what to type [C24]", () => {
  const file = fileWith("within: 48 hours", "within: 48 ours");
  expect(typed("check", file)).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/changed\.yaml, line \d+, assess-visit-risk: within: Write a number/),
  });
  expect(typed("check", join(folder, "none.yaml"))).toMatchObject({
    code: 1,
    printed: expect.stringContaining("Name a procedure file"),
  });
});

test("a procedure is printed as a table to be signed [C08]", () => {
  expect(typed("explain", oxfordshire).printed).toContain(
    "| O3.5 | No new school has been in touch; the school refers the leaver to the CME officer. | school-attendance-officer | 4 weeks |",
  );
});
