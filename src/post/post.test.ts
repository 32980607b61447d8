import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { jwtVerify } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { type MailServer, startMailServer } from "../../test/support/mail-server.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { perform } from "../context.ts";
import { startWorker } from "../jobs/worker.ts";
import type { NotifyService } from "../settings.ts";
import { webServer } from "../web/server.ts";
import { type EmailAbout, wordsOf } from "./email.ts";
import { type EmailToPost, postEmail } from "./index.ts";
import { sendEmail } from "./send-email.ts";

let db: TestDatabase;
let site: Site;
let mail: MailServer;
let eastmere: number;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-23T10:00:00Z");
  mail = await startMailServer();
  site = await startSite(db);
  eastmere = (await db.owner.query("select id from authorities where name = 'Eastmere'")).rows[0].id;
});
afterAll(async () => {
  await site.close();
  await mail.close();
  await db.end();
});

const email = (change: { to?: string; secret?: string } = {}): EmailToPost => ({
  ...{ authorityId: eastmere, council: "Eastmere", to: "desk@housing.example", about: "question" },
  ...{ reference: "EM-E-000001", secret: "/answers/abc" },
  ...change,
});
async function posted(change: { to?: string; secret?: string } = {}): Promise<number> {
  const viewer = await db.who("cme.eastmere");
  const call = { viewer, act: "send-enquiry", request: "test" } as const;
  return perform(db.keepsight, call, async (context) => (await postEmail(context, email(change))).emailId);
}
const office = (by: string | { notify: NotifyService } | undefined, demonstration = false) => ({
  database: db.ownerDatabase,
  settings: {
    ...{ mail: typeof by === "string" ? { url: by, from: "cme@eastmere.example" } : by },
    ...{ address: "https://keepsight.example", demonstration },
  },
  now: db.keepsight.now,
});
const rowOf = async (id: number) =>
  (await db.owner.query("select * from emails where id = $1", [id])).rows[0];

test("an e-mail leaves by SMTP with its link made whole, and what is kept of it opens nothing [E01]", async () => {
  const id = await posted();
  expect(await sendEmail(office(mail.url), { emailId: id, lastTry: false })).toBe("sent");
  const letter = mail.letters.at(-1);
  expect(letter).toMatchObject({ from: "cme@eastmere.example", to: ["desk@housing.example"] });
  expect(letter?.raw).toContain("https://keepsight.example/answers/abc");
  expect(letter?.raw).toContain("Auto-Submitted: auto-generated");
  expect(letter?.raw).toContain(`<keepsight-${id}@keepsight.example>`);
  const row = await rowOf(id);
  expect(row).toMatchObject({ state: "sent", secret: null, tries: 1, reason: null });
  expect(JSON.stringify(row)).not.toContain("abc");
  // The job came twice: nothing goes twice.
  expect(await sendEmail(office(mail.url), { emailId: id, lastTry: false })).toBe("gone-already");
  expect(mail.letters).toHaveLength(1);
});

test("is kept and queued with the act that posts it, and not without [E01]", async () => {
  const viewer = await db.who("cme.eastmere");
  const call = { viewer, act: "send-enquiry", request: "test" } as const;
  const jobs = async () =>
    Number((await db.owner.query("select count(*) from pgboss.job where name = 'send-email'")).rows[0].count);
  const emails = async () => Number((await db.owner.query("select count(*) from emails")).rows[0].count);
  const before = [await jobs(), await emails()];
  await expect(
    perform(db.keepsight, call, async (context) => {
      await postEmail(context, email());
      throw new Error("The act fails after all");
    }),
  ).rejects.toThrow("after all");
  expect([await jobs(), await emails()]).toEqual(before);
  await posted();
  expect([await jobs(), await emails()]).toEqual(before.map((count) => count + 1));
});

test("is tried again when the server is busy, and fails with its reason at the last try [E01]", async () => {
  const id = await posted();
  mail.refuseWith("451 try later");
  expect(await sendEmail(office(mail.url), { emailId: id, lastTry: false })).toBe("try-again");
  expect(await rowOf(id)).toMatchObject({ state: "queued", tries: 1, secret: "/answers/abc" });
  expect(await sendEmail(office(mail.url), { emailId: id, lastTry: true })).toBe("failed");
  mail.refuseWith(undefined);
  expect(await rowOf(id)).toMatchObject({ state: "failed", tries: 2, secret: null });
  expect((await rowOf(id)).reason).toMatch(/^The mail server said: .*451 try later/);
});

