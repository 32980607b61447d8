import { randomBytes } from "node:crypto";
import formbody from "@fastify/formbody";
import fastify, { type FastifyInstance } from "fastify";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations, newPage, screenshot, startBrowser } from "../../../test/support/browser.ts";
import * as sink from "../../../test/support/kitchen-sink.tsx";
import { lookOnce } from "../../../test/support/look-at.ts";
import {
  accessibilityPage,
  assets,
  type Frame,
  faultPage,
  htmlOf,
  notAllowedPage,
  notFoundPage,
  Page,
  signInNeededPage,
} from "./index.ts";

const pages: Readonly<Record<string, (frame: Frame) => ReturnType<typeof Page>>> = {
  "/form": (frame) => <sink.FormPage frame={frame} />,
  "/work": (frame) => <sink.WorkPage frame={frame} />,
  "/register": (frame) => <sink.RegisterPage frame={frame} />,
  "/case": (frame) => <sink.CasePage frame={frame} />,
  "/missing": (frame) => <Page {...frame} {...notFoundPage()} />,
  "/refused": (frame) => <Page {...frame} {...notAllowedPage()} />,
  "/signed-out": (frame) => (
    <Page {...frame} signedInAs={undefined} navigation={[]} {...signInNeededPage("/work")} />
  ),
  "/accessibility": (frame) => <Page {...frame} {...accessibilityPage()} />,
  "/fault": (frame) => <Page {...frame} {...faultPage("3f2a")} />,
};

let app: FastifyInstance;
let browser: Browser;
let home: string;
let draftAnswer = 204;
const drafts: Record<string, string>[] = [];

beforeAll(async () => {
  app = fastify();
  await app.register(formbody);
  await app.register(assets);
  for (const [path, page] of Object.entries(pages)) {
    app.get(path, (_, reply) => {
      const nonce = randomBytes(8).toString("base64");
      return reply
        .type("text/html; charset=utf-8")
        .header(
          "content-security-policy",
          `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'`,
        )
        .send(htmlOf(page(sink.invented(nonce))));
    });
  }
  app.post<{ Body: Record<string, string> }>("/draft", (request, reply) => {
    drafts.push(request.body);
    return reply.code(draftAnswer).send();
  });
  home = await app.listen();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

describe.each(Object.keys(pages))("%s", (path) => {
  test.each([1280, 320])(
    "at %i pixels has no fault that axe knows, and needs no scrolling sideways",
    async (width) => {
      const page = await newPage(browser, { width });
      const faults: string[] = [];
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(error.message));
      await page.goto(home + path);
      await lookOnce(page, `design${path.replace("/", "-")}-${width}`);
      expect(faults).toEqual([]);
      await page.context().close();
    },
  );
});

describe.each(["/form", "/work", "/register", "/case"])("%s", (path) => {
  test("without scripts hides nothing that can be filled in or followed", async () => {
    const page = await newPage(browser, { javaScript: false });
    await page.goto(home + path);
    await screenshot(page, `design${path.replace("/", "-")}-no-script`);
    for (const part of await page
      .locator("main input:not([type=hidden]), main a:not(details *), header a")
      .all()) {
      expect(await part.isVisible(), await part.evaluate((element) => element.outerHTML)).toBe(true);
    }
    await page.context().close();
  });

  test("on paper shows its facts, who printed it and when, and nothing to press", async () => {
    const page = await newPage(browser, { width: 800 });
    await page.emulateMedia({ media: "print" });
    await page.goto(home + path);
    await screenshot(page, `design${path.replace("/", "-")}-print`);
    expect(await page.locator(".keepsight-printed").textContent()).toContain("on 3 March 2026 at 9:12am");
    expect(await page.locator(".govuk-button:visible, header a:visible, form button:visible").count()).toBe(
      0,
    );
    await page.context().close();
  });
});

describe("scripts", () => {
  test("what is typed saves itself as a draft, and the page says when", async () => {
    const page = await newPage(browser);
    await page.goto(`${home}/form`);
    await page.getByLabel("Forename").fill("Rosa");
    await page.getByText(/^Saved at \d\d:\d\d$/).waitFor();
    expect(drafts.pop()).toMatchObject({ forename: "Rosa", "born-day": "27", _csrf: "token", _seen: "3" });
    await page.context().close();
  });

  test("a draft is saved when the page is left at once", async () => {
    const page = await newPage(browser);
    await page.goto(`${home}/form`);
    await page.getByLabel("Surname").fill("Example");
    await page.goto(`${home}/work`);
    await expect.poll(() => drafts.pop()?.surname).toBe("Example");
    await page.context().close();
  });

  test("a person who was signed out meanwhile is told how to go on without loss", async () => {
    draftAnswer = 401;
    const page = await newPage(browser);
    await page.goto(`${home}/form`);
    await page.getByLabel("Forename").fill("Rosa");
    await page.getByText("Sign in again in another tab and go on here: nothing is lost.").waitFor();
    draftAnswer = 204;
    await page.context().close();
  });

  test("the keys of My work go down and up over all lists, and open and close a row", async () => {
    const page = await newPage(browser);
    await page.goto(`${home}/work`);
    const focused = () => page.evaluate("document.activeElement.textContent");
    await page.getByRole("link", { name: "Record the database check" }).focus();
    await page.keyboard.press("ArrowDown");
    expect(await focused()).toMatch(/^Ring the new school/);
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("details[open]").count()).toBe(1);
    await page.keyboard.press("ArrowLeft");
    expect(await page.locator("details[open]").count()).toBe(0);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${home}/b`);
    await page.context().close();
  });

  test("a choice that asks for more shows its field only when it is made", async () => {
    const page = await newPage(browser);
    await page.goto(`${home}/form`);
    const more = page.getByLabel("Where to, if the neighbours know");
    expect(await more.isVisible()).toBe(false);
    await page.getByLabel("The family has moved").check();
    expect(await more.isVisible()).toBe(true);
    expect(await axeViolations(page)).toEqual([]);
    await page.context().close();
  });
});
