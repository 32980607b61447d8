import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { type Site, startSite } from "../../test/support/site.ts";
import { blockingKeysOf } from "../matching/index.ts";
import { sharedWith } from "./sweep.ts";

let database: TestDatabase;
let site: Site;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-05T10:00:00Z");
  site = await startSite(database);
  server = site.server;
  await database.owner.query(`
    insert into people (issuer, subject, name, email) select 'test', v || '.eastmere', initcap(v) || ' Eastmere', v || '.eastmere@keepsight.example' from (values ('yot'), ('sixteen')) as wanted (v);
    insert into posts (person_id, role, authority_id, from_on)
    select people.id, case when subject like 'yot%' then 'youth-offending' else 'post-16' end, a.id, '2020-01-01'
    from people, authorities a where subject in ('yot.eastmere', 'sixteen.eastmere') and a.name = 'Eastmere'`);
});
afterAll(async () => {
  await site.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
const rows = async (query: string, ...values: unknown[]) => (await database.owner.query(query, values)).rows;

/** A pupil on the roll of Ashfield, as the search finds them. */
async function onRoll(forename: string, surname: string, born: string): Promise<void> {
  const { forenameKey, surnameKey } = blockingKeysOf({ forename, surname, otherSurname: "" });
  await database.owner.query(
    `insert into list_entries (authority_id, list, school_id, row_key, forename, surname, date_of_birth, sex, postcode, starts_on, forename_key, surname_key,
       content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
     select authority_id, 'school-roll', id, $1 || $2, $1, $2, $3, 'F', 'EA4 7DN', '2025-09-03', $4, $5, '\\x00', 1, 1, now(), now()
     from schools where name = 'Ashfield Primary School'`,
    [forename, surname, born, forenameKey, surnameKey],
  );
}
async function planned(officer: SignedIn): Promise<string> {
  const area = /<option value="(\d+)"[^>]*>\s*North/.exec((await officer.open("/sweeps")).body)?.[1] ?? "";
  const { location } = await officer.send("/sweeps", {
    ...{ areaId: area, place: "Town centre", partners: "two constables" },
    ...{ "plannedOn-day": "5", "plannedOn-month": "11", "plannedOn-year": "2026" },
  });
  return location ?? "";
}
const child = (forename: string, surname: string, [day, month, year]: [string, string, string]) => ({
  ...{ forename, surname, sex: "F", postcode: "ea4 7dn", schoolSaid: "Ashfield" },
  ...{ "dateOfBirth-day": day, "dateOfBirth-month": month, "dateOfBirth-year": year },
});
async function meets(officer: SignedIn, sweep: string, fields: Record<string, string>): Promise<string> {
  return (await officer.send(`${sweep}/children`, fields)).location ?? "";
}

describe("a truancy sweep", () => {
  test("is planned by day and area, and seen in that area and by the authority's own officers alone [E06] [G04]", async () => {
    const sweep = await planned(await as("area.eastmere"));
    expect(sweep).toMatch(/^\/sweeps\/EM-S-\d+$/);
    expect((await (await as("cme.eastmere")).open(sweep)).body).toContain("Town centre, North");
    for (const [who, status] of [
      ["area2.eastmere", 404],
      ["cme.westholme", 404],
      ["police.eastmere", 403],
      ["school.eastmere", 403],
    ] as const)
      expect([who, (await (await as(who)).open(sweep)).status]).toEqual([who, status]);
  });

  test("says of a child how likely the lists know them and where educated, and shows no record [E06] [A11]", async () => {
    await onRoll("Marigold", "Fennimore", "2012-05-04");
    const officer = await as("area.eastmere");
    const sweep = await planned(officer);
    const known = await officer.open(
      await meets(officer, sweep, child("Marigold", "Fenimore", ["4", "5", "2012"])),
    );
    expect(known.body).toContain("The lists very likely know this child");
    expect(known.body).toContain("On the roll of Ashfield Primary School");
    expect(known.body).not.toContain("Fennimore");
    expect(known.body).not.toContain("refer as missing education");
    const unknown = await officer.open(
      await meets(officer, sweep, child("Zebedee", "Nowhere", ["1", "1", "2013"])),
    );
    expect(unknown.body).toContain("No list knows this child");
  });

  test("does not tell of a restricted child, nor of a child of another authority [E06] [G04]", async () => {
    const hidden = await caseAtAddress(database, { forename: "Secreta", surname: "Hidewell" });
    const far = await caseAtAddress(database, {
      forename: "Farra",
      surname: "Hidewell",
      authority: "Westholme",
    });
    database.setNow("2026-11-05T10:00:00Z");
    await database.owner.query("update children set date_of_birth = '2013-02-01' where id = any ($1)", [
      [hidden.childId, far.childId],
    ]);
    await database.owner.query("update children set restricted = true where id = $1", [hidden.childId]);
    const officer = await as("area.eastmere");
    const sweep = await planned(officer);
    for (const forename of ["Secreta", "Farra"]) {
      const at = await meets(officer, sweep, child(forename, "Hidewell", ["1", "2", "2013"]));
      expect((await officer.open(at)).body).toContain("No list knows this child");
    }
  });

  test("is a fact in the case of a child whom the lists very likely know, once [E06]", async () => {
    const kase = await caseAtAddress(database, { forename: "Casimir", surname: "Hidewell" });
    database.setNow("2026-11-05T10:00:00Z");
    await database.owner.query(
      "update children set date_of_birth = '2013-02-01', postcode = 'EA4 7DN', sex = 'M' where id = $1",
      [kase.childId],
    );
    const officer = await as("area.eastmere");
    const sweep = await planned(officer);
    const at = await meets(officer, sweep, { ...child("Casimir", "Hidewell", ["1", "2", "2013"]), sex: "M" });
    for (const action of ["let-go", "taken-home"]) await officer.send(at, { status: "no-school", action });
    expect(
      await rows(
        "select details from case_facts where case_id = $1 and kind = 'stopped-in-sweep'",
        kase.caseId,
      ),
    ).toEqual([{ details: { school: "has-none" } }]);
    expect((await officer.open(sweep)).body).toContain("Taken home");
  });

  test("leads to the referral of a child on no roll in one press, once, and the case knows of it [E06] [D03]", async () => {
    const officer = await as("area.eastmere");
    const sweep = await planned(officer);
    const at = await meets(officer, sweep, {
      ...child("Tansy", "Unrolled", ["3", "3", "2014"]),
      reasonSaid: "Just moved",
    });
    for (const _ of [1, 2]) await officer.send(at, {}, { action: `${at}/referral` });
    const referrals = await rows(
      "select reference, form, content from referrals where content -> 'child' ->> 'forename' = 'Tansy'",
    );
    expect(referrals).toMatchObject([
      { form: "cme3", content: { child: { dateOfBirth: "2014-03-03", postcode: "EA4 7DN" } } },
    ]);
    const { reference } = referrals[0];
    expect((await officer.open(at)).body).toContain(`Referred as ${reference}`);
    const { location } = await (await as("cme.eastmere")).send(
      `/referrals/${reference}`,
      { match: "none", decision: "open-case", reason: "not-registered-at-five", address: "inside" },
      { action: `/referrals/${reference}/decision` },
    );
    expect(
      await rows(
        "select f.kind from case_facts f join cases k on k.id = f.case_id where k.reference = $1 and f.kind = 'stopped-in-sweep'",
        location?.split("/").at(-1),
      ),
    ).toHaveLength(1);
  });

  test("is shared with each service as a list of only what it may see, which stays as it left [E06] [G01]", async () => {
    const officer = await as("area.eastmere");
    const sweep = await planned(officer);
    const at = await meets(officer, sweep, {
      ...child("Olive", "Sharewell", ["3", "10", "2010"]),
      reasonSaid: "SECRET-SAID",
    });
    const none = await officer.send(
      sweep,
      { audience: "post-16", lawfulBasis: "Children Act 2004" },
      { action: `${sweep}/shares` },
    );
    expect(none.status).toBe(422);
    await officer.send(at, {
      status: "should-be-in-school",
      action: "escorted-to-school",
      note: "SECRET-NOTE",
    });
    await officer.send(await meets(officer, sweep, child("Young", "Sharewell", ["3", "10", "2017"])), {
      status: "no-school",
      action: "taken-home",
    });
    for (const audience of ["youth-offending", "post-16"])
      await officer.send(
        sweep,
        { audience, lawfulBasis: "Children Act 2004" },
        { action: `${sweep}/shares` },
      );
    const youth = await as("yot.eastmere");
    const page = (await youth.open("/sweeps-for-youth-justice")).body;
    expect(page).toContain("Olive Sharewell");
    expect(page).not.toMatch(/Young|SECRET|EA4 7DN/);
    const file = /\/sweeps-for-youth-justice\/\d+\.csv/.exec(page)?.[0] ?? "";
    expect((await youth.open(file)).body).toBe(
      '\uFEFFForename,Surname,Date of birth,Status,Action\r\nOlive,Sharewell,2010-10-03,"On a roll, and should be in school",Taken back to school\r\n',
    );
    const post16 = await as("sixteen.eastmere");
    const theirs = (await post16.open("/sweeps-for-post-16")).body;
    expect(theirs).toContain("Olive Sharewell");
    expect(theirs).not.toContain("Taken back to school");
    expect((await post16.open(file)).status).toBe(403);
    expect((await post16.open(file.replace("youth-justice", "post-16"))).status).toBe(404);
    expect((await post16.open(sweep)).status).toBe(403);
    expect((await officer.open(`${sweep}.csv`)).body).toContain("SECRET-NOTE");
  });
});

test("what a service sees are these fields and no others [E06] [G01]", () => {
  const day = Temporal.PlainDate.from("2026-11-05");
  const met = {
    ...{
      forename: "A",
      surname: "B",
      dateOfBirth: Temporal.PlainDate.from("2010-10-03"),
      postcode: "EA4 7DN",
    },
    ...{ status: "should-be-in-school" as const, action: "let-go" as const, note: "no", reasonSaid: "no" },
  };
  const keys = (audience: "youth-offending" | "post-16") => sharedWith(audience, [met], day).map(Object.keys);
  expect(keys("youth-offending")).toEqual([["forename", "surname", "dateOfBirth", "status", "action"]]);
  expect(keys("post-16")).toEqual([["forename", "surname", "dateOfBirth", "status"]]);
  expect(sharedWith("youth-offending", [{ ...met, status: "may-be-out" }], day)).toEqual([]);
  // Ten on the very day; and a day too young.
  const born = (text: string) => ({ ...met, dateOfBirth: Temporal.PlainDate.from(text) });
  expect(sharedWith("youth-offending", [born("2016-11-05"), born("2016-11-06")], day)).toHaveLength(1);
  // Year 11 begins on 31 August.
  expect(sharedWith("post-16", [born("2011-08-31"), born("2011-09-01")], day)).toHaveLength(1);
});

test("the pages fit a phone without scripts, and axe objects to nothing [E06]", async () => {
  const officer = await as("area.eastmere");
  const sweep = await planned(officer);
  const at = await meets(officer, sweep, child("Looked", "Unrolled", ["3", "3", "2014"]));
  await lookAt({
    address: site.address,
    token: officer.token,
    pages: {
      sweeps: "/sweeps",
      sweep: sweep,
      "sweep-child": `${sweep}/children`,
      "sweep-met": at,
    },
  });
}, 120_000);
