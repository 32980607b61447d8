import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CallingSystem, callingSystem } from "../../../test/support/calling-system.ts";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";
import { deliverWebhook, signatureOf } from "./deliver-webhook.ts";
import { followWebhooks } from "./follow-webhooks.ts";
import { isPublic } from "./public-address.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: CallingSystem;
let receiver: Server;
let answerWith = 204;
const received: { headers: IncomingMessage["headers"]; body: string }[] = [];
beforeAll(async () => {
  db = await testDatabase();
  db.keepsight.settings.webhooksToPrivate = true;
  server = await webServer(db.keepsight);
  await server.listen({ host: "localhost", port: 0 });
  db.setNow("2026-11-03T10:00:00Z");
  officer = await callingSystem(db, server, "cme-officer");
  receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => {
      body += part;
    });
    request.on("end", () => {
      received.push({ headers: request.headers, body });
      response.writeHead(answerWith, { location: "http://localhost/elsewhere" }).end("thanks");
    });
  });
  await new Promise<void>((open) => receiver.listen(0, "localhost", open));
});
afterAll(async () => {
  receiver.close();
  await server.close();
  await db.end();
});

const hookAt = () => `http://localhost:${(receiver.address() as AddressInfo).port}/keepsight`;
let count = 0;
const subscribe = async (kinds: string[], url = hookAt(), key = `w${count++}`) =>
  officer.call("POST", "/api/v1/webhooks", { body: { url, kinds }, headers: { "idempotency-key": key } });
const aCase = () => caseAtAddress(db, { forename: "Rosa", surname: `Webhookby${count++}` });
const courier = (settings = {}) => ({
  ...{
    database: db.ownerDatabase,
    now: db.keepsight.now,
    settings: { ...db.keepsight.settings, ...settings },
  },
});

/** What is queued for a webhook is delivered by the courier, as the worker does. */
async function deliverAll(webhook: number, { lastTry = false, settings = {} } = {}): Promise<string[]> {
  await followWebhooks(db.keepsight, db.ownerDatabase);
  const { rows } = await db.owner.query(
    "select id from webhook_deliveries where webhook_id = $1 and state = 'waiting' order by id",
    [webhook],
  );
  const outcomes: string[] = [];
  for (const { id } of rows)
    outcomes.push(await deliverWebhook(courier(settings), { deliveryId: Number(id), lastTry }));
  return outcomes;
}

test("a webhook is told of what its client may know of, by reference and link, signed so that its secret proves it [B10] [G04]", async () => {
  const { body: made } = await subscribe(["case-opened"]);
  expect(made.secret).toMatch(/^whsec_/);
  const restricted = await aCase();
  await db.owner.query("update children set restricted = true where id = $1", [restricted.childId]);
  const { reference } = await aCase();
  expect(await deliverAll(made.id)).toEqual(["delivered"]);
  const [told] = received.splice(0);
  expect(JSON.parse(told?.body ?? "")).toEqual({
    ...{ position: expect.any(Number), kind: "case-opened", reference, link: `/api/v1/cases/${reference}` },
    happenedAt: "2026-11-03T10:00:00Z",
  });
  const { "webhook-id": id, "webhook-timestamp": at, "webhook-signature": signature } = told?.headers ?? {};
  expect(signature).toBe(signatureOf(made.secret, String(id), Number(at), told?.body ?? ""));
  expect(signature).not.toBe(signatureOf(made.secret, String(id), Number(at) + 1, told?.body ?? ""));
  const jobs = await db.owner.query(
    "select count(*)::int as jobs from pgboss.job where name = 'deliver-webhook'",
  );
  expect(jobs.rows).toEqual([{ jobs: 1 }]);
  expect(await deliverAll(made.id)).toEqual([]);
  await officer.call("DELETE", `/api/v1/webhooks/${made.id}`);
});

test("its secret is shown once and kept where the application cannot read it [G04]", async () => {
  const { body: first } = await subscribe(["case-closed"], hookAt(), "once");
  const { body: again } = await subscribe(["case-closed"], hookAt(), "once");
  expect(again).toEqual({ id: first.id, secret: null });
  expect(JSON.stringify((await officer.call("GET", "/api/v1/webhooks")).body)).not.toContain(first.secret);
  const kept = await db.owner.query("select answer::text as kept from sent_forms where answer is not null");
  expect(kept.rows.filter(({ kept: text }) => text.includes(first.secret))).toEqual([]);
  const door = await db.keepsight.pool.connect();
  try {
    await expect(door.query("select secret from webhooks")).rejects.toMatchObject({ code: "42501" });
  } finally {
    door.release(true);
  }
  await officer.call("DELETE", `/api/v1/webhooks/${first.id}`);
});

