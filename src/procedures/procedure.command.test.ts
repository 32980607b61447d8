import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { expect, test, vi } from "vitest";
import { registerProcedureCommand } from "./procedure.command.ts";
import { shippedProcedures } from "./procedures.store.ts";

const oxfordshire = join(shippedProcedures, "oxfordshire.yaml");
const school = join(shippedProcedures, "school.yaml");
const folder = mkdtempSync(join(tmpdir(), "procedures-"));

/** Types `keepsight procedure ...` and answers with what was printed and the exit code. */
async function typed(...words: string[]) {
  const program = new Command("keepsight").exitOverride();
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  program.configureOutput({ writeErr: (text) => void printed.push(text) });
  registerProcedureCommand(program);
  for (const one of program.commands.flatMap((each) => [each, ...each.commands]))
    one.exitOverride().configureOutput({ writeErr: (text) => void printed.push(text) });
  try {
    process.exitCode = 0;
    await program.parseAsync(["procedure", ...words], { from: "user" });
    return { printed: printed.join("\n"), code: process.exitCode };
  } catch {
    return { printed: printed.join("\n"), code: 1 };
  } finally {
    process.exitCode = 0;
    log.mockRestore();
  }
}

function fileWith(from: string | RegExp, to: string, of = oxfordshire): string {
  const file = join(folder, "changed.yaml");
  writeFileSync(file, readFileSync(of, "utf8").replace(from, to));
  return file;
}

test("a shipped procedure is checked and proved at the desk [C24]", async () => {
  expect(await typed("check", oxfordshire)).toEqual({
    printed: expect.stringMatching(
      /^Oxfordshire, children missing education, version 1: \d+ obligations, and no open case is forgotten\.$/,
    ),
    code: 0,
  });
});

test("a changed time shows which worked examples no longer hold [C08]", async () => {
  const { printed, code } = await typed("check", fileWith("within: 4 weeks", "within: 5 weeks"));
  expect(printed).toMatch(
    /changed\.yaml, line \d+, refer-leaver: examples 1: "Four weeks to the day" should be open, due 2026-03-31, and comes out as open, due 2026-04-07\./,
  );
  expect(code).toBe(1);
});

test("a changed definition shows which of its examples no longer hold, and is printed to be signed [A05 partly]", async () => {
  expect(await typed("check", fileWith("after: 4 weeks", "after: 3 weeks"))).toMatchObject({
    code: 1,
    printed: expect.stringMatching(
      /line \d+, definition examples 1: "Three weeks out" should be at-risk, and comes out as missing-education\./,
    ),
  });
  expect((await typed("explain", oxfordshire)).printed).toContain(
    "Missing education (O2.2), after 4 weeks without education",
  );
});

test("a changed number of days away shows which examples no longer hold; fewer than the marks show are refused [A05 partly]", async () => {
  const changed = (days: string) =>
    typed("check", fileWith("absent: 10 school days\n", `absent: ${days}\n`, school));
  expect((await changed("11 school days")).printed).toMatch(
    /line \d+, at-risk examples 2: "The tenth school day" should be at risk, and comes out as not at risk\./,
  );
  expect(await changed("5 school days")).toMatchObject({
    code: 1,
    printed: expect.stringContaining("Write 10 school days or more: shorter absences are not kept."),
  });
  expect((await typed("explain", school)).printed).toContain(
    "after 10 school days away without permission: A pupil who",
  );
});

test("of a file that holds no case itself, nothing is claimed of open cases [C24]", async () => {
  for (const word of ["check", "prove"]) {
    const { printed, code } = await typed(word, school);
    expect(code).toBe(0);
    expect(printed).toMatch(
      /: \d+ obligations, and each of them can begin\. No case is held here, so nothing is proved of open cases: /,
    );
    expect(printed).not.toContain("forgotten");
  }
});

test("a forgotten case is told as a story [C24]", async () => {
  const { printed, code } = await typed(
    "check",
    fileWith(/ {2}- id: close-case[\s\S]*?(?= {2}- id: tell-referrer)/, ""),
  );
  expect(printed).toMatch(/nobody owes anything that can be done now\.\n {2}1\. .*the opening of the case/);
  expect(code).toBe(1);
});

test("a mistake is named with file, line and mend, and a missing file by what to type [C24]", async () => {
  const file = fileWith("within: 48 hours", "within: 48 ours");
  expect(await typed("check", file)).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/changed\.yaml, line \d+, assess-visit-risk: within: Write a number/),
  });
  expect(await typed("check", join(folder, "none.yaml"))).toMatchObject({
    code: 1,
    printed: expect.stringContaining("Name a procedure file"),
  });
});

const norfolk = join(shippedProcedures, "norfolk.yaml");

test("a procedure is printed as a table to be signed [C08]", async () => {
  expect((await typed("explain", oxfordshire)).printed).toContain(
    "| O3.5 | No new school has been in touch; the school refers the leaver to the CME officer. | school attendance officer | 4 weeks |",
  );
});

test("before the table stand what is suspended, in whose duties, and the ways to close a case [C24] [E04]", async () => {
  const { printed } = await typed("explain", norfolk);
  const before = printed.split("| Clause |")[0];
  expect(before).toContain(
    'Suspended in every procedure (N2.7.10) while nobody may approach the family: "Contact the family", ',
  );
  expect(before).toContain(
    "A case may be closed (N3.1.2) when the child is on a school roll; it is proved by the confirmation that the child is on a roll.",
  );
  expect((await typed("explain", join(shippedProcedures, "england.yaml"))).printed).toContain(
    "| 15 calendar days; not in force yet |",
  );
});

