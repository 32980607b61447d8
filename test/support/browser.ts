import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { inject } from "vitest";

/** Reaches the Chromium that all tests of a run share, each page with cookies of its own. Close it when a file is done. */
export async function startBrowser(): Promise<Browser> {
  return chromium.connect(inject("browserUrl"));
}

/** A page of its own, with cookies of its own: as wide as a desk's screen unless told (320 is a small phone). */
export async function newPage(
  browser: Browser,
  { width = 1280, javaScript = true }: { width?: number; javaScript?: boolean } = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 640 : 900 },
    javaScriptEnabled: javaScript,
    locale: "en-GB",
    timezoneId: "Europe/London",
  });
  return context.newPage();
}

/** What axe finds against WCAG 2.2 AA on the page, a line for each place: rule, element and reason. */
export async function axeViolations(page: Page, { colours = true } = {}): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axeSource);
  const { violations } = await page.evaluate<axe.AxeResults>(
    // Where everything is well, axe need not work out a selector for each element: half of its time. Nor does any rule
    // here need the style sheets fetched again.
    `axe.run({ runOnly: ${JSON.stringify(standards)}, rules: { region: { enabled: false }, "color-contrast": { enabled: ${colours} } }, resultTypes: ["violations"], preload: false })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.replace(/\s+/g, " ")}`),
  );
}

// Besides the standard, axe's own best practice, but for one rule: GOV.UK puts back links before all landmarks.
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How many pixels the page is wider than its window: 0 where nobody has to scroll sideways. */
export async function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
}

/** Where KEEPSIGHT_PICTURES is set, keeps a picture of the whole page as test-results/NAME.png: a quarter of a look's time. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env["KEEPSIGHT_PICTURES"] === undefined) return;
  mkdirSync("test-results", { recursive: true });
  await page.screenshot({ path: `test-results/${name}.png`, fullPage: true });
}
