import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { axeViolations, newPage, sidewaysScroll, startBrowser } from "../../test/support/browser.ts";
import { writeCounty } from "../county/index.ts";
import { registerProcedureCommand } from "../procedures/procedure.command.ts";
import { shippedProcedures } from "../procedures/procedures.store.ts";
import { registerSimulateCommand } from "./simulate.command.ts";

const folder = mkdtempSync(join(tmpdir(), "simulate-"));
const county = join(folder, "county");
const norfolk = join(shippedProcedures, "norfolk.yaml");
const oxfordshire = join(shippedProcedures, "oxfordshire.yaml");
const year = ["--county", county, "--from", "2026-02-02", "--to", "2026-11-20"];
let browser: Browser;

beforeAll(async () => {
  await writeCounty({ children: 600, seed: "command", out: county });
  browser = await startBrowser();
});
afterAll(() => browser.close());

/** Types `keepsight procedure simulate ...` and answers with what was printed, to the terminal or as a refusal. */
async function typed(...words: string[]) {
  const program = new Command("keepsight");
  const procedure = registerProcedureCommand(program);
  registerSimulateCommand(procedure);
  const printed: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line: string) => void printed.push(line));
  const progress = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  for (const one of [program, procedure, ...procedure.commands])
    one.exitOverride().configureOutput({ writeErr: (text) => void printed.push(text.trim()) });
  try {
    await program.parseAsync(["procedure", "simulate", ...words], { from: "user" });
    return { printed: printed.join("\n"), refused: false };
  } catch {
    return { printed: printed.join("\n"), refused: true };
  } finally {
    log.mockRestore();
    progress.mockRestore();
  }
}

test("a year is summed up in plain lines that say that nothing is forecast", async () => {
  const { printed } = await typed(norfolk, ...year, "--staff", "cme-officer=0.1");
  expect(printed).toMatch(/^600 invented children; \d+ of them had to be looked for/);
  expect(printed).toMatch(/Cases: \d+ opened, \d+ closed, \d+ open at the end\./);
  expect(printed).toMatch(
    /CME officer \(0.1 people\): \d+ of \d+ missed; week of \d{4}-\d\d-\d\d: [\d.]+ hours owed/,
  );
  expect(printed).toContain("forecasts nothing");
});

test("a year by a procedure and the same one against it says that nothing differs", async () => {
  expect((await typed(norfolk, ...year, "--against", norfolk)).printed).toContain("Nothing differs");
});

test.each([
  [
    "--county",
    join(folder, "nowhere"),
    /There is no county in .*nowhere\. Write one with: npx keepsight county/,
  ],
  [
    "--from",
    "2026-12-01",
    /--to 2026-11-20 is before --from 2026-12-01\. Give the earlier day with --from\./,
  ],
  ["--from", "2020-01-01", /2020-01-01 is outside the county's days\..*choose days between them\./],
  ["--from", "soon", /--from soon: Give a day as YYYY-MM-DD/],
  ["--staff", "caseworker=2", /No role is called "caseworker"\. Use one of: .*cme-officer/],
  ["--staff", "cme-officer=two", /Give a number of people for cme-officer, such as cme-officer=2/],
  ["--minutes", join(folder, "none.yaml"), /Keepsight cannot read .*none\.yaml\. Name a file of minutes/],
  ["--against", join(shippedProcedures, "england.yaml"), /england\.yaml holds no cases by itself/],
  ["--against", join(shippedProcedures, "README.md"), /README\.md, line \d+/],
  [
    "--json",
    join(folder, "no", "folder.json"),
    /Keepsight cannot write to .*folder\.json\. Choose another file/,
  ],
])("%s %s is refused in one line with the mend", async (option, value, line) => {
  const { printed, refused } = await typed(norfolk, ...year, option, value);
  expect(refused).toBe(true);
  expect(printed).toMatch(line);
});

test("the page holds itself: a table for each chart, nothing from outside, and nothing that axe finds", {
  timeout: 120_000,
}, async () => {
  const out = join(folder, "simulation.html");
  // Few weeks: what is on the page is the same, and axe has less of it to read.
  const autumn = ["--county", county, "--from", "2026-10-12", "--to", "2026-11-20"];
  await typed(norfolk, ...autumn, "--against", oxfordshire, "--staff", "cme-officer=0.1", "--out", out);
  for (const width of [1200, 320]) {
    const page = await newPage(browser, { width });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(out).href);
    expect(asked).toEqual([pathToFileURL(out).href]);
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysScroll(page)).toBe(0);
    const pairs = page.locator(".simulated-pair");
    expect(await pairs.count()).toBeGreaterThan(3);
    // Each pair of charts is followed by its table, at once or to be unfolded.
    expect(
      await page.locator(".simulated-pair + :is(.keepsight-table-frame, details:has(table))").count(),
    ).toBe(await pairs.count());
    expect(await page.locator("main").innerText()).toContain("it is not a forecast");
    await page.context().close();
  }
});
