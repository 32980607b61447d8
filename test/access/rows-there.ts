import type pg from "pg";
import { lostPupilColumns, lostPupilValues } from "./deeds-in-sql.ts";
import { type Place, places, type RoleHeld } from "./who-may-what.ts";

/** The ids of one row of everything at one place. */
export type RowsThere = Record<
  | "authority"
  | "staffGroup"
  | "staffAccount"
  | "schoolGroup"
  | "schoolAccount"
  | "area"
  | "school"
  | "child"
  | "spareChild"
  | "case"
  | "fact"
  | "assessment"
  | "referral"
  | "safety"
  | "concernDecided"
  | "glass"
  | "spareGlass"
  | "referralFact"
  | "removal"
  | "enquiry"
  | "agency"
  | "import"
  | "version"
  | "decidedVersion"
  | "proof"
  | "dutyDone"
  | "finding"
  | "link"
  | "letter"
  | "homeEducation"
  | "exclusion"
  | "unofficial"
  | "missingEntry"
  | "interview"
  | "spareInterview"
  | "sweep"
  | "meeting"
  | "spareMeeting"
  | "inspection"
  | "areaRegister"
  | "areaLine"
  | "spareAreaRegister"
  | "lostPupil"
  | "partner"
  | "parcel"
  | "hold"
  | "accessRequest"
  | "spareHold"
  | "deletion"
  | "spareDeletion"
  | "somebody",
  number
>;

/** A person of one role, whose post is "here". */
export type PersonOfRole = RoleHeld & { id: number };

const at = "'2026-11-02T09:00:00Z'";

/** Where each place is: its authority, area and school, and if its children are restricted. */
const grounds: Record<Place, [authority: string, school: string, restricted: boolean]> = {
  here: ["Eastmere", "Ashfield Primary School", false],
  "another area": ["Eastmere", "Larkmere Primary School", false],
  "another authority": ["Westholme", "Downland Primary School", false],
  restricted: ["Eastmere", "Ashfield Primary School", true],
  leave: ["Eastmere", "Ashfield Primary School", true],
};

