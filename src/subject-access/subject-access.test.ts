import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { personsOfRoles, type RowsThere, rowsOfPlaces } from "../../test/access/rows-there.ts";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { plantSecret } from "../../test/support/planted.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import { dueOnOf, releasedWords } from "./request.ts";

let db: TestDatabase;
let server: FastifyInstance;
let there: RowsThere;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  there = (await rowsOfPlaces(db.owner, await personsOfRoles(db.owner))).here;
});
afterAll(async () => {
  await server.close();
  await db.end();
});

const as = (who: string) => signedIn(db, server, who);
const plain = (body: string) =>
  body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#8217;", "’")
    .replace(/\s+/g, " ");

/** Records that a mother asked for a record; answers where the request is. */
async function asked(officer: SignedIn, childId: number): Promise<string> {
  const at = `/children/${childId}/subject-access`;
  const { location = "" } = await officer.send(at, {
    ...{ askedBy: "Ines Askfield, mother", identity: "Passport seen; lives with the child." },
    ...{ "receivedOn-day": "31", "receivedOn-month": "10", "receivedOn-year": "2026" },
  });
  return location;
}

/** Decides every line: what may be about others as `marked` says, all else is released. */
async function lookThrough(
  officer: SignedIn,
  at: string,
  marked: (line: string, words: string) => Record<string, string>,
) {
  for (let page: string | undefined = at; page; ) {
    const { body } = await officer.open(page);
    const sections = body.split("<section").slice(1);
    const fields: Record<string, string> = { lines: /name="lines" value="([^"]*)"/.exec(body)?.[1] ?? "" };
    for (const section of sections) {
      const line = /name="decision-(\d+)"/.exec(section)?.[1] ?? "";
      Object.assign(
        fields,
        section.includes("May be about:")
          ? marked(line, plain(section))
          : { [`decision-${line}`]: "release" },
      );
    }
    expect((await officer.send(page, fields, { action: at })).status).toBe(303);
    page = /href="([^"]*)">\s*Next lines/.exec(body)?.[1];
  }
}

test("everything that is held is there, line by line: words planted in every table of the record are all found [G01]", async () => {
  const planted = await plantSecret(db.owner, there.child, "Planted7");
  const at = await asked(await as("named.eastmere"), there.child);
  const reference = at.split("/").at(-1);
  const { rows } = await db.owner.query(
    `select distinct part from subject_access_lines join subject_access_requests r on r.id = request_id where reference = $1 and words like '%Planted7%'`,
    [reference],
  );
  const found = rows.map(({ part }) => part);
  // What is owed next is a copy that pages show, and no part of what is held in words.
  const said = planted.filter((column) => !column.includes(".next_"));
  const parts = [...new Set(said.map((column) => column.split(".")[0] ?? ""))];
  // A copy for one request is no part of the next.
  const own = parts.filter((part) => !part.startsWith("subject_access"));
  expect(own.length).toBeGreaterThan(50);
  expect(own.filter((part) => !found.includes(part))).toEqual([]);
});

test("a record is looked through line by line, checked by another person, and given without what is about others [G01]", async () => {
  const { childId, reference } = await caseAtAddress(db, { forename: "Ludo", surname: "Askfield" });
  const [officer, named] = [await as("cme.eastmere"), await as("named.eastmere")];
  const at = await asked(officer, childId);
  expect(plain((await officer.open(at)).body)).toContain("To be looked through. Due by 30 November 2026.");
  expect((await officer.open(`${at}/record`)).status).toBe(404);
  const work = async (person: SignedIn) => plain((await person.open("/my-work?area=")).body);
  const due = `${at.split("/").at(-1)}.*?due 30 Nov 2026.*?UK GDPR`;
  const looked = new RegExp(
    `Look through the record that was asked for : Ludo Askfield Ludo Askfield ${due}`,
  );
  expect(await work(officer)).toMatch(looked);
  expect(await work(named)).toMatch(looked);
  expect(await work(await as("area.eastmere"))).not.toContain("Look through the record");
  expect(await work(await as("cme.westholme"))).not.toContain("Look through the record");

  const first = plain((await officer.open(at)).body);
  expect(first).toContain("May be about: A parent or carer, Ines Askfield");
  const line = /(\d+)\. Parents and carers/.exec(first)?.[1] ?? "";
  const keeping = { lines: line, [`decision-${line}`]: "redact", [`reason-${line}`]: "" };
  expect((await officer.send(at, keeping)).status).toBe(422);
  await lookThrough(officer, at, (number, words) =>
    words.includes("01632 960 123")
      ? {
          [`decision-${number}`]: "hide",
          [`hidden-${number}`]: "01632 960 123",
          [`reason-${number}`]: "Her own telephone",
        }
      : { [`decision-${number}`]: "redact", [`reason-${number}`]: "About somebody else" },
  );
  const token = /name="_csrf" value="([^"]*)"/.exec((await officer.open(at)).body)?.[1] ?? "";
  expect((await officer.post(`${at}/check`, { _csrf: token })).status).toBe(422);
  const check = new RegExp(`Check what is given of the record : Ludo Askfield Ludo Askfield ${due}`);
  const [others = ""] = [(await work(officer)).split("Waiting on others").at(1)];
  expect(others).toMatch(check);
  expect(await work(named)).toMatch(check);
  expect(plain((await officer.open(at)).body)).toContain("another person checks it");
  expect((await officer.post(`${at}/giving`, { _csrf: token })).status).toBe(422);

  await named.send(at, { words: "Look at the carers again." }, { action: `${at}/sending-back` });
  expect(plain((await officer.open(at)).body)).toContain(
    "Sent back by Named Eastmere: Look at the carers again.",
  );
  await named.send(at, {}, { action: `${at}/check` });
  const record = plain((await officer.open(`${at}/record`)).body);
  expect(record).toContain("Forename: Ludo");
  expect(record).toContain("Database checked");
  expect(record).toContain("█████");
  expect(record).not.toContain("01632 960 123");
  expect(record).toContain("entries are kept back");
  expect(record).not.toContain("About somebody else");
  const data = JSON.parse((await officer.open(`${at}/record.json`)).body);
  expect(data.entries.some(({ words }: { words: string }) => words.includes("Ludo"))).toBe(true);
  expect(JSON.stringify(data)).not.toContain("01632 960 123");

  expect(await work(officer)).toMatch(
    new RegExp(`Give the record that was asked for : Ludo Askfield Ludo Askfield ${due}`),
  );
  await officer.send(at, {}, { action: `${at}/giving` });
  expect(await work(officer)).not.toContain("the record that was asked for : Ludo");
  expect(plain((await officer.open(`/cases/${reference}/sharing`)).body)).toContain(
    "The record was given on request.",
  );
  expect(
    (await officer.post(at, { _csrf: token, lines: line, [`decision-${line}`]: "release" })).status,
  ).toBe(422);
});

