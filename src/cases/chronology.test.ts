import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sendCme1 } from "../../test/support/cme1-answers.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { type SignedIn, signedIn } from "../../test/support/signed-in.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let officer: SignedIn;
let kase: string;
let caseId: number;
let childId: number;
beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  db.setNow("2026-11-02T09:00:00Z");
  childId = Number(
    await addPupil(db.owner, {
      forename: "Bram",
      surname: "Fennimore",
      born: "2016-03-09",
      address: "1 Reed Way",
    }),
  );
  const referral = await sendCme1(await signedIn(db, server, "school.eastmere"), childId);
  db.setNow("2026-11-03T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  const { location } = await officer.send(
    `/referrals/${referral}`,
    { match: "none", decision: "open-case", reason: "left-destination-unknown", address: "inside" },
    { action: `/referrals/${referral}/decision` },
  );
  kase = location ?? "";
  caseId = Number((await db.owner.query("select id from cases where child_id = $1", [childId])).rows[0].id);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** The text of the chronology's entry under this title. */
async function entry(title: string): Promise<string> {
  const { body } = await officer.open(kase);
  const entries = body.split('class="moj-timeline__item"').slice(1);
  const found = entries.find((each) => each.includes(title)) ?? `no entry ${title}`;
  return found.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

test.each(["Referral received", "Left school", "Records sent"])(
  "%s names the sender and the school that told it and when, and beside them who recorded it [G03]",
  async (title) => {
    const says = await entry(title);
    expect(says).toContain("by School Eastmere, Ashfield Primary School");
    expect(says).toMatch(/Told (2 November 2026 )?at 9am\. Recorded 3 November 2026 at 10am by Cme Eastmere/);
  },
);

test("the decision itself is the officer's own [G03]", async () => {
  const says = await entry("Case opened");
  expect(says).toContain("by Cme Eastmere");
  expect(says).not.toContain("Told");
});

test("what the referrer was told stands there word for word [G02] [G03]", async () => {
  await officer.send(`${kase}/words-to-referrer`, { words: "The aunt was asked." });
  expect(await entry("Referrer told")).toContain("The aunt was asked.");
});

test("an enquiry names who was asked, and an answer who gave it, also when it confirms a roll [B08] [G03]", async () => {
  const { rows } = await db.owner.query(
    `with asked as (insert into enquiries (reference, case_id, authority_id, to_kind, to_authority_id, question, disclosed,
       lawful_basis, asked_at, made_by)
     select 'EM-E-999999', cases.id, cases.authority_id, 'other-authority', other.id, '?', '{}', '', '2026-11-03T10:00Z', cases.opened_by
     from cases, authorities other where cases.id = $1 and other.name = 'Westholme' returning id, case_id, made_by),
     said as (insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by)
     select id, 'on-roll', 'Tilda Rowe, Downland Primary School', '2026-11-04T10:00Z', (select id from people where subject = 'keepsight') from asked)
     insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     select case_id, kind, happened_at::timestamptz, details::jsonb || case when kind = 'enquiry-sent' then jsonb_build_object('enquiryId', id) else '{}' end,
       happened_at::timestamptz, case when kind = 'enquiry-sent' then asked.made_by else (select id from people where subject = 'keepsight') end
     from asked, (values ('enquiry-sent', '2026-11-03T10:00Z', '{"to": "other-authority"}'),
       ('roll-confirmed', '2026-11-04T10:00Z', '{"schoolName": "Downland Primary School", "startedOn": "2026-10-12", "confirmedBy": "Tilda Rowe, Downland Primary School"}'))
       as fact (kind, happened_at, details) returning id`,
    [caseId],
  );
  expect(rows).toHaveLength(2);
  expect(await entry("Enquiry sent")).toContain("To Westholme.");
  const confirmed = await entry("On roll, confirmed");
  expect(confirmed).toContain("by Tilda Rowe, Downland Primary School");
  expect(confirmed).toMatch(/Recorded at 10am by Keepsight/);
});

async function visited(newAddress: string): Promise<void> {
  await db.owner.query(
    `with assessed as (insert into visit_risk_assessments (case_id, child_id, fact_id, address, risks, overall, made_at, made_by)
       select id, child_id, last_fact_id, '', '{}', 'low', '2026-11-05T10:00Z', opened_by from cases where id = $1 returning id, case_id, made_by),
     fact as (insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select case_id, 'visit-made', '2026-11-05T11:00Z',
         '{"found": "family-moved", "newAddress": "outside", "cardLeft": false, "note": null}', '2026-11-05T12:00Z', made_by
       from assessed returning id)
     insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, neighbours, new_address, new_postcode,
       moved_to_authority_id, note, made_at, made_by)
     select case_id, fact.id, assessed.id, '2026-11-05T11:00Z', 'family-moved', false, 'They went in October.', $2, 'WE1 2AB',
       (select id from authorities where name = 'Westholme'), '', '2026-11-05T12:00Z', made_by from assessed, fact`,
    [caseId, newAddress],
  );
}

test("a visit tells the new place and what the neighbours said, and never a place that is hidden [E02] [G04]", async () => {
  db.setNow("2026-11-06T10:00:00Z");
  officer = await signedIn(db, server, "cme.eastmere");
  await visited("8 Long Lane");
  const says = await entry("Home visit");
  expect(says).toContain("Said to live now at: 8 Long Lane, WE1 2AB, Westholme.");
  expect(says).toContain("Neighbours: They went in October.");
  await db.owner.query(
    "insert into child_addresses (child_id, lines, hidden, source, made_at, made_by) values ($1, '8 long lane', true, 'social care', '2026-11-06', 1)",
    [childId],
  );
  expect(await entry("Home visit")).not.toMatch(/Long Lane|WE1/);
});