test("that is refused for good, is not tried again; without a server it fails with the reason [E01]", async () => {
  const refused = await posted();
  mail.refuseWith("550 no such mailbox");
  expect(await sendEmail(office(mail.url), { emailId: refused, lastTry: false })).toBe("failed");
  mail.refuseWith(undefined);
  const unreachable = await posted();
  expect(await sendEmail(office("smtp://127.0.0.1:1"), { emailId: unreachable, lastTry: false })).toBe(
    "try-again",
  );
  expect((await rowOf(unreachable)).reason).toContain("could not be reached");
  expect(await sendEmail(office(undefined), { emailId: unreachable, lastTry: false })).toBe("failed");
  expect(await rowOf(unreachable)).toMatchObject({ reason: "No mail server is set" });
});

test("is sent by the worker, which tries again by itself after a pause [E01]", async () => {
  const at = mail.letters.length;
  const settings = { ...site.keepsight.settings, ...office(mail.url).settings };
  // The pause of the real queue is a minute.
  await db.owner.query(
    "update pgboss.queue set retry_delay = 1, retry_backoff = false where name = 'send-email'",
  );
  mail.refuseWith("451 try later");
  const worker = await startWorker({ ...db.keepsight, settings }, db.ownerUrl);
  const id = await posted({ to: "late@housing.example" });
  try {
    await expect.poll(async () => (await rowOf(id)).tries, { timeout: 15_000 }).toBeGreaterThan(0);
    mail.refuseWith(undefined);
    await expect.poll(async () => (await rowOf(id)).state, { timeout: 30_000 }).toBe("sent");
  } finally {
    await worker.stop();
  }
  expect(mail.letters.slice(at).filter(({ to }) => to.includes("late@housing.example"))).toHaveLength(1);
}, 90_000);