test("what does not arrive is tried again, then the webhook stops, is shown, and goes on with what it missed [B10]", async () => {
  const { body: made } = await subscribe(["case-opened"]);
  const { reference } = await aCase();
  answerWith = 302;
  expect(await deliverAll(made.id)).toEqual(["try-again"]);
  expect(await deliverAll(made.id, { lastTry: true })).toEqual(["given-up"]);
  await aCase();
  expect(await deliverAll(made.id)).toEqual([]);
  expect((await officer.call("GET", "/api/v1/webhooks")).body.rows).toMatchObject([{ stoppedWhy: "302" }]);
  const named = await signedIn(db, server, "named.eastmere");
  const page = await named.open(`/clients/${officer.id}`);
  expect(page.body).toContain("nothing arrived for hours. Last answer: 302");
  expect(page.body).not.toContain(reference);
  const { body: file } = await named.open(`/clients/${officer.id}/deliveries.csv`);
  const [head, ...lines] = file.trimEnd().split("\r\n");
  expect(head).toContain("Number,When,What,Where,State,Tries,Last answer,Settled");
  expect(lines.filter((line) => line.includes(",given-up,"))).not.toEqual([]);
  expect(file).not.toContain(reference);
  await lookAt({
    ...{ address: `http://localhost:${(server.server.address() as AddressInfo).port}`, token: named.token },
    pages: { "system-stopped": `/clients/${officer.id}` },
  });
  const restart = `/clients/${officer.id}/webhooks/${made.id}/restart`;
  expect((await named.send(`/clients/${officer.id}`, {}, { action: restart })).status).toBe(303);
  answerWith = 200;
  received.splice(0);
  expect(await deliverAll(made.id)).toEqual(["delivered", "delivered"]);
  expect(received.map(({ body }) => JSON.parse(body).reference)).toContain(reference);
  await officer.call("DELETE", `/api/v1/webhooks/${made.id}`);
});

test("nothing goes to this machine or network unless a setting lets it, whatever name stands for it [G04]", async () => {
  const { body: made } = await subscribe(["case-opened"]);
  const { body: named } = await subscribe(["case-opened"], "https://localhost:1/keepsight");
  await aCase();
  received.splice(0);
  const settings = { webhooksToPrivate: false };
  expect(await deliverAll(made.id, { settings })).toEqual(["try-again"]);
  expect(await deliverAll(named.id, { settings })).toEqual(["try-again"]);
  expect(received).toEqual([]);
  const { rows } = await db.owner.query("select said from webhook_deliveries where webhook_id = any ($1)", [
    [made.id, named.id],
  ]);
  expect(rows.map(({ said }) => said)).toEqual(["private address", "private address"]);
  for (const inside of [
    "127.0.0.1",
    "10.1.2.3",
    "172.20.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "::1",
    "::",
    "fd00::1",
    "fe80::1",
    "::ffff:10.0.0.1",
    "::ffff:a00:1",
    "64:ff9b::a00:1",
    "localhost",
  ])
    expect([inside, isPublic(inside)]).toEqual([inside, false]);
  for (const outside of ["8.8.8.8", "172.32.0.1", "2a00:1450:4009::1"])
    expect([outside, isPublic(outside)]).toEqual([outside, true]);
  db.keepsight.settings.webhooksToPrivate = false;
  expect((await subscribe(["case-opened"])).body.errors).toEqual([
    { field: "url", mend: "Send an address that begins with https." },
  ]);
  db.keepsight.settings.webhooksToPrivate = true;
});

test("a withdrawn client is told no more, not even what was queued [G04]", async () => {
  const other = await callingSystem(db, server, "cme-officer");
  const { body: made } = await other.call("POST", "/api/v1/webhooks", {
    ...{ body: { url: hookAt(), kinds: ["case-opened"] }, headers: { "idempotency-key": "x" } },
  });
  await aCase();
  await followWebhooks(db.keepsight, db.ownerDatabase);
  await aCase();
  const named = await signedIn(db, server, "named.eastmere");
  await named.send("/clients", {}, { action: `/clients/${other.id}/withdrawal` });
  received.splice(0);
  expect(await deliverAll(made.id)).toEqual(["gone"]);
  expect(received).toEqual([]);
});
