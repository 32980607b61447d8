import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { differencesIn } from "../../../test/support/recomputed.ts";
import { signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { webServer } from "../../web/server.ts";

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
const opened = async (): Promise<CaseAtAddress> => {
  const kase = await caseAtAddress(db, { forename: "Wilfred", surname: "Ashdown" });
  db.setNow("2026-11-05T10:00:00Z");
  return kase;
};
const at = ({ reference }: CaseAtAddress) => `/cases/${reference}`;
const day = (name: string, iso: string) => {
  const { day, month, year } = Temporal.PlainDate.from(iso);
  return { [`${name}-day`]: `${day}`, [`${name}-month`]: `${month}`, [`${name}-year`]: `${year}` };
};
const onRoll = { schoolName: "Larkmere Primary School", confirmedBy: "the office" };
const plain = (body: string) => body.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
const nextStep = (body: string) => /Next step:[^<]*/.exec(body)?.[0];

async function recordIn(who: string, kase: CaseAtAddress, kind: string, fields: Record<string, string>) {
  const sent = await (await as(who)).send(`${at(kase)}/facts/${kind}`, {
    ...fields,
    ...day("happenedOn", "2026-11-04"),
  });
  expect(sent.status).toBe(303);
}
/** The address at which the latest record of a title is corrected, for who may. */
async function linkTo(who: string, kase: CaseAtAddress, title: string): Promise<string | undefined> {
  const { body } = await (await as(who)).open(at(kase));
  return new RegExp(
    `href="([^"]+/records/\\d+)">Correct this<span class="govuk-visually-hidden">: ${title}`,
  ).exec(body)?.[1];
}
const differences = ({ reference }: CaseAtAddress) => differencesIn(db, reference);

test("a wrong record is put right, stays readable, and what it ended is owed again [G03]", async () => {
  const kase = await opened();
  const officer = await as("cme.eastmere");
  const before = nextStep((await officer.open(at(kase))).body);
  await recordIn("cme.eastmere", kase, "roll-confirmed", { ...onRoll, ...day("startedOn", "2026-11-02") });
  expect(nextStep((await officer.open(at(kase))).body)).not.toBe(before);

  const first = (await linkTo("cme.eastmere", kase, "On roll, confirmed")) ?? "";
  expect((await officer.open(first)).body).toContain('value="Larkmere Primary School"');
  expect((await officer.send(first, { was: "" })).body).toContain("Choose what is right");
  const right = {
    was: "otherwise",
    ...onRoll,
    schoolName: "Hollin Bank School",
    ...day("startedOn", "2026-11-03"),
  };
  expect((await officer.send(first, { ...right, ...day("happenedOn", "2026-11-03") })).status).toBe(303);
  const after = plain((await officer.open(at(kase))).body);
  expect(after).toMatch(/Hollin Bank School.*as a correction/);
  expect(after).toMatch(/Corrected later: .*Larkmere Primary School/);
  expect((await officer.open(first)).status).toBe(303);
  expect(await differences(kase)).toEqual([]);

  const second = (await linkTo("cme.eastmere", kase, "On roll, confirmed")) ?? "";
  expect(second).not.toBe(first);
  const stale = unseenIn((await officer.open(second)).body, second);
  expect((await officer.send(second, { was: "not" })).body).toContain("Enter how the record came about");
  expect((await officer.send(second, { was: "not", because: "The school meant a namesake." })).status).toBe(
    303,
  );
  const again = { _csrf: stale["_csrf"] ?? "", was: "not", because: "Twice." };
  expect((await officer.post(second, again)).status).toBe(409);
  const last = (await officer.open(at(kase))).body;
  expect(plain(last)).toContain("The school meant a namesake.");
  expect(nextStep(last)).toBe(before);
  expect(await differences(kase)).toEqual([]);
  const { rows } = await db.owner.query(
    "select details ->> 'was' as was from audit_entries where act = 'corrected on case' and subject_id = $1 order by id",
    [kase.caseId],
  );
  expect(rows).toEqual([{ was: "otherwise" }, { was: "not" }]);
});

test("why a case was opened and since when is put right: the opening says both, and every list counts by the right one [G03] [H01] [A08]", async () => {
  const kase = await opened();
  const officer = await as("cme.eastmere");
  const before = nextStep((await officer.open(at(kase))).body);
  const form = `${at(kase)}/opening`;
  expect((await officer.open(at(kase))).body).toContain(`href="${form}">Correct this`);
  const asItWas = {
    reason: "left-destination-unknown",
    ...day("missingSince", "2026-10-16"),
    note: "Nothing.",
  };
  const shown = (await officer.open(form)).body;
  expect(shown).toMatch(/value="left-destination-unknown" selected/);
  expect(shown).toMatch(/name="missingSince-month"[^>]*value="10"/);
  expect((await officer.send(form, asItWas)).body).toContain("this is what is recorded already");
  const right = {
    ...{ ...day("missingSince", "2026-09-07"), reason: "moved-abroad" },
    note: "The register was marked until 4 September.",
  };
  expect((await officer.send(form, { ...right, ...day("missingSince", "2026-11-06") })).body).toContain(
    "must be today or in the past",
  );
  expect((await officer.send(form, right)).status).toBe(303);
  const { body } = await officer.open(at(kase));
  expect(plain(body)).toContain("Missing education for 8 weeks and 3 days");
  expect(plain(body)).toMatch(/since 7 September 2026.*since 16 October 2026/);
  expect(plain(body)).toMatch(
    /Reason: Believed to have moved abroad.*Reason: Left a school, destination not known/,
  );
  expect(body).toContain(right.note);
  expect(nextStep(body)).toBe(before);
  expect((await officer.open("/register.csv?closed=&as=file")).body).toMatch(
    new RegExp(`${kase.reference},Ashdown.*,2026-09-07,2026-11-03,`),
  );
  const abroad = (await officer.open("/register?reason=moved-abroad")).body;
  expect(abroad).toContain(kase.reference);
  // It was not known before today.
  expect((await officer.open(`${at(kase)}?as-at=2026-11-04`)).body).toContain("since 16 October 2026");
  expect((await (await as("auditor.eastmere")).send(form, right)).status).toBe(403);
  expect(await differences(kase)).toEqual([]);
});

test("a note on the wrong case is taken back by a note that says so [G03] [C30]", async () => {
  const kase = await opened();
  const officer = await as("cme.eastmere");
  await officer.send(`${at(kase)}/notes`, { note: "Granny has them both." });
  const link = (await linkTo("cme.eastmere", kase, "Note")) ?? "";
  expect((await officer.open(link)).body).toContain("Granny has them both.</textarea>");
  await officer.send(link, { was: "otherwise", note: "Granny has one of them." });
  expect(plain((await officer.open(at(kase))).body)).toMatch(/Granny has one of them\. .*as a correction/);
});

test("what is about another case is taken off, and taken on there by whoever may; nobody learns of a case that they may not see [G03] [G04]", async () => {
  const kase = await opened();
  const other = await caseAtAddress(db, { forename: "Otto", surname: "Elsewhere" });
  const far = await caseAtAddress(db, { forename: "Fay", surname: "Farling", authority: "Westholme" });
  db.setNow("2026-11-05T10:00:00Z");
  const officer = await as("cme.eastmere");
  const before = nextStep((await officer.open(at(kase))).body);
  await recordIn("cme.eastmere", kase, "roll-confirmed", { ...onRoll, ...day("startedOn", "2026-11-02") });
  const link = (await linkTo("cme.eastmere", kase, "On roll, confirmed")) ?? "";
  const elsewhere = (otherCase: string) => officer.send(link, { was: "elsewhere", otherCase });
  expect((await elsewhere("")).body).toContain("Enter the reference of the other case");
  expect((await elsewhere("the other")).body).toContain("Enter a reference, such as");
  expect((await elsewhere(kase.reference)).body).toContain("This is the case on which it stands");
  const taken = await elsewhere(` ${other.reference.toLowerCase()} `);
  expect(taken.status).toBe(303);
  const here = (await officer.open(at(kase))).body;
  expect(plain(here)).toContain("It is about another case, and was recorded here by mistake.");
  expect(here.slice(here.indexOf('id="chronology"'))).not.toContain(other.reference);
  expect(nextStep(here)).toBe(before);
  // Its words are read where they stand, never from the address.
  expect(taken.location).not.toContain("Larkmere");
  const form = (await officer.open(taken.location ?? "")).body;
  expect(form).toContain(`recorded on case ${kase.reference} by mistake`);
  expect(form).toContain('value="Larkmere Primary School"');
  const form2 = taken.location?.replace("roll-confirmed", "hub-referred") ?? "";
  expect((await officer.open(form2)).status).toBe(404);
  expect(
    (
      await (
        await as("cme.westholme")
      ).open(`${at(far)}/facts/roll-confirmed?${taken.location?.split("?")[1]}`)
    ).status,
  ).toBe(404);

  // A case that they may not see and one that there is not are answered alike.
  const answers = [];
  for (const asked of [far.reference, "EM-C-999999"]) {
    await officer.send(`${at(kase)}/notes`, { note: "Granny has them both." });
    const note = (await linkTo("cme.eastmere", kase, "Note")) ?? "";
    const { status, location } = await officer.send(note, { was: "elsewhere", otherCase: asked });
    answers.push({
      status,
      location,
      said: plain((await officer.open(location ?? "")).body).includes("It is taken off this case"),
    });
  }
  expect(answers).toEqual(Array(2).fill({ status: 303, location: `${at(kase)}?done=taken-off`, said: true }));
  expect(await differences(kase)).toEqual([]);
});

test("concerns, letters with a text and what others recorded are not corrected away, nor by whom it is not for [E03] [G04]", async () => {
  const kase = await opened();
  await recordIn("cme.eastmere", kase, "concern-raised", { about: "safety" });
  await recordIn("cme.eastmere", kase, "admissions-asked", { found: "nothing" });
  expect(await linkTo("cme.eastmere", kase, "Concern")).toBeUndefined();
  const { rows } = await db.owner.query(
    "select id, kind from case_facts where case_id = $1 and kind in ('concern-raised', 'referral-received')",
    [kase.caseId],
  );
  const officer = await as("cme.eastmere");
  const instead: Record<string, string> = {
    "concern-raised": "the safeguarding lead decides on it anew",
    "referral-received": "A referral stays as it was sent",
  };
  const chronology = plain((await officer.open(at(kase))).body);
  expect(rows).toHaveLength(2);
  for (const { id, kind } of rows) {
    expect(chronology).toContain(instead[kind]);
    const record = `${at(kase)}/records/${id}`;
    expect(plain((await officer.open(record)).body)).toContain(instead[kind]);
    expect((await officer.send(at(kase), { was: "not", because: "No." }, { action: record })).status).toBe(
      403,
    );
  }
  // What a lead decided left a fact that a simple form could record: it is not corrected apart from the decision.
  await recordIn("cme.eastmere", kase, "agency-told", { agency: "police" });
  expect(await linkTo("cme.eastmere", kase, "Agency told")).toBeDefined();
  await db.owner.query(
    `with assessed as (insert into safeguarding_assessments (case_id, occasion, answers, made_at, made_by)
        values ($1, 'news', '{}', '2026-11-05T10:00Z', 1) returning id)
      insert into safeguarding_decisions (case_id, assessment_id, fact_id, decided, reason, made_at, made_by)
      select $1, assessed.id, max(case_facts.id), 'no-referral', 'x', '2026-11-05T10:00Z', 1 from assessed, case_facts
      where case_id = $1 and kind = 'agency-told' group by assessed.id`,
    [kase.caseId],
  );
  expect(await linkTo("cme.eastmere", kase, "Agency told")).toBeUndefined();
  expect(plain((await officer.open(at(kase))).body)).toContain("a new decision or assessment follows it");
  // A step of an order that was told without its record is corrected here.
  await recordIn("cme.eastmere", kase, "attendance-order-started", {});
  expect(await linkTo("cme.eastmere", kase, "School attendance order proceedings started")).toMatch(
    /records\/\d+$/,
  );
  const link = (await linkTo("cme.eastmere", kase, "Admissions")) ?? "";
  expect(link).not.toBe("");
  for (const [who, status] of [
    ["area.eastmere", 403],
    ["cme.westholme", 404],
    ["school.eastmere", 403],
  ] as const)
    expect([who, (await (await as(who)).open(link)).status]).toEqual([who, status]);
  // Of another case the record is none.
  const other = await opened();
  const number = link.split("/").at(-1);
  expect((await officer.open(`${at(other)}/records/${number}`)).status).toBe(404);

  await server.listen({ host: "localhost", port: 0 });
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token: officer.token,
    pages: { "case-correction": link, "case-corrected": at(kase) },
    plain: true,
  });
}, 120_000);
