import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { shipped as procedures } from "../../test/support/shipped.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";
import type { ProvisionKind } from "./provisions.ts";
import { type Educated, standingOf } from "./standing-of.ts";

const day = (iso: string) => Temporal.PlainDate.from(iso);
const today = day("2026-11-23");
const period = (kind: ProvisionKind, from: string | null, until: string | null = null) => ({
  kind,
  fromOn: from === null ? null : day(from),
  untilOn: until === null ? null : day(until),
});
const recorded: Educated = {
  dateOfBirth: day("2016-03-09"),
  onRoll: false,
  educated: "unknown",
  provisions: [],
  notAttending: null,
  schoolClosedOn: null,
  absence: null,
};
const standing = (child: Partial<Educated>, name = "oxfordshire") =>
  standingOf({ ...recorded, ...child }, procedures, name, today)?.standing.standing;

describe("where a child stands is read from the record [A05 partly]", () => {
  test.each<[string, Partial<Educated>, string]>([
    ["on a roll", { onRoll: true, educated: "on-roll" }, "out-of-scope"],
    ["at an independent school", { educated: "independent" }, "out-of-scope"],
    [
      "in home education since a school was left",
      { educated: "home-education", provisions: [period("on-roll", "2020-09-03", "2026-07-20")] },
      "out-of-scope",
    ],
    ["nothing on record", {}, "not-known"],
    ["left three weeks ago", { provisions: [period("on-roll", "2020-09-03", "2026-11-02")] }, "at-risk"],
    [
      "left four weeks ago, and earlier another school",
      {
        provisions: [
          period("on-roll", "2024-09-03", "2026-10-26"),
          period("on-roll", "2020-09-03", "2024-07-20"),
        ],
      },
      "missing-education",
    ],
    [
      "waiting for a place for a week, and out of school for months",
      {
        educated: "awaiting-school-place",
        provisions: [
          period("awaiting-school-place", "2026-11-16"),
          period("on-roll", "2024-09-03", "2026-07-20"),
        ],
      },
      "missing-education",
    ],
    [
      "waiting for a place for a week, with no school before",
      { educated: "awaiting-school-place", provisions: [period("awaiting-school-place", "2026-11-16")] },
      "at-risk",
    ],
    [
      "on a roll, but by the open case away for four weeks",
      {
        onRoll: true,
        educated: "on-roll",
        provisions: [period("on-roll", "2020-09-03")],
        notAttending: { since: day("2026-10-26") },
      },
      "missing-education",
    ],
    [
      "by the open case gone, but since then on another roll",
      {
        onRoll: true,
        educated: "on-roll",
        provisions: [period("on-roll", "2026-11-03"), period("on-roll", "2020-09-03", "2026-10-26")],
        notAttending: { since: day("2026-10-26") },
      },
      "out-of-scope",
    ],
    [
      "no date of birth",
      { dateOfBirth: null, provisions: [period("on-roll", "2020-09-03", "2026-07-20")] },
      "not-known",
    ],
  ])("%s", (_, child, expected) => {
    expect(standing(child)).toBe(expected);
  });

  test.each<[string, number, Partial<Educated>, string]>([
    ["nine school days away", 9, {}, "out-of-scope"],
    ["ten school days away", 10, {}, "at-risk"],
    [
      "ten, but too young for school to be compulsory",
      10,
      { dateOfBirth: day("2022-09-01") },
      "out-of-scope",
    ],
    [
      "ten, but by the open case away for four weeks",
      10,
      { provisions: [period("on-roll", "2020-09-03")], notAttending: { since: day("2026-10-26") } },
      "missing-education",
    ],
  ])("on a roll without leave: %s [A05 partly]", (_, days, child, expected) => {
    const absence = { days, since: day("2026-11-02"), until: day("2026-11-20"), school: "Ashfield" };
    expect(standing({ onRoll: true, educated: "on-roll", absence, ...child })).toBe(expected);
  });

  test("an authority whose procedure is not at hand decides nothing", () => {
    expect(standing({}, "nowhere")).toBeUndefined();
  });
});

