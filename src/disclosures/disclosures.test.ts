import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lostPupilColumns, lostPupilValues } from "../../test/access/deeds-in-sql.ts";
import { type CaseAtAddress, caseAtAddress } from "../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { signedIn } from "../../test/support/signed-in.ts";
import { recordFact } from "../cases/index.ts";
import { perform } from "../context.ts";
import { webServer } from "../web/server.ts";

let db: TestDatabase;
let server: FastifyInstance;
let kase: CaseAtAddress;
let other: CaseAtAddress;
const as = (who: string) => signedIn(db, server, who);
const plain = (body: string) =>
  body
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&#8217;", "’")
    .replace(/\s+/g, " ");

beforeAll(async () => {
  db = await testDatabase();
  server = await webServer(db.keepsight);
  kase = await caseAtAddress(db, { forename: "Orla", surname: "Sharefield" });
  other = await caseAtAddress(db, { forename: "Bram", surname: "Keptwell" });
  await everythingLeaves(kase);
});
afterAll(async () => {
  await server.close();
  await db.end();
});

/** A child's details leave in each of the ways, in the acts' own tables. */
async function everythingLeaves({
  caseId,
  childId,
  authorityId,
  areaId,
  schoolId,
  reference,
  referral,
}: CaseAtAddress) {
  const viewer = await db.who("cme.eastmere");
  await perform(db.keepsight, { viewer, act: "work-case", request: "test" }, (context) =>
    recordFact(context, caseId, { kind: "agency-told", details: { agency: "social-care" } }),
  );
  const made = `'2026-11-04T09:00Z', ${viewer.personId}`;
  await db.owner.query(`
    insert into enquiries (reference, case_id, authority_id, to_kind, to_agency_id, question, disclosed, lawful_basis, asked_at, made_by)
      select 'EM-E-900001', ${caseId}, ${authorityId}, 'police', id, 'Known?', '{"forename": "Orla", "surname": "Sharefield", "dateOfBirth": "2017-03-09"}',
        'A basis that was chosen', ${made} from agencies where name = 'Eastmere Police';
    insert into letters (reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
      values ('EM-L-900001', ${caseId}, ${authorityId}, 'before-visit', 'visit', 'Letter before a home visit', 'Ines Sharefield', 'x', 'x', 'x', 'post', '2026-11-04', ${made});
    insert into referral_progress (referral_id, words, made_at, made_by) values (${referral.id}, 'A case was opened.', ${made});
    with asked as (insert into safeguarding_assessments (case_id, occasion, answers, made_at, made_by) values (${caseId}, 'intake', '{}', ${made}) returning id)
      insert into safeguarding_decisions (case_id, assessment_id, decided, spoken_to, told_on, how, reason, made_at, made_by)
      select ${caseId}, id, 'social-care', 'The duty social worker', '2026-11-04', 'telephone', 'x', ${made} from asked;
    insert into referral_facts (referral_id, kind, happened_at, details, made_at, made_by)
      values (${referral.id}, 'referral-redirected', '2026-11-04T09:00Z', '{"to": "other-authority"}', ${made});
    insert into school_returns (kind, child_id, authority_id, area_id, school_id, about_on, content, copy_to_authority_id, made_at, made_by)
      select 'new-pupil', ${childId}, ${authorityId}, ${areaId}, ${schoolId}, '2026-11-04', '{}', id, ${made} from authorities where name = 'Westholme';
    with file as (insert into lost_pupils (${lostPupilColumns}) values ('EM-F-900001', ${authorityId}, ${schoolId}, ${childId}, ${lostPupilValues}, ${made}) returning id),
      partner as (insert into exchange_partners (authority_id, code, name, fingerprint, sign_key_id, open_key_id, sign_key, open_key, sends, takes, basis, made_at, made_by)
        values (${authorityId}, '996', 'Northbourne', '', '', '', '{}', '{}', true, true, 'The agreement of the test', ${made}) returning id),
      parcels as (insert into exchange_parcels (authority_id, partner_id, way, number, kind, lost_pupil_id, state, made_at, made_by)
        select ${authorityId}, partner.id, 'out', gen_random_uuid(), 'file', file.id, state, ${made} from partner, file, unnest(array['received', 'withdrawn']) state)
      insert into lost_pupil_steps (lost_pupil_id, step, to_school_id, made_at, made_by)
      select file.id, 'handed-over', schools.id, ${made} from file, schools where schools.name = 'Ridgeway School';
    with sweep as (insert into sweeps (reference, authority_id, area_id, planned_on, place, made_at, made_by)
        values ('EM-S-900001', ${authorityId}, ${areaId}, '2026-11-03', 'x', ${made}) returning id),
      met as (insert into sweep_meetings (sweep_id, forename, surname, likelihood, made_at, made_by)
        select id, 'Orla', 'Sharefield', 'none', ${made} from sweep returning id),
      sent as (insert into sweep_referrals (meeting_id, referral_id, reference, made_at, made_by) select id, ${referral.id}, 'x', ${made} from met)
      insert into sweep_shares (sweep_id, authority_id, audience, called, lawful_basis, children, made_at, made_by)
      select id, ${authorityId}, 'youth-offending', 'x', 'The basis of the sweep', '[{"forename": "Orla", "surname": "Sharefield"}]', ${made} from sweep`);
  const officer = await as("cme.eastmere");
  await officer.open(`/cases/${reference}/order/bundle`);
  await officer.open("/register.csv");
  await officer.open("/unfound.csv?for=police");
  await officer.open("/my-work.csv");
}