describe("through GOV.UK Notify [E01]", () => {
  const asked: { path: string; authorization: string; body: unknown }[] = [];
  let answer: { status: number; body: object };
  const notify = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      const { url: path = "", method, headers } = request;
      asked.push({
        ...{ path: `${method} ${path}`, body: JSON.parse(body) },
        authorization: headers.authorization ?? "",
      });
      response
        .writeHead(answer.status, { "content-type": "application/json" })
        .end(JSON.stringify(answer.body));
    });
  });
  const refusing = (status: number, message: string) => ({
    ...{ status, body: { status_code: status, errors: [{ error: "Error", message }] } },
  });
  let by: { notify: NotifyService };
  beforeAll(async () => {
    await new Promise<void>((resolve) => notify.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(notify.address() as AddressInfo).port}`;
    const [serviceId, secret] = [
      "26785a09-ab16-4eb0-8407-a37497a57506",
      "3d844edf-8d35-48ac-975b-e847b4f122b0",
    ];
    by = { notify: { url, serviceId, secret, templateId: "217a419e-6a7d-482a-9596-718b889dffce" } };
  });
  beforeEach(() => {
    answer = { status: 201, body: { id: "740e5834-3a29-46b4-9a6f-16142fde533a" } };
    asked.length = 0;
  });
  afterAll(() => new Promise((resolve) => notify.close(resolve)));

  test("an e-mail is asked for with a token of the service's own and neutral words with the link, and nothing else", async () => {
    const id = await posted();
    expect(await sendEmail(office(by), { emailId: id, lastTry: false })).toBe("sent");
    const [request] = asked;
    expect(request?.path).toBe("POST /v2/notifications/email");
    const { subject, body } = wordsOf(email());
    expect(request?.body).toEqual({
      ...{
        email_address: "desk@housing.example",
        template_id: by.notify.templateId,
        reference: `keepsight-${id}`,
      },
      personalisation: { subject, body: body.replace("{secret}", "https://keepsight.example/answers/abc") },
    });
    const token = request?.authorization.replace("Bearer ", "") ?? "";
    const { serviceId, secret } = by.notify;
    const { payload, protectedHeader } = await jwtVerify(token, new TextEncoder().encode(secret), {
      ...{ issuer: serviceId, algorithms: ["HS256"], maxTokenAge: "30s" },
    });
    expect(Object.keys(payload).toSorted()).toEqual(["iat", "iss"]);
    expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
    expect(await rowOf(id)).toMatchObject({ state: "sent", secret: null, reason: null });
    // The job came twice: nothing goes twice.
    expect(await sendEmail(office(by), { emailId: id, lastTry: false })).toBe("gone-already");
    expect(asked).toHaveLength(1);
  });

  test.each([
    ["is tried again when too much was asked", 429, "Exceeded rate limit", "try-again"],
    ["is tried again while Notify itself is ill", 503, "Internal server error", "try-again"],
    [
      "is tried again while the key is not known, for somebody may mend it",
      403,
      "Invalid token",
      "try-again",
    ],
    ["is not tried again where it is refused as wrong", 400, "Not a valid email address", "failed"],
  ])("an e-mail %s, and the outbox says what was said", async (_, status, message, outcome) => {
    const id = await posted();
    answer = refusing(status, message);
    expect(await sendEmail(office(by), { emailId: id, lastTry: false })).toBe(outcome);
    const state = outcome === "failed" ? "failed" : "queued";
    expect(await rowOf(id)).toMatchObject({ state, reason: `GOV.UK Notify said: ${status} ${message}` });
    if (state === "failed") return expect((await rowOf(id)).secret).toBeNull();
    expect(await sendEmail(office(by), { emailId: id, lastTry: true })).toBe("failed");
    expect(await rowOf(id)).toMatchObject({ state: "failed", tries: 2, secret: null });
  });

  test("an e-mail waits while Notify is not to be reached", async () => {
    const id = await posted();
    const nowhere = { notify: { ...by.notify, url: "http://127.0.0.1:2" } };
    expect(await sendEmail(office(nowhere), { emailId: id, lastTry: false })).toBe("try-again");
    expect((await rowOf(id)).reason).toBe("GOV.UK Notify could not be reached (ECONNREFUSED)");
  });
});

test("has no words but those of its kind: no free text gets into any letter [G01] [E01]", () => {
  const abouts: EmailAbout[] = ["question", "question-again", "answer-code", "message", "message-ended"];
  for (const about of abouts) {
    const { subject, body } = wordsOf({ about, council: "C", reference: "R" });
    expect(body.match(/\{secret\}/g)?.length ?? 0, about).toBe(about === "message-ended" ? 0 : 1);
    expect(`${subject}\n${body}`).not.toMatch(/https?:|\d{4}-\d\d|undefined/);
  }
});

test("in a demonstration stays in the house, and its outbox shows it to everybody with a link that works [E01]", async () => {
  const id = await posted({ secret: "/answers/demonstration-link" });
  expect(await sendEmail(office(undefined, true), { emailId: id, lastTry: false })).toBe("not-sent");
  for (const name of ["cme.eastmere", "data.eastmere", "school.eastmere", "police.eastmere"]) {
    const { status, body } = await (await signedIn(db, site.server, name)).open("/outbox");
    expect(status).toBe(200);
    expect(body).toContain('href="/answers/demonstration-link"');
    expect(body).toContain("Would have gone");
  }
  const other = await (await signedIn(db, site.server, "data.westholme")).open("/outbox");
  expect(other.body).not.toContain("desk@housing.example");
});

test("outside a demonstration is shown to the data officer alone, without its link, and failures first on request [E01] [G04]", async () => {
  await posted({ secret: "/answers/real-link" });
  await db.owner.query("delete from permissions where act = 'see-outbox' and role <> 'data-officer'");
  const settings = { ...db.keepsight.settings, demonstration: false, log: "silent" as const };
  const signIn = { issuer: "https://provider.example", clientId: "test", clientSecret: undefined };
  const server = await webServer({ ...db.keepsight, settings: { ...settings, signIn } });
  const data = await signedIn(db, server, "data.eastmere");
  const { body } = await data.open("/outbox");
  expect(body).toContain("desk@housing.example");
  expect(body).not.toContain("real-link");
  expect(body).toContain("No mail server is set");
  const failed = await data.open("/outbox?state=failed");
  expect(failed.body).toContain("550 no such mailbox");
  expect(failed.body).not.toContain("demonstration-link");
  expect((await (await signedIn(db, server, "cme.eastmere")).open("/outbox")).status).toBe(403);
  await server.close();
});

test("the outbox has nothing that axe objects to and fits a phone, with and without scripts", async () => {
  const data = await signedIn(db, site.server, "data.eastmere");
  await lookAt({
    address: site.address,
    token: data.token,
    pages: { outbox: "/outbox" },
    first: (page) => page.locator("table details > summary").first().click(),
    plain: true,
  });
}, 120_000);