describe("on the child's page", () => {
  let database: TestDatabase;
  let server: FastifyInstance;
  beforeAll(async () => {
    database = await testDatabase();
    database.setNow("2026-11-23T10:00:00Z");
    server = await webServer(database.keepsight);
  });
  afterAll(async () => {
    await server.close();
    await database.end();
  });

  test("the record, its line of life and the case agree that a child on a roll who has left is missing education [A03] [A05 partly]", async () => {
    const id = await addPupil(database.owner, { forename: "Petra", surname: "Stillon", born: "2016-03-09" });
    const person = await signedIn(database, server, "cme.eastmere");
    const before = (await person.open(`/children/${id}`)).body;
    expect(before).toContain("Not a child missing education");
    expect(before).toContain("2 periods, 1 not known");
    await database.owner.query(
      `with opened as (insert into cases (reference, authority_id, child_id, school_id, reason, procedure, procedure_version, opened_at, opened_by)
         select 'EM-C-900001', authority_id, id, school_id, 'left-destination-unknown', 'norfolk', '1', '2026-11-03T09:00Z',
           (select id from people where subject = 'cme.eastmere') from children where id = $1 returning id, opened_by)
       insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select id, 'child-left-school', '2026-11-02T12:00Z', '{"schoolName": "Ashfield Primary School", "destination": "not-confirmed"}',
         '2026-11-03T09:00Z', opened_by from opened`,
      [id],
    );
    const { body } = await person.open(`/children/${id}`);
    expect(body).toContain("Missing education, by what is on record (N1.2)");
    expect(body).toContain(
      "Still on the roll of Ashfield Primary School, but has not attended since 2 November 2026",
    );
    expect(body).toContain("Out of education since Monday 2 November 2026");
    expect(body).toContain("3 periods, 2 not known");
  });

  test("a pupil whose school has closed is on no roll that anybody keeps, and out of education until another has them [A03] [A05 partly] [B03]", async () => {
    const school = "Larkmere Primary School";
    const born = "2016-03-09";
    const id = await addPupil(database.owner, { forename: "Odo", surname: "Lastroll", born, school });
    const person = await signedIn(database, server, "cme.eastmere");
    const shown = async () => (await person.open(`/children/${id}`)).body;
    const closes = (on: string) =>
      database.owner.query("update schools set closed_on = $1 where name = $2", [on, school]);
    await closes("2099-08-31");
    expect(await shown()).toContain(`On the roll of ${school}`);
    await closes("2026-10-30");
    const body = await shown();
    expect(body).toContain(
      `On the last roll of ${school}, which closed on 30 October 2026; since then not known`,
    );
    expect(body).toContain("Missing education, by what is on record (N1.2)");
    expect(body).toContain("Out of education since Friday 30 October 2026");
    await database.owner.query("update schools set closed_on = null where name = $1", [school]);
  });

  test("the same child three weeks after leaving is missing education in one authority and at risk in the other, with reasons [A05 partly]", async () => {
    const left = { forename: "Imara", surname: "Quillby", born: "2016-03-09", endsOn: "2026-11-02" };
    const shown = async (authority: string, school: string) => {
      const id = await addPupil(database.owner, { ...left, authority, school });
      const person = await signedIn(database, server, `cme.${authority.toLowerCase()}`);
      return (await person.open(`/children/${id}`)).body;
    };
    const eastmere = await shown("Eastmere", "Ashfield Primary School");
    expect(eastmere).toContain("Missing education, by what is on record (N1.2)");
    expect(eastmere).toContain("from the first day (N1.2)");
    const westholme = await shown("Westholme", "Downland Primary School");
    expect(westholme).toContain("At risk of missing education, by what is on record (O2.2)");
    expect(westholme).toContain(
      "Out of education since Monday 2 November 2026, as far as is known: 3 weeks.",
    );
    expect(westholme).toContain("From Monday 30 November 2026 the child counts as missing education.");
  });
});
