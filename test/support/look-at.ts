import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { axeViolations, newPage, screenshot, sidewaysScroll, startBrowser } from "./browser.ts";

type Looks = {
  /** Where the site answers. */
  address: string;
  /** The session's cookie of who looks, or none for a visitor without an account. */
  token?: string | undefined;
  /** The name of a picture and the path of its page. */
  pages: Record<string, string>;
  /** A browser that is running already; else one is started and closed. */
  browser?: Browser;
};

/**
 * Opens each page at a desk and on a small phone: it is found, axe finds no fault, nobody has to scroll sideways, and
 * test-results/NAME-WIDTH.png shows it.
 */
export async function lookAt({ address, token, pages, browser }: Looks): Promise<void> {
  const running = browser ?? (await startBrowser());
  for (const width of [1280, 320]) {
    const page = await newPage(running, { width });
    if (token) await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
    for (const [name, path] of Object.entries(pages)) {
      const answer = await page.goto(`${address}${path}`);
      expect(answer?.status(), path).toBe(200);
      await screenshot(page, `${name}-${width}`);
      expect(await axeViolations(page), `${name} ${width}`).toEqual([]);
      expect(await sidewaysScroll(page), `${name} ${width}`).toBe(0);
    }
    await page.context().close();
  }
  if (!browser) await running.close();
}