test("whatever left about a child is listed: what, to whom, by which basis, in words that a parent could read [G01]", async () => {
  const officer = await as("cme.eastmere");
  const { status, body } = await officer.open(`/cases/${kase.reference}/sharing`);
  expect(status).toBe(200);
  const text = plain(body);
  const listed = [
    "Eastmere Police We asked a question, and said who the child is: Name, date of birth. A basis that was chosen Cme Eastmere EM-E-900001",
    "Ines Sharefield A letter: Letter before a home visit.",
    "School Eastmere We told whoever reported the child: A case was opened.",
    "Social care We told them that the child is missing education.",
    "The duty social worker We told of a worry for the child’s safety.",
    "Another authority A report was passed on",
    "Westholme A school’s return was copied",
    "Ridgeway School The school file was handed over.",
    "Northbourne The school file went to another authority’s system, sealed. The agreement of the test",
    "The youth justice service A list after a truancy sweep",
    "The basis of the sweep",
    "The court, by our legal team",
    "The police The list of children who cannot be found.",
    "Staff of the authority A list that names the child: register.",
    "Staff of the authority A list that names the child: my work.",
  ];
  for (const line of listed) expect(text).toContain(line);
  // What was taken back was destroyed unopened: nobody there has it.
  expect(text.split("Northbourne")).toHaveLength(2);
  expect(body).toContain(`href="/cases/${kase.reference}/sharing"`);
  const { body: ofChild } = await officer.open(`/children/${kase.childId}/sharing`);
  for (const line of listed) expect(plain(ofChild)).toContain(line);
});

test("the list as a file has the same lines and is itself a file about the child [G01]", async () => {
  const officer = await as("cme.eastmere");
  const { body } = await officer.open(`/cases/${kase.reference}/sharing.csv`);
  expect(body).toContain("Ridgeway School,The school file was handed over.");
  const { rows } = await db.owner.query(
    "select from audit_entries where act = 'took what was shared as a file' and child_id = $1",
    [kase.childId],
  );
  expect(rows).toHaveLength(1);
});

test("a list shows nothing of another child, and nothing to those without leave [G01] [G04]", async () => {
  const text = plain((await (await as("cme.eastmere")).open(`/cases/${other.reference}/sharing`)).body);
  expect(text).toContain("A list that names the child: register.");
  for (const never of ["Sharefield", "EM-L-900001", "Ridgeway", "The court"])
    expect(text).not.toContain(never);
  const path = `/children/${kase.childId}/sharing`;
  expect((await (await as("area.eastmere")).open(path)).status).toBe(403);
  expect((await (await as("cme.westholme")).open(path)).status).toBe(404);
  await db.owner.query("update children set restricted = true where id = $1", [other.childId]);
  expect((await (await as("cme.eastmere")).open(`/cases/${other.reference}/sharing`)).status).toBe(404);
});

test("a long list goes on where it stopped, each line once [G01]", async () => {
  await db.owner.query(
    `insert into referral_progress (referral_id, words, made_at, made_by)
     select $1, 'Word ' || n || ' of many.', '2026-11-05T09:00Z', 1 from generate_series(100, 170) n`,
    [kase.referral.id],
  );
  const officer = await as("cme.eastmere");
  const seen: string[] = [];
  for (let at: string | undefined = `/cases/${kase.reference}/sharing`; at; ) {
    const { body } = await officer.open(at);
    seen.push(...(plain(body).match(/Word \d+ of many/g) ?? []));
    at = /href="([^"]*sharing\?after=[^"]*)"/.exec(body)?.[1]?.replaceAll("&amp;", "&");
  }
  expect(seen).toHaveLength(71);
  expect(new Set(seen).size).toBe(71);
});

test("the pages fit a phone and axe finds nothing [G01]", async () => {
  await server.listen({ host: "localhost", port: 0 });
  const { token } = await as("cme.eastmere");
  await lookAt({
    address: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    token,
    pages: { sharing: `/cases/${kase.reference}/sharing` },
  });
}, 120_000);