test("a request is due one calendar month after it came, or three where it is complex, and nobody else sees it [G01] [G04]", async () => {
  const on = (day: string) => Temporal.PlainDate.from(day);
  const step = { step: "extended", words: "x", at: "", by: "" } as const;
  expect(dueOnOf({ receivedOn: on("2026-01-31"), steps: [] }).toString()).toBe("2026-02-28");
  expect(dueOnOf({ receivedOn: on("2026-11-30"), steps: [step] }).toString()).toBe("2027-02-28");
  expect(releasedWords({ words: "Seen by Mrs Bell", decision: "redact", hidden: "Mrs Bell" })).toBe(
    "Seen by █████",
  );
  expect(releasedWords({ words: "Seen by Mrs Bell", decision: null, hidden: "" })).toBeNull();

  const { childId } = await caseAtAddress(db, { forename: "Mara", surname: "Longwait" });
  const officer = await as("cme.eastmere");
  const at = await asked(officer, childId);
  await officer.send(at, { words: "Thousands of entries." }, { action: `${at}/extension` });
  expect(plain((await officer.open("/subject-access")).body)).toContain("31 January 2027");
  expect((await (await as("cme.westholme")).open(at)).status).toBe(404);
  expect((await (await as("area.eastmere")).open(at)).status).toBe(403);
});

test("the pages fit a phone and axe finds nothing [G01]", async () => {
  const { childId } = await caseAtAddress(db, { forename: "Nia", surname: "Lookfield" });
  const officer = await as("cme.eastmere");
  const at = await asked(officer, childId);
  const seen = await asked(officer, childId);
  await lookThrough(officer, seen, (line) => ({
    [`decision-${line}`]: "redact",
    [`reason-${line}`]: "About somebody else",
  }));
  await server.listen({ host: "localhost", port: 0 });
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token: officer.token,
    pages: {
      ...{
        "subject-access": "/subject-access",
        "subject-access-child": `/children/${childId}/subject-access`,
      },
      ...{ "subject-access-request": at, "subject-access-record": `${seen}/record` },
    },
  });
}, 180_000);

/** Hides where a child lives, as an officer does on the record. */
async function hideHome(officer: SignedIn, childId: number) {
  const { body } = await officer.open(`/children/${childId}`);
  const [at = ""] = /\/children\/\d+\/addresses\/\d+\/hiding/.exec(body) ?? [];
  expect((await officer.send(at, { source: "Social worker, by phone" })).status).toBe(303);
}

const keptBack = (number: string) => ({ [`decision-${number}`]: "redact", [`reason-${number}`]: "Safety" });

test("an address that is hidden is never ready to release, and a line that says it cannot be released [G01] [G04]", async () => {
  const { childId } = await caseAtAddress(db, { forename: "Mina", surname: "Farhaven" });
  const officer = await as("cme.eastmere");
  await hideHome(officer, childId);
  const at = await asked(officer, childId);
  const { body } = await officer.open(at);
  const said = body.split("<section").filter((section) => section.includes("Lantern Row"));
  expect(said.length).toBeGreaterThan(1);
  for (const section of said) expect(plain(section)).toContain("a hidden address");
  const line = /name="decision-(\d+)"/.exec(said[0] ?? "")?.[1] ?? "";
  const released = await officer.send(at, { lines: line, [`decision-${line}`]: "release" });
  expect(released.status).toBe(422);
  expect(released.body).toContain("says an address that is hidden for safety");
  const hidden = { [`hidden-${line}`]: "4 Lantern Row\nEA4 7DN", [`reason-${line}`]: "Safety" };
  const blacked = await officer.send(at, { lines: line, [`decision-${line}`]: "hide", ...hidden });
  expect(blacked.status).toBe(303);
});

test("an address that is hidden after a record was looked through and checked does not leave with it [G01] [G04]", async () => {
  const { childId } = await caseAtAddress(db, { forename: "Nuri", surname: "Latehaven" });
  const [officer, named] = [await as("cme.eastmere"), await as("named.eastmere")];
  const at = await asked(officer, childId);
  await lookThrough(officer, at, keptBack);
  const token = /name="_csrf" value="([^"]*)"/.exec((await named.open(at)).body)?.[1] ?? "";
  expect((await named.post(`${at}/check`, { _csrf: token })).status).toBe(303);
  expect((await officer.open(`${at}/record`)).body).toContain("Lantern Row");
  await hideHome(officer, childId);
  for (const page of [`${at}/record`, `${at}/record.json`]) {
    const { body } = await officer.open(page);
    expect(body, page).not.toContain("Lantern Row");
    expect(body, page).not.toContain("EA4 7DN");
  }
});
