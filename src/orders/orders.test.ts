import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { differencesIn } from "../../test/support/recomputed.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const plain = (body: string) =>
  body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
let count = 0;
const aCase = () => caseAtAddress(db, { forename: "Ivo", surname: `Orderby${count++}` });

async function step(
  reference: string,
  kind: string,
  day: string,
  fields: Record<string, string> = {},
  who = "cme.eastmere",
) {
  const { day: of, month, year } = Temporal.PlainDate.from(day);
  db.setNow(`${day}T15:00:00Z`);
  return (await as(who)).send(`/cases/${reference}/order/${kind}`, {
    ...fields,
    ...{ "happenedOn-day": String(of), "happenedOn-month": String(month), "happenedOn-year": String(year) },
  });
}
const notice = { to: "Ines Orderby", service: "hand" };
const named = { ...notice, school: "Saltmarsh High School" };
const pageOf = async (reference: string, who = "cme.eastmere") =>
  plain((await (await as(who)).open(`/cases/${reference}/order`)).body);

test("an order goes from its start to the court, each notice with its fifteen days counted from the day of service [C23] [E08]", async () => {
  const { reference, caseId } = await aCase();
  expect(await pageOf(reference)).toContain("No proceedings have been started.");
  await step(reference, "started", "2026-11-04");
  expect(await pageOf(reference)).toMatch(/Serve the notice CME officer 11 November 2026 Open/);
  await step(reference, "notice-served", "2026-11-05", notice);
  expect(await pageOf(reference)).toMatch(/Weigh the parent's proof CME officer 19 November 2026/);
  await step(reference, "school-notice-served", "2026-11-20", named);
  expect(await pageOf(reference)).toMatch(
    /Make the school attendance order CME officer 11 December 2026 Not yet/,
  );
  const early = await step(reference, "order-made", "2026-12-04", named);
  expect(early.status).toBe(422);
  expect(plain(early.body)).toContain("days to answer the notice are not over on that day");
  expect((await step(reference, "order-made", "2026-12-07", named)).status).toBe(303);
  await step(reference, "breach", "2027-01-08", { words: "Not at school since term began." });
  expect(await pageOf(reference)).toMatch(
    /Weigh the breach of the order CME officer 22 January 2027 Open .*EA 1996 s443\(1\), s447\(1\) Begin proceedings in court CME officer 8 July 2027 Not yet/,
  );
  const undecided = await step(reference, "breach-weighed", "2027-01-20", { words: "" });
  expect(plain(undecided.body)).toContain("Choose what was decided");
  await step(reference, "breach-weighed", "2027-01-20", {
    decided: "prosecution",
    words: "No order would help.",
  });
  expect(await pageOf(reference)).toMatch(/Begin proceedings in court CME officer 8 July 2027 Open/);
  await step(reference, "proceedings", "2027-01-27", { words: "" });
  await step(reference, "court", "2027-02-03", { court: "Eastmere Magistrates, fined", words: "" });
  await step(reference, "ended", "2027-02-10", { words: "The child is on roll." });
  const page = await pageOf(reference);
  for (const words of [
    "School named: Saltmarsh High School.",
    "Handed over, to Ines Orderby.",
    "Eastmere Magistrates, fined.",
    "Prosecution. No order would help.",
  ])
    expect(page).toContain(words);
  const { rows } = await db.owner.query(
    "select kind, details ->> 'about' as about from case_facts where case_id = $1 and kind like '%order%' order by id",
    [caseId],
  );
  expect(rows).toEqual([
    { kind: "attendance-order-started", about: null },
    { kind: "order-notice-served", about: "suitable-education" },
    { kind: "order-notice-served", about: "school-to-be-named" },
    { kind: "attendance-order-made", about: null },
    { kind: "attendance-order-breached", about: null },
    { kind: "order-breach-weighed", about: null },
    { kind: "order-proceedings-begun", about: null },
  ]);
});

test("the bundle holds the steps, the service and the chronology, no address and nothing of the child's safety; opening it is on record as a disclosure [E08] [G03]", async () => {
  const { reference, caseId } = await aCase();
  await step(reference, "started", "2026-11-04");
  await step(reference, "notice-served", "2026-11-05", notice);
  await db.owner.query(
    `insert into case_facts (case_id, kind, details, happened_at, made_at, made_by)
     select id, 'note-made', '{"note": "A neighbour is afraid of the uncle."}', '2026-11-04T12:00Z', '2026-11-04T12:00Z', opened_by from cases where id = $1`,
    [caseId],
  );
  const { status, body } = await (await as("cme.eastmere")).open(`/cases/${reference}/order/bundle`);
  expect(status).toBe(200);
  const page = plain(body);
  expect(page).toContain("5 November 2026 Notice to show suitable education served Ines Orderby Handed over");
  expect(page).toMatch(/5\. Chronology .*Case opened/);
  for (const secret of ["Lantern Row", "afraid of the uncle"]) expect(page).not.toContain(secret);
  const { rows } = await db.owner.query("select act from audit_entries where act = 'disclosed order bundle'");
  expect(rows).toHaveLength(1);
  expect((await (await as("auditor.eastmere")).open(`/cases/${reference}/order/bundle`)).status).toBe(403);
});

test("nothing is served while a forced marriage is suspected, by nobody who does not owe it, and a missing school is asked for [E04 partly] [G04] [C23]", async () => {
  const { reference, childId } = await aCase();
  await step(reference, "started", "2026-11-04");
  const none = await step(reference, "school-notice-served", "2026-11-05", notice);
  expect(none.status).toBe(422);
  expect(plain(none.body)).toContain("the school");
  expect((await step(reference, "breach", "2026-11-05", { words: "" }, "admissions.eastmere")).status).toBe(
    403,
  );
  expect((await step(reference, "started", "2026-11-05", {}, "cme.westholme")).status).not.toBe(303);
  await db.owner.query(
    `insert into child_flags (child_id, flag, source, made_at, made_by)
     values ($1, 'forced-marriage', 'test', '2026-11-05T09:00Z', (select id from people where subject = 'keepsight'))`,
    [childId],
  );
  const held = await step(reference, "notice-served", "2026-11-05", notice);
  expect(held.status).toBe(422);
  expect(held.body).toContain("Nobody approaches the family now");
});

test("a step that is put right moves the parent's days, leaves the bundle, and is taken on by the case that it is about [C23] [E08] [G03]", async () => {
  const { reference } = await aCase();
  const other = await aCase();
  await step(reference, "started", "2026-11-04");
  await step(reference, "notice-served", "2026-11-05", notice);
  await step(reference, "breach", "2026-11-06", { words: "Of the child next door." });
  const officer = await as("cme.eastmere");
  const linkTo = async (title: string) =>
    new RegExp(`href="([^"]+)">Correct this<span class="govuk-visually-hidden">: ${title}`).exec(
      (await officer.open(`/cases/${reference}/order`)).body,
    )?.[1] ?? "";
  const onDay = (iso: string) => {
    const { day, month, year } = Temporal.PlainDate.from(iso);
    return { "happenedOn-day": `${day}`, "happenedOn-month": `${month}`, "happenedOn-year": `${year}` };
  };
  const first = await linkTo("Notice to show");
  const wrong = (await officer.open(first)).body;
  expect(wrong).toContain('value="Ines Orderby"');
  // From the chronology, one comes to the same page.
  expect((await officer.open(`/cases/${reference}`)).body).toContain(`href="${first}"`);
  const right = { was: "otherwise", ...notice, service: "left", ...onDay("2026-11-06") };
  expect((await officer.send(first, right)).status).toBe(303);
  const page = await pageOf(reference);
  expect(page).toMatch(/Weigh the parent's proof CME officer 20 November 2026/);
  expect(page).toContain("Corrected later: Notice to show suitable education served");
  expect((await officer.open(first)).status).toBe(303);
  const bundle = plain((await officer.open(`/cases/${reference}/order/bundle`)).body);
  expect(bundle).toContain(
    "6 November 2026 Notice to show suitable education served Ines Orderby Left at the address",
  );
  expect(bundle).not.toContain("5 November 2026 Notice to show");

  const breach = await linkTo("Breach");
  const taken = await officer.send(breach, { was: "elsewhere", otherCase: other.reference });
  expect(taken.location).toContain(`/cases/${other.reference}/order/breach?`);
  expect((await officer.open(taken.location ?? "")).body).toContain("Of the child next door.");
  const second = await linkTo("Notice to show");
  await officer.send(second, { was: "not", because: "It was never handed over." });
  expect(await pageOf(reference)).toMatch(/Serve the notice CME officer 11 November 2026/);
  expect(plain((await officer.open(`/cases/${reference}`)).body)).toContain("It was never handed over.");
  expect((await (await as("cme.westholme")).open(first)).status).toBe(404);
  expect(await differencesIn(db, reference)).toEqual([]);
});

test("the pages fit a phone and axe finds nothing [E08]", async () => {
  const { reference, caseId } = await aCase();
  await step(reference, "started", "2026-11-04");
  await step(reference, "notice-served", "2026-11-05", notice);
  const { rows } = await db.owner.query("select max(fact_id) as id from order_steps where case_id = $1", [
    caseId,
  ]);
  await server.listen({ host: "localhost", port: 0 });
  const { token } = await as("cme.eastmere");
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token,
    pages: {
      order: `/cases/${reference}/order`,
      "order-notice": `/cases/${reference}/order/school-notice-served`,
      "order-correction": `/cases/${reference}/order/steps/${rows[0].id}`,
      "order-breach-weighed": `/cases/${reference}/order/breach-weighed`,
      "order-bundle": `/cases/${reference}/order/bundle`,
    },
  });
}, 120_000);
