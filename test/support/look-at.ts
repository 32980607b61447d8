import type { Page } from "playwright-core";
import { expect } from "vitest";
import { axeViolations, newPage, screenshot, sidewaysScroll, startBrowser } from "./browser.ts";

type Looks = {
  /** Where the site answers. */
  address: string;
  /** The session's cookie of who looks, or none for a visitor without an account. */
  token?: string | undefined;
  /** The name of a picture and the path of its page. */
  pages: Record<string, string>;
  /** What is unfolded or pressed before a page is looked at. */
  first?: (page: Page) => Promise<void>;
  /** Also on a phone whose browser runs no scripts. */
  plain?: true;
};

/**
 * Opens each page at a desk and on a small phone: it is found, axe finds no fault, nobody has to scroll sideways, and
 * test-results/NAME-WIDTH.png shows it where pictures are asked for.
 */
export async function lookAt({ address, token, pages, first, plain }: Looks): Promise<void> {
  const browser = await startBrowser();
  const opened = async (javaScript: boolean) => {
    const page = await newPage(browser, { ...phone, javaScript });
    if (token) await page.context().addCookies([{ name: "keepsight", value: token, url: address }]);
    return page;
  };
  const page = await opened(true);
  for (const [name, path] of Object.entries(pages)) {
    await page.setViewportSize(desk);
    expect((await page.goto(`${address}${path}`))?.status(), path).toBe(200);
    await first?.(page);
    await lookOnce(page, `${name}-${desk.width}`);
    await page.setViewportSize(phone);
    await lookOnce(page, `${name}-${phone.width}`, { colours: false });
  }
  if (plain) {
    const unscripted = await opened(false);
    for (const [name, path] of Object.entries(pages)) {
      await unscripted.goto(`${address}${path}`);
      await screenshot(unscripted, `${name}-plain`);
      expect(await sidewaysScroll(unscripted), name).toBe(0);
    }
  }
  await browser.close();
}

const desk = { width: 1280, height: 900 };
const phone = { width: 320, height: 640 };

/**
 * Looks at the page that is open, as wide as it is: no fault, no scrolling sideways, a picture. Colours are left out where
 * they were looked at at another width: they are the same, and take a quarter of axe's time.
 */
export async function lookOnce(page: Page, name: string, { colours = true } = {}): Promise<void> {
  await screenshot(page, name);
  expect(await axeViolations(page, { colours }), name).toEqual([]);
  expect(await sidewaysScroll(page), name).toBe(0);
}
