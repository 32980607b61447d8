import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import ICAL from "ical.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  db = await testDatabase();
  db.setNow("2026-11-03T10:00:00Z");
  server = await webServer(db.keepsight);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const fetched = (url: string) => server.inject({ url: new URL(url).pathname });
const addressIn = (body: string) => /value="(http[^"]*\/calendars\/[^"]+\.ics)"/.exec(body)?.[1] ?? "";

test("one's own steps stand in one's calendar on their days, without a child's name, until the link ends [G05]", async () => {
  const surname = "Quillfeather";
  const { reference } = await caseAtAddress(db, { forename: "Orla", surname });
  const officer = await signedIn(db, server, "cme.eastmere");
  const at = "/my-work/calendar";
  const made = await officer.send(at, {}, { action: at });
  const address = addressIn(made.body);
  const { body, headers, statusCode } = await fetched(address);
  expect(statusCode).toBe(200);
  expect(headers["content-type"]).toBe("text/calendar; charset=utf-8");
  const entries = new ICAL.Component(ICAL.parse(body)).getAllSubcomponents("vevent");
  const mine = entries.map((entry) => ({
    summary: String(entry.getFirstPropertyValue("summary")),
    on: String(entry.getFirstPropertyValue("dtstart")),
  }));
  const { rows } = await db.owner.query(
    `select count(*)::int as owed, min((o.due_at at time zone 'Europe/London')::date)::text as first from obligations o
     where role = 'cme-officer' and state in ('open', 'due-soon', 'overdue')`,
  );
  expect(mine).toHaveLength(rows[0].owed);
  expect(mine[0]).toMatchObject({ on: rows[0].first });
  expect(mine[0]?.summary).toContain(reference);
  expect(body).not.toContain(surname);

  // Shown once; a second one ends the first; and its end ends it.
  expect((await officer.open(at)).body).not.toContain("/calendars/");
  const second = addressIn((await officer.send(at, {}, { action: at })).body);
  expect((await fetched(address)).statusCode).toBe(404);
  expect((await fetched(second)).statusCode).toBe(200);
  // Nobody reads the secret out of the database.
  expect((await db.owner.query("select * from calendar_links")).rows.map(String).join()).not.toContain(
    second.split("/").at(-1)?.slice(0, 20),
  );
  await officer.send(at, {}, { action: `${at}/end` });
  expect((await fetched(second)).statusCode).toBe(404);
});

test("a calendar is fetched by nobody from the day on which its person holds no post any more [G04]", async () => {
  const officer = await signedIn(db, server, "ehe.eastmere");
  const address = addressIn(
    (await officer.send("/my-work/calendar", {}, { action: "/my-work/calendar" })).body,
  );
  expect((await fetched(address)).statusCode).toBe(200);
  await db.owner.query(
    "update posts set from_on = '2020-01-01', until_on = current_date - 1 where person_id = (select id from people where subject = 'ehe.eastmere')",
  );
  expect((await fetched(address)).statusCode).toBe(404);
});

test("the page of the link is read on a desk and on a phone [G05]", async () => {
  const officer = await signedIn(db, server, "cme.eastmere");
  await server.listen({ host: "localhost", port: 0 });
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token: officer.token,
    pages: { calendar: "/my-work/calendar" },
  });
}, 60_000);