/** One person for each role, with a post in Eastmere, its area North, its Ashfield school or its police. */
export async function personsOfRoles(owner: pg.Client): Promise<PersonOfRole[]> {
  const { rows } = await owner.query(`
    with person as (
      insert into people (issuer, subject, name, email)
      select 'access', role, title, role || '@access.example' from roles returning id, subject as role),
    post as (
      insert into posts (person_id, role, authority_id, area_id, school_id, agency_id, from_on)
      select person.id, role, authorities.id,
        case when scope = 'area' then (select id from areas where authority_id = authorities.id and name = 'North') end,
        case when scope = 'school' then (select id from schools where name = 'Ashfield Primary School') end,
        case when scope = 'sent' and role <> 'other-authority' then (select id from agencies where name = 'Eastmere Police') end,
        '2020-01-01'
      from person join roles using (role), authorities where authorities.name = 'Eastmere')
    select person.id, role, scope, array(select act from permissions where permissions.role = person.role) as acts
    from person join roles using (role) order by role`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** Fills every place with one row of everything; the persons have leave for the children of the place called leave. */
export async function rowsOfPlaces(
  owner: pg.Client,
  persons: readonly PersonOfRole[],
): Promise<Record<Place, RowsThere>> {
  await owner.query(`
    insert into authorities (code, name, initials, procedure) values ('996', 'Northford', 'NF', 'norfolk');
    insert into agencies (authority_id, kind, name) select id, 'housing', name || ' Housing' from authorities`);
  const filled: [Place, RowsThere][] = [];
  for (const place of Object.keys(places) as Place[]) filled.push([place, await fill(owner, place, persons)]);
  return Object.fromEntries(filled) as Record<Place, RowsThere>;
}

async function fill(owner: pg.Client, place: Place, persons: readonly PersonOfRole[]): Promise<RowsThere> {
  const [authorityName, schoolName, restricted] = grounds[place];
  const one = async (text: string): Promise<number> => Number((await owner.query(text)).rows[0]?.id);
  const authority = await one(`select id from authorities where name = '${authorityName}'`);
  const school = await one(`select id from schools where name = '${schoolName}'`);
  const area = await one(`select area_id as id from schools where id = ${school}`);
  const agency = await one(`select id from agencies where name = '${authorityName} Housing'`);
  const somebody = await one(`select id from people where email like 'ehe.westholme@%'`);
  const child = () =>
    one(`insert into children (authority_id, area_id, school_id, forename, surname, restricted, made_at)
      values (${authority}, ${area}, ${school}, 'Rowan', 'Fenwater', ${restricted}, ${at}) returning id`);
  const [childId, spareChild] = [await child(), await child()];
  const made = `${at}, ${somebody}`;
  const kase =
    await one(`insert into cases (reference, authority_id, area_id, child_id, school_id, reason, procedure,
      procedure_version, opened_at, opened_by)
    values (next_reference(${authority}, 'C'), ${authority}, ${area}, ${childId}, ${school}, 'test', 'norfolk', '1', ${made}) returning id`);
  const fact = await one(`insert into case_facts (case_id, kind, happened_at, made_at, made_by)
    values (${kase}, 'note-made', ${at}, ${made}) returning id`);
  const assess = () =>
    one(`insert into visit_risk_assessments (case_id, child_id, fact_id, address, risks, overall, made_at, made_by)
      values (${kase}, ${childId}, ${fact}, '', '{}', 'low', ${made}) returning id`);
  const [assessment, visited] = [await assess(), await assess()];
  const safety =
    await one(`insert into safeguarding_assessments (case_id, occasion, answers, made_at, made_by)
    values (${kase}, 'intake', '{}', ${made}) returning id`);
  const concernDecided =
    await one(`insert into safeguarding_decisions (case_id, assessment_id, decided, reason, made_at, made_by)
    values (${kase}, ${safety}, 'no-referral', 'x', ${made}) returning id`);
  await one(`insert into safeguarding_replies (case_id, decision_id, words, replied_on, made_at, made_by)
    values (${kase}, ${concernDecided}, '', '2026-11-03', ${made}) returning id`);
  await one(`insert into child_supports (child_id, support, name, source, made_at, made_by)
    values (${childId}, 'social-worker', 'Somebody', 'test', ${made}) returning id`);
  await one(`insert into protection_steps (case_id, fact_id, step, stage, happened_on, who, made_at, made_by)
    values (${kase}, ${fact}, 'section-47', 'begun', '2026-11-02', 'Somebody', ${made}) returning id`);
  await one(`insert into vulnerability_assessments (case_id, fact_id, assessed_on, together_with, matters, level, action, reason, made_at, made_by)
    values (${kase}, ${fact}, '2026-11-02', 'Somebody', '{}', 'low', 'none', 'x', ${made}) returning id`);
  const breakGlass = () =>
    one(`insert into glass_breaks (authority_id, child_id, person_id, asked, reason, until_at)
      values (${authority}, ${childId}, ${somebody}, 'X', 'The police are at the door.', now() + interval '1 hour') returning id`);
  const [glass, spareGlass] = [await breakGlass(), await breakGlass()];
  await one(`insert into glass_reviews (break_id, justified, words, made_at, made_by)
    values (${glass}, true, 'x', ${made}) returning id`);
  const accessRequest =
    await one(`insert into subject_access_requests (reference, authority_id, child_id, asked_by, identity, received_on, made_at, made_by)
    values (next_reference(${authority}, 'A'), ${authority}, ${childId}, 'x', 'x', '2026-11-02', ${made}) returning id`);
  await owner.query(`
    insert into subject_access_lines (request_id, line, part, words) values (${accessRequest}, 1, 'children', 'x');
    insert into subject_access_decisions (request_id, line, decision, made_at, made_by) values (${accessRequest}, 1, 'release', ${made});
    insert into subject_access_steps (request_id, step, made_at, made_by) values (${accessRequest}, 'given', ${made})`);
  const aHold = () =>
    one(
      `insert into retention_holds (child_id, reason, made_at, made_by) values (${childId}, 'x', ${made}) returning id`,
    );
  const [hold, spareHold] = [await aHold(), await aHold()];
  const aDeletion = () =>
    one(`insert into deletions (reference, authority_id, child_id, rule, rule_words, due_on, made_at, made_by)
    values (next_reference(${authority}, 'D'), ${authority}, ${childId}, 'child-record', 'x', '2026-11-03', ${made}) returning id`);
  const [deletion, spareDeletion] = [await aDeletion(), await aDeletion()];
  await owner.query(`
    insert into retention_hold_ends (hold_id, reason, made_at, made_by) values (${hold}, 'x', ${made});
    insert into deletion_refusals (deletion_id, reason, made_at, made_by) values (${deletion}, 'x', ${made});
    insert into deletion_certificates (deletion_id, parts, made_at, made_by) values (${deletion}, '{}', ${made});
    insert into retention_rules (authority_id, rule, called, counts_from, years, source, reading, made_at, made_by)
      values (${authority}, 'no-birth-date', 'x', 'last-recorded', 25, 'x', 'x', ${made})`);
  const letter =
    await one(`insert into letters (reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
    values (next_reference(${authority}, 'L'), ${kase}, ${authority}, 'before-visit', 'visit', '', 'Somebody', 'x', 'x', 'x', 'post', ${at}, ${made}) returning id`);
  await one(`insert into order_steps (case_id, kind, happened_on, made_at, made_by)
    values (${kase}, 'started', '2026-11-03', ${made}) returning id`);
  const homeEducation =
    await one(`insert into home_educations (authority_id, child_id, began_on, source, next_due_at, next_role, made_at, made_by)
    values (${authority}, ${childId}, '2026-11-02', 'parent', ${at}, 'ehe-officer', ${made}) returning id`);
  await one(`insert into home_education_facts (home_education_id, kind, happened_at, made_at, made_by)
    values (${homeEducation}, 'home-education-registered', ${at}, ${made}) returning id`);
  const exclusion =
    await one(`insert into list_entries (authority_id, list, school_id, row_key, child_id, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    values (${authority}, 'exclusion', ${school}, '${place}', ${childId}, '', 0, 0, ${at}, ${at}) returning id`);
  await one(`insert into exclusion_facts (entry_id, authority_id, kind, happened_on, made_at, made_by)
    values (${exclusion}, ${authority}, 'returned', '2026-11-03', ${made}) returning id`);
  const unofficial =
    await one(`insert into unofficial_exclusions (authority_id, school_id, child_id, found_on, heard_from, words, made_at, made_by)
    values (${authority}, ${school}, ${childId}, '2026-11-03', 'parent', '', ${made}) returning id`);
  await one(`insert into unofficial_exclusion_facts (unofficial_exclusion_id, kind, happened_on, made_at, made_by)
    values (${unofficial}, 'put-right', '2026-11-03', ${made}) returning id`);
  const referral =
    await one(`insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
    values (next_reference(${authority}, 'R'), 'cme1', ${authority}, ${area}, ${school}, ${childId}, '{}', ${at}, ${made}) returning id`);
  await one(`insert into referral_originals (referral_id, kind, called, content, sha256, made_at, made_by)
    values (${referral}, 'text', '', '', '', ${made}) returning id`);
  const removal =
    await one(`insert into removals (child_id, authority_id, area_id, school_id, pupil, regulations, letter, clause, met_on, answered, parts,
      destination, reason, transfer_file, made_at, made_by)
    values (${childId}, ${authority}, ${area}, ${school}, '{}', '2024', 'K', '', ${at}, '[]', '[]', 'none', '', 'none', ${made}) returning id`);
  await one(
    `insert into removal_steps (removal_id, step, made_at, made_by) values (${removal}, 'asked', ${made}) returning id`,
  );
  await one(`insert into school_returns (kind, child_id, authority_id, area_id, school_id, removal_id, about_on, content, made_at, made_by)
    values ('deletion', ${childId}, ${authority}, ${area}, ${school}, ${removal}, ${at}, '{}', ${made}) returning id`);
  const lostPupil = await one(`insert into lost_pupils (${lostPupilColumns})
    values (next_reference(${authority}, 'F'), ${authority}, ${school}, ${childId}, ${lostPupilValues}, ${made}) returning id`);
  await one(
    `insert into lost_pupil_steps (lost_pupil_id, step, made_at, made_by) values (${lostPupil}, 'taken', ${made}) returning id`,
  );
  await one(`insert into lost_pupil_matches (lost_pupil_id, kept_by, lost_child_id, entry_id, child_id, authority_id, school_id, bits, evidence, made_at)
    values (${lostPupil}, ${authority}, ${childId}, 1, ${childId}, ${authority}, ${school}, 30, '{}', ${at}) returning id`);
  const partner =
    await one(`insert into exchange_partners (authority_id, code, name, fingerprint, sign_key_id, open_key_id, sign_key, open_key, sends, takes, basis,
      made_at, made_by, confirmed_at)
    values (${authority}, '996', 'Partner', '', '', '', '{}', '{}', true, true, 'x', ${made}, ${at}) returning id`);
  const parcel =
    await one(`insert into exchange_parcels (authority_id, partner_id, way, number, kind, lost_pupil_id, state, made_at, made_by)
    values (${authority}, ${partner}, 'out', gen_random_uuid(), 'file', ${lostPupil}, 'sent', ${made}) returning id`);
  await one(
    `insert into exchange_steps (parcel_id, step, made_at, made_by) values (${parcel}, 'sent', ${made}) returning id`,
  );
  await one(`insert into transfer_file_requests (authority_id, school_id, child_id, made_at, made_by)
    values (${authority}, ${school}, ${childId}, ${made}) returning id`);
  const referralFact =
    await one(`insert into referral_facts (referral_id, kind, happened_at, made_at, made_by)
    values (${referral}, 'referral-redirected', ${at}, ${made}) returning id`);
  const enquiry =
    await one(`insert into enquiries (reference, case_id, authority_id, area_id, to_kind, to_agency_id, question, disclosed,
      lawful_basis, asked_at, made_by)
    values (next_reference(${authority}, 'E'), ${kase}, ${authority}, ${area}, 'housing', ${agency}, '', '{}', '', ${made}) returning id`);
  const imported =
    await one(`insert into imports (list, authority_id, school_id, file_name, file_hash, made_at, made_by)
    values ('school-roll', ${authority}, ${school}, '', '', ${made}) returning id`);
  // Written and proved by somebody else, so that whoever may can decide about it.
  const aVersion = () =>
    one(`with version as (insert into procedure_versions (authority_id, procedure, based_on, made_at, made_by)
      values (${authority}, 'norfolk', '1', ${made}) returning id),
    text as (insert into procedure_texts (version_id, revision, version, title, body, made_at, made_by)
      select id, 1, id::text, '', '', ${made} from version)
    select id from version`);
  const [version, decidedVersion] = [await aVersion(), await aVersion()];
  const proof = await one(`insert into procedure_proofs (version_id, revision, state, made_at, made_by)
    values (${version}, 1, 'proved', ${made}) returning id`);
  const dutyDone = await one(`insert into authority_facts (authority_id, kind, happened_at, made_at, made_by)
    values (${authority}, 'duty-done', ${at}, ${made}) returning id`);
  await one(`insert into missing_moments (authority_id, police_reference, kind, happened_at, referral_id, made_at, made_by)
    values (${authority}, '${place}', 'reported', ${at}, ${referral}, ${made}) returning id`);
  const missingEntry =
    await one(`insert into list_entries (authority_id, list, row_key, child_id, ends_on, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
    values (${authority}, 'police-missing', '${place}', ${childId}, '2026-11-10', '', 0, 0, ${at}, ${at}) returning id`);
  const anInterview = () =>
    one(`insert into return_interviews (entry_id, authority_id, outcome, happened_at, held_by, made_at, made_by)
    values (${missingEntry}, ${authority}, 'held', '2026-11-11T10:00Z', 'x', ${made}) returning id`);
  const [interview, spareInterview] = [await anInterview(), await anInterview()];
  await owner.query(
    `insert into return_interview_accounts (interview_id, learnt, made_at, made_by) values (${interview}, 'x', ${made})`,
  );
  const sweep =
    await one(`insert into sweeps (reference, authority_id, area_id, planned_on, place, made_at, made_by)
    values (next_reference(${authority}, 'S'), ${authority}, ${area}, '2026-11-03', 'x', ${made}) returning id`);
  const aMeeting = () =>
    one(`insert into sweep_meetings (sweep_id, forename, surname, likelihood, made_at, made_by)
    values (${sweep}, 'x', 'x', 'none', ${made}) returning id`);
  const [meeting, spareMeeting] = [await aMeeting(), await aMeeting()];
  const inspection =
    await one(`insert into register_inspections (school_id, inspected_on, inspector, faults, mend_by, made_at, made_by)
    values (${school}, '2026-11-03', 'x', '{codes}', '2026-11-20', ${made}) returning id`);
  const areaRegister =
    await one(`insert into area_registers (authority_id, area_id, duty_fact_id, made_at, made_by)
    values (${authority}, ${area}, ${dutyDone}, ${made}) returning id`);
  const spareAreaRegister =
    await one(`insert into area_registers (authority_id, area_id, duty_fact_id, made_at, made_by)
    values (${authority}, null, ${dutyDone}, ${made}) returning id`);
  const areaLine = await one(`insert into area_register_lines (register_id, case_id, told, made_at, made_by)
    values (${areaRegister}, ${kase}, '{}', ${made}) returning id`);
  await owner.query(`
    insert into government_returns (authority_id, census_on, lines, file, sha256, made_at, made_by)
      values (${authority}, '2026-10-01', '[]', '', '', ${made});
    insert into annual_report_texts (authority_id, year, revision, part, body, made_at, made_by)
      values (${authority}, 'school-2025', 1, 'introduction', '', ${made}) on conflict do nothing;
    insert into report_schedules (authority_id, report, every, role, area_id, made_at, made_by)
      values (${authority}, 'unfound', 'month', 'area-lead', ${area}, ${made}) on conflict do nothing;
    insert into area_register_news (line_id, case_id, fact_id, words, made_at, made_by) values (${areaLine}, ${kase}, ${fact}, '', ${made});
    insert into area_register_letters (register_id, kind, sent_to, made_at, made_by) values (${areaRegister}, 'ready', 1, ${made})`);
  const shared = (audience: string) => `(${sweep}, ${authority}, '${audience}', 'x', 'x', '[]', ${made})`;
  await owner.query(`
    insert into sweep_outcomes (meeting_id, status, action, made_at, made_by) values (${meeting}, 'no-school', 'let-go', ${made});
    insert into sweep_referrals (meeting_id, referral_id, reference, made_at, made_by) values (${meeting}, ${referral}, 'x', ${made});
    insert into sweep_shares (sweep_id, authority_id, audience, called, lawful_basis, children, made_at, made_by)
      values ${shared("youth-offending")}, ${shared("post-16")};
    insert into inspections_planned (school_id, planned_on, made_at, made_by) values (${school}, '2026-11-20', ${made});
    insert into inspection_follow_ups (inspection_id, followed_on, words, settled, made_at, made_by) values (${inspection}, '2026-11-04', 'x', false, ${made})`);
  const finding =
    await one(`insert into comparison_findings (authority_id, comparison, subject, child_id, area_id, school_id, forename, surname, rank, since,
      evidence, source_hash, source_since, first_listed_at, last_listed_at)
    values (${authority}, 'on-no-roll', ${childId}, ${childId}, ${area}, ${school}, 'Rowan', 'Fenwater', 1, ${at}, '{}', '', ${at}, ${at}, ${at}) returning id`);
  const keysPerson = await one(`insert into people (issuer, subject, name, email)
    values ('keepsight-key', '${place}', 'Key', 'key of ${place}@access.example') returning id`);
  const source = `${childId}, 'test', ${made}`;
  await owner.query(`
    insert into child_particulars (child_id, source, made_at, made_by) values (${source});
    insert into child_names (kind, forename, surname, child_id, source, made_at, made_by) values ('legal', '', '', ${source});
    insert into child_identifiers (kind, value, child_id, source, made_at, made_by) values ('other', '', ${source});
    insert into child_addresses (lines, child_id, source, made_at, made_by) values ('', ${source});
    insert into carers (name, child_id, source, made_at, made_by) values ('', ${source});
    insert into provisions (kind, child_id, source, made_at, made_by) values ('unknown', ${source});
    insert into child_flags (flag, child_id, source, made_at, made_by) values ('', ${source});
    insert into restricted_leave (child_id, person_id, given_by, given_at) values (${childId}, ${somebody}, ${somebody}, ${at});
    insert into child_restrictions (child_id, restricts, reason, made_at, made_by) values (${childId}, true, 'x', ${made});
    insert into second_records (authority_id, child_id, other_child_id, decision, made_at, made_by) values (${authority}, ${childId}, ${spareChild}, 'different', ${made});
    insert into list_entries (authority_id, list, school_id, row_key, child_id, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
      values (${authority}, 'school-roll', ${school}, '${place}', ${childId}, '', 0, 0, ${at}, ${at});
    insert into attendance_weeks (child_id, last_import_id, school_id, week, marks)
      values (${childId}, ${imported}, ${school}, '2026-11-02', 'OOOOOOOOOO');
    insert into continuous_absences (child_id, authority_id, school_id, kind, since, until, days, ground_days, unmarked_days, point, codes, import_id)
      values (${childId}, ${authority}, ${school}, 'any', '2026-10-12', '2026-11-02', 10, 10, 0, 'ten', '{}', ${imported});
    insert into obligations (case_id, authority_id, area_id, restricted, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, due_at, why)
      values (${kase}, ${authority}, ${area}, ${restricted}, 'norfolk', '1', 'first', ${fact}, '', '', 'cme-officer', 'check-database', 'open', ${at}, ${at}, '');
    insert into comparison_settlements (finding_id, how, why, source_hash, made_at, made_by) values (${finding}, 'fine', 'Seen.', '', ${made});
    insert into comparison_totals (authority_id, comparison, on_day, listed, open) values (${authority}, 'on-no-roll', ${at}, 1, 1) on conflict do nothing;
    insert into county_states (authority_id, on_day, state, children, with_case) values (${authority}, ${at}, 'on-roll', 1, 0) on conflict do nothing;
    insert into authority_obligations (authority_id, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, due_at, why)
      values (${authority}, 'norfolk', '1', 'first', ${dutyDone}, '', '', 'cme-officer', 'do-standing-duty', 'open', ${at}, ${at}, '');
    insert into referral_obligations (referral_id, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, due_at, why, late_tell)
      values (${referral}, 'norfolk', '1', 'first', ${referralFact}, '', '', 'ehe-officer', 'register-home-education', 'open', ${at}, ${at}, '', '');
    insert into procedure_decisions (version_id, authority_id, procedure, decision, version, revision, made_at, made_by)
      values (${decidedVersion}, ${authority}, 'norfolk', 'withdrawn', ${decidedVersion}::text, 1, ${made});
    insert into moved_deadlines (proof_id, place, case_id, reference, obligation, clause, asks, change)
      values (${proof}, 0, ${kase}, '', '', '', '', 'goes');
    insert into visit_requests (reference, case_id, fact_id, area_id, urgent, content, made_at, made_by)
      values (next_reference(${authority}, 'V'), ${kase}, ${fact}, ${area}, false, '{}', ${made});
    insert into visits (case_id, fact_id, assessment_id, visited_at, found, card_left, made_at, made_by)
      values (${kase}, ${fact}, ${visited}, ${at}, 'no-answer', true, ${made});
    insert into visit_plans (case_id, made_at, made_by) values (${kase}, ${made});
    insert into letter_services (letter_id, outcome, happened_on, made_at, made_by) values (${letter}, 'came-back', ${at}, ${made});
    insert into letter_corrections (letter_id, was, because, made_at, made_by) values (${letter}, 'not', 'x', ${made});
    insert into letter_texts (authority_id, template, revision, body, made_at, made_by) values (${authority}, '${place}', 1, 'x', ${made});
    insert into referral_progress (referral_id, words, made_at, made_by) values (${referral}, 'Received.', '2026-11-03T09:00Z', ${somebody});
    insert into searches (referral_id, authority_id, lists, candidates, decision, decided_child_id, made_at, made_by)
      values (${referral}, ${authority}, '[]', '[]', 'open', ${childId}, ${made});
    insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by) values (${enquiry}, 'not-sure', '', ${made});
    insert into terms (authority_id, school_id, starts_on, ends_on, kind)
      values (${authority}, ${school}, '2029-09-03', '2029-12-18', 'term') on conflict do nothing;
    insert into term_files (authority_id, school_id, file_name, spans_added, spans_removed, spans_same, faults, made_at, made_by)
      values (${authority}, ${school}, '', 0, 0, 0, '{}', ${made});
    insert into rejected_rows (import_id, authority_id, school_id, row_number, content, faults, made_at)
      values (${imported}, ${authority}, ${school}, 1, '{}', '[]', ${at});
    insert into api_keys (key_hash, person_id, authority_id, school_id, lists, called, made_at, made_by)
      values (sha256('${place}'), ${keysPerson}, ${authority}, ${school}, '{rolls}', 'test', ${made});
    insert into api_clients (client_key, secret_hash, person_id, authority_id, role, scopes, called, expires_on, made_at, made_by)
      values ('${place}', '', ${keysPerson}, ${authority}, 'cme-officer', '{cases:read}', 'test', '2027-03-31', ${made});
    insert into exchange_keys (authority_id, fingerprint, sign_key_id, open_key_id, sign_key, open_key, made_at, made_by)
      values (${authority}, '${place}', '${place}', '${place}', '{}', '{}', ${made});
    insert into webhooks (client_id, person_id, authority_id, url, kinds, secret, told_to, made_at)
      select id, person_id, authority_id, 'https://system.example', '{case-opened}', '', 0, made_at from api_clients where client_key = '${place}';
    insert into webhook_deliveries (webhook_id, authority_id, change_id, kind, made_at)
      select webhooks.id, webhooks.authority_id, (select min(id) from changes where case_id = ${kase}), 'case-opened', ${at}
      from webhooks join api_clients on api_clients.id = client_id where client_key = '${place}';
    insert into staff_accounts (authority_id, school_id, person_id, user_name, email, active, made_at, changed_at)
      select ${authority}, school, ${keysPerson}, '${place}', 'x@staff.example', true, ${at}, ${at} from unnest(array[null, ${school}]::int[]) as school;
    insert into staff_groups (authority_id, school_id, display_name, made_at, changed_at)
      select ${authority}, school, '${place} ' || kind, ${at}, ${at} from unnest(array[null, ${school}]::int[]) as school, unnest(array['with one', 'empty']) as kind;
    insert into staff_group_members (group_id, account_id) select g.id, a.id from staff_groups g join staff_accounts a
      on a.authority_id = g.authority_id and a.school_id is not distinct from g.school_id
      where g.display_name = '${place} with one' and a.user_name = '${place}';
    insert into group_posts (authority_id, group_name, role, asked_at, asked_by) values (${authority}, 'x', 'cme-officer', ${made});
    insert into school_trusts (school_id, trust_uid, trust, joined_on) values (${school}, '900', 'x', '2020-01-01') on conflict do nothing;
    insert into directory_contacts (authority_id, agency_id, email, made_at, made_by) values (${authority}, ${agency}, 'desk@agency.example', ${made});
    insert into answer_links (enquiry_id, token_hash, to_address, expires_at, made_at, made_by)
      values (${enquiry}, sha256('${place}'), 'desk@agency.example', '2026-12-01T09:00Z', ${made});
    insert into messages (reference, case_id, made_at, made_by) values (next_reference(${authority}, 'M'), ${kase}, ${made});
    insert into emails (authority_id, to_address, about, reference, subject, body, made_at, made_by)
      values (${authority}, 'desk@agency.example', 'question', '', '', '', ${made});
    insert into school_feeds (school_id, list, import_id, came_at) values (${school}, 'school-roll', ${imported}, ${at})
      on conflict do nothing;
    insert into feed_rhythms (authority_id, list, expected, made_at, made_by) values (${authority}, 'health', 'weekly', ${made});
    insert into audit_entries (at, person_id, authority_id, act, child_id) values (${at}, ${somebody}, ${authority}, 'saw child', ${childId})`);
  const link =
    await one(`with model as (insert into linkage_models (authority_id, list, version, rows_of_children, rows_of_list, weights, learnt_at)
        values (${authority}, '${place}', 1, 0, 0, '{}', ${at}) returning id),
      entry as (insert into list_entries (authority_id, list, school_id, row_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
        values (${authority}, 'admissions-offer', ${school}, '${place}', '', 0, 0, ${at}, ${at}) returning id)
    insert into list_links (authority_id, list, entry_id, child_id, weight, probability, answer, evidence, model_id, made_at)
    select ${authority}, 'admissions-offer', entry.id, ${childId}, 0, 0.5, 'to-be-confirmed', '[]', model.id, ${at} from entry, model returning id`);
  await owner.query(
    `insert into link_decisions (link_id, decision, made_at, made_by) values (${link}, 'not-sure', ${made})`,
  );
  if (place === "leave")
    await owner.query(
      `insert into restricted_leave (child_id, person_id, given_by, given_at)
       select child, person, ${somebody}, ${at} from unnest($1::bigint[]) child, unnest($2::bigint[]) person`,
      [[childId, spareChild], persons.map(({ id }) => id)],
    );
  const ofStaff = (of: "null" | number, table: string, named: string) =>
    one(
      `select id from ${table} where authority_id = ${authority} and school_id is not distinct from ${of} and ${named}`,
    );
  const [emptyGroup, account] = [`display_name = '${place} empty'`, `user_name = '${place}'`];
  return {
    ...{
      staffGroup: await ofStaff("null", "staff_groups", emptyGroup),
      staffAccount: await ofStaff("null", "staff_accounts", account),
      schoolGroup: await ofStaff(school, "staff_groups", emptyGroup),
      schoolAccount: await ofStaff(school, "staff_accounts", account),
      authority,
      area,
      school,
      agency,
      somebody,
      spareChild,
      assessment,
      fact,
      referral,
      safety,
      concernDecided,
      glass,
      spareGlass,
      referralFact,
      removal,
      enquiry,
    },
    ...{
      child: childId,
      case: kase,
      import: imported,
      version,
      decidedVersion,
      proof,
      dutyDone,
      areaRegister,
      areaLine,
      spareAreaRegister,
      missingEntry,
      interview,
      spareInterview,
      sweep,
      meeting,
      spareMeeting,
      inspection,
      finding,
      link,
      letter,
      homeEducation,
      exclusion,
      unofficial,
      lostPupil,
      partner,
      parcel,
      hold,
      accessRequest,
      spareHold,
      deletion,
      spareDeletion,
    },
  };
}

/** Questions that Westholme asks: of those of "here", and of others. Answers their ids by who is asked and where. */
export async function questionsAsked(
  owner: pg.Client,
): Promise<Record<"authority" | "school" | "agency", Partial<Record<Place, number>>>> {
  const ask = async (column: string, table: string, name: string): Promise<number> => {
    const { rows } = await owner.query(
      `with asked as (insert into enquiries (reference, authority_id, to_kind, ${column}, question, disclosed, lawful_basis, asked_at, made_by)
         select next_reference(a.id, 'E'), a.id, 'school', t.id, '', '{}', '', ${at}, p.id
         from authorities a, ${table} t, people p where a.name = 'Westholme' and t.name = $1 and p.email like 'cme.westholme@%' returning id, made_by)
       insert into enquiry_answers (enquiry_id, answer, answered_by, made_at, made_by)
       select id, 'not-sure', '', ${at}, made_by from asked returning enquiry_id as id`,
      [name],
    );
    return Number(rows[0]?.id);
  };
  return {
    authority: {
      here: await ask("to_authority_id", "authorities", "Eastmere"),
      "another authority": await ask("to_authority_id", "authorities", "Northford"),
    },
    school: {
      here: await ask("to_school_id", "schools", "Ashfield Primary School"),
      "another area": await ask("to_school_id", "schools", "Larkmere Primary School"),
    },
    agency: {
      here: await ask("to_agency_id", "agencies", "Eastmere Police"),
      "another area": await ask("to_agency_id", "agencies", "Eastmere Housing"),
    },
  };
}