test("the table to be signed says why the document is read as it is, each duty in one line", async () => {
  const text = fileWith(
    /\n {4}reading:\n(?: {6}.*\n)+/g,
    '\n    reading: { question: "When?", choice: "Now | then.", why: "So said the lead." }\n',
  );
  expect((await typed("explain", text)).printed).toContain("| When? Now \\| then. So said the lead. |");
});

const asked = [
  { at: "2026-03-02 10:00", fact: "referral-received" },
  { at: "2026-03-03 10:00", fact: "case-opened", address: "inside" },
  { at: "2026-03-03 11:00", made: "2026-03-04 09:00", fact: "database-checked" },
  { at: "2026-03-03 12:00", made: "2026-03-04 09:00", fact: "visit-requested", urgent: true },
];

function factsFile(content: unknown): string {
  const file = join(folder, "facts.json");
  writeFileSync(file, JSON.stringify(content, undefined, 1));
  return file;
}

/** What `procedure deadlines` prints of Norfolk's procedure, as `id state due`. */
async function deadlines(content: unknown, ...words: string[]): Promise<string[]> {
  const { printed, code } = await typed("deadlines", norfolk, "--facts", factsFile(content), ...words);
  expect(code, printed).toBe(0);
  return JSON.parse(printed).map((each: Record<string, string>) => `${each.id} ${each.state} ${each.dueAt}`);
}

test("the deadlines of given facts are printed as JSON with their zone [C20]", async () => {
  const owed = await deadlines(asked, "--now", "2026-03-05 09:00");
  expect(owed).toContain("check-database met 2026-03-05T23:59:59.999+00:00[Europe/London]");
  expect(owed).toContain("visit-urgently waiting 2026-03-06T23:59:59.999+00:00[Europe/London]");
  const summer = [{ at: "2026-06-02 10:00", fact: "case-opened" }];
  expect(await deadlines(summer, "--now", "2026-06-02T11:00:00+01:00")).toContain(
    "check-database open 2026-06-04T23:59:59.999+01:00[Europe/London]",
  );
});

test("what was believed on an earlier day can be asked [G03]", async () => {
  const believed = await deadlines(asked, "--now", "2026-03-05", "--known-at", "2026-03-03 18:00");
  expect(believed).toContain("check-database due-soon 2026-03-05T23:59:59.999+00:00[Europe/London]");
  expect(believed.join("\n")).not.toContain("visit-urgently");
});

test("school days are those of the terms given, and without terms the mend is named [C18 partly]", async () => {
  const facts = [{ at: "2026-02-12", fact: "removed-from-roll" }];
  const terms = [
    { from: "2026-01-05", until: "2026-03-27", kind: "term" },
    { from: "2026-02-16", until: "2026-02-20", kind: "half-term" },
  ];
  const own = await deadlines({ facts, school: "Lantern Primary", terms }, "--now", "2026-02-27");
  expect(own).toContain("send-cme1 open 2026-03-05T23:59:59.999+00:00[Europe/London]");
  const { printed } = await typed(
    "deadlines",
    norfolk,
    "--facts",
    factsFile({ facts, terms }),
    "--now",
    "2026-02-27",
  );
  expect(printed).toContain("by the authority's term dates, as the school's own are not known");
  expect(await typed("deadlines", norfolk, "--facts", factsFile(facts), "--now", "2026-02-27")).toMatchObject(
    {
      code: 1,
      printed: expect.stringContaining('Add "terms" to the facts.'),
    },
  );
});

test("facts, moments and files that cannot stand are named with their mend", async () => {
  expect(
    await typed(
      "deadlines",
      norfolk,
      "--facts",
      factsFile([{ at: "2026-03-02", fact: "visit" }]),
      "--now",
      "x",
    ),
  ).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/facts\.json, line 4, 1 fact: There is no fact "visit"/),
  });
  expect((await typed("deadlines", norfolk, "--facts", factsFile([]), "--now", "soon")).printed).toContain(
    "--now soon: Write a day",
  );
  expect((await typed("deadlines", norfolk, "--facts", folder, "--now", "2026-03-02")).printed).toContain(
    "Name a file of facts",
  );
});

test("what changed between two versions is said in words, and nothing of comments", async () => {
  const changed = fileWith("within: 48 hours", "within: 24 hours");
  expect(await typed("diff", oxfordshire, changed)).toEqual({
    printed: expect.stringMatching(
      /: within 48 hours becomes within 24 hours; owed by hub worker as before$/,
    ),
    code: 0,
  });
  expect(await typed("diff", oxfordshire, fileWith("obligations:", "# Read again.\nobligations:"))).toEqual({
    printed: "",
    code: 0,
  });
});

test("what changed at the head of a version is said in a line each", async () => {
  const other = fileWith("after: 4 weeks", "after: 5 weeks");
  const { printed } = await typed("diff", oxfordshire, other);
  expect(printed.split("\n")).toEqual([
    expect.stringMatching(/^Missing education .* becomes Missing education /),
  ]);
});

test("a procedure is proved together with those that run with it, or the story is told [C24]", async () => {
  const forgetful = fileWith(/ {2}- id: close-case[\s\S]*?(?= {2}- id: tell-referrer)/, "");
  expect(await typed("prove", forgetful, "--with", join(shippedProcedures, "england.yaml"))).toMatchObject({
    code: 1,
    printed: expect.stringMatching(/The case is open and nobody owes anything .*\n {2}1\. /),
  });
});
