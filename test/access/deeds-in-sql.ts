import type { RowsThere } from "./rows-there.ts";
import type { Deed, Line, Place } from "./who-may-what.ts";

/** The rows of one place and the person who tries. */
export type Attempt = { rows: RowsThere; place: Place; me: number };

/** A lost pupil's file, as a test writes it: reference, authority, school and child go before, who made it after. */
export const lostPupilColumns = `reference, authority_id, school_id, child_id, source, came, destination, file_name, content, sha256, forename,
  middle_names, surname, other_forename, other_surname, forename_key, surname_key, other_surname_key, made_at, made_by`;
export const lostPupilValues =
  "'9972001', 'left', 'XXXXXXX', '9972001_CTF_XXXXXXX_001.xml', '', '', 'Robin', '', 'Fenwater', '', '', '', '', ''";

const now = "'2026-11-04T10:00:00Z'";

/** The statement by which a person would do this to the row of a line; undefined where it means nothing. */
export function statementOf(line: Line, deed: Deed, attempt: Attempt): string | undefined {
  const where = whereOf(line, attempt);
  if (deed === "see") return `select from ${line.table} where ${where}`;
  if (deed === "delete") return `delete from ${line.table} where ${where}`;
  if (deed === "change") return `update ${line.table} set ${changeOf(line, attempt)} where ${where}`;
  return addition(line, attempt);
}

/** Rows of a directory of staff: the authority's own, or a school's. */
const directoryOf = (row: string, rows: RowsThere): string =>
  row.endsWith("school's directory")
    ? `school_id = ${rows.school}`
    : `authority_id = ${rows.authority} and school_id is null`;

function whereOf({ row, table }: Line, { rows, me }: Attempt): string {
  if (table === "staff_accounts" || table === "staff_groups") return directoryOf(row, rows);
  if (table === "staff_group_members")
    return `account_id = ${row.endsWith("school's directory") ? rows.schoolAccount : rows.staffAccount}`;
  if (row === "one's own" || row === "an entry of what one did oneself") return `person_id = ${me}`;
  if (row === "that of a role in an area") return `area_id = ${rows.area} and role is not null`;
  if (table === "terms")
    return row === "the term dates of a school"
      ? `school_id = ${rows.school}`
      : `authority_id = ${rows.authority} and school_id is null`;
  const byTable: Record<string, string> = {
    children: `id = ${rows.child}`,
    restricted_leave: `child_id = ${rows.child} and person_id = ${rows.somebody}`,
    child_restrictions: `child_id = ${rows.child}`,
    second_records: `child_id = ${rows.child}`,
    cases: `id = ${rows.case}`,
    referrals: `id = ${rows.referral}`,
    referral_progress: `referral_id = ${rows.referral}`,
    safeguarding_assessments: `case_id = ${rows.case}`,
    safeguarding_decisions: `case_id = ${rows.case}`,
    safeguarding_replies: `case_id = ${rows.case}`,
    protection_steps: `case_id = ${rows.case}`,
    vulnerability_assessments: `case_id = ${rows.case}`,
    subject_access_requests: `id = ${rows.accessRequest}`,
    subject_access_lines: `request_id = ${rows.accessRequest}`,
    subject_access_decisions: `request_id = ${rows.accessRequest}`,
    subject_access_steps: `request_id = ${rows.accessRequest}`,
    retention_rules: `authority_id = ${rows.authority}`,
    retention_holds: `id = ${rows.hold}`,
    retention_hold_ends: `hold_id = ${rows.hold}`,
    deletions: `id = ${rows.deletion}`,
    deletion_refusals: `deletion_id = ${rows.deletion}`,
    deletion_certificates: `deletion_id = ${rows.deletion}`,
    glass_breaks: `id = ${rows.glass}`,
    glass_reviews: `break_id = ${rows.glass}`,
    referral_originals: `referral_id = ${rows.referral}`,
    removals: `id = ${rows.removal}`,
    removal_steps: `removal_id = ${rows.removal}`,
    school_returns: `removal_id = ${rows.removal}`,
    order_steps: `case_id = ${rows.case}`,
    home_educations: `id = ${rows.homeEducation}`,
    home_education_facts: `home_education_id = ${rows.homeEducation}`,
    exclusion_facts: `entry_id = ${rows.exclusion}`,
    unofficial_exclusions: `id = ${rows.unofficial}`,
    unofficial_exclusion_facts: `unofficial_exclusion_id = ${rows.unofficial}`,
    referral_facts: `referral_id = ${rows.referral}`,
    referral_obligations: `referral_id = ${rows.referral}`,
    searches: `referral_id = ${rows.referral}`,
    lost_pupils: `id = ${rows.lostPupil}`,
    lost_pupil_steps: `lost_pupil_id = ${rows.lostPupil}`,
    lost_pupil_matches: `lost_pupil_id = ${rows.lostPupil}`,
    enquiries: `id = ${rows.enquiry}`,
    enquiry_answers: `enquiry_id = ${rows.enquiry}`,
    imports: `id = ${rows.import}`,
    emails: `authority_id = ${rows.authority}`,
    directory_contacts: `authority_id = ${rows.authority}`,
    answer_links: `enquiry_id = ${rows.enquiry}`,
    feed_rhythms: `authority_id = ${rows.authority}`,
    group_posts: `authority_id = ${rows.authority}`,
    school_feeds: `school_id = ${rows.school}`,
    api_keys: `authority_id = ${rows.authority}`,
    api_clients: `authority_id = ${rows.authority}`,
    webhooks: `authority_id = ${rows.authority}`,
    exchange_keys: `authority_id = ${rows.authority}`,
    exchange_partners: `authority_id = ${rows.authority}`,
    exchange_parcels: `id = ${rows.parcel}`,
    exchange_steps: `parcel_id = ${rows.parcel}`,
    webhook_deliveries: `authority_id = ${rows.authority}`,
    changes: `case_id = ${rows.case}`,
    rejected_rows: `import_id = ${rows.import}`,
    procedure_versions: `id = ${rows.version}`,
    procedure_texts: `version_id = ${rows.version}`,
    procedure_proofs: `version_id = ${rows.version}`,
    procedure_decisions: `version_id = ${rows.decidedVersion}`,
    moved_deadlines: `case_id = ${rows.case}`,
    letters: `id = ${rows.letter}`,
    letter_services: `letter_id = ${rows.letter}`,
    letter_corrections: `letter_id = ${rows.letter}`,
    letter_texts: `authority_id = ${rows.authority}`,
    authorities: `id = ${rows.authority}`,
    areas: `id = ${rows.area}`,
    schools: `id = ${rows.school}`,
    school_trusts: `school_id = ${rows.school}`,
    agencies: `id = ${rows.agency}`,
    term_files: `school_id = ${rows.school}`,
    link_decisions: `link_id = ${rows.link}`,
    linkage_models: `authority_id = ${rows.authority}`,
    authority_facts: `authority_id = ${rows.authority}`,
    missing_moments: `referral_id = ${rows.referral}`,
    return_interviews: `entry_id = ${rows.missingEntry}`,
    return_interview_accounts: `interview_id = ${rows.interview}`,
    sweeps: `id = ${rows.sweep}`,
    sweep_meetings: `sweep_id = ${rows.sweep}`,
    sweep_outcomes: `meeting_id = ${rows.meeting}`,
    sweep_referrals: `meeting_id = ${rows.meeting}`,
    sweep_shares: `sweep_id = ${rows.sweep} and audience = '${row.endsWith("16+ service") ? "post-16" : "youth-offending"}'`,
    government_returns: `authority_id = ${rows.authority}`,
    annual_report_texts: `authority_id = ${rows.authority}`,
    area_registers: `id = ${rows.areaRegister}`,
    area_register_lines: `id = ${rows.areaLine}`,
    area_register_news: `line_id = ${rows.areaLine}`,
    area_register_letters: `register_id = ${rows.areaRegister}`,
    inspections_planned: `school_id = ${rows.school}`,
    register_inspections: `id = ${rows.inspection}`,
    inspection_follow_ups: `inspection_id = ${rows.inspection}`,
    comparison_findings: `id = ${rows.finding}`,
    comparison_settlements: `finding_id = ${rows.finding}`,
    comparison_totals: `authority_id = ${rows.authority}`,
    county_states: `authority_id = ${rows.authority}`,
    authority_obligations: `authority_id = ${rows.authority}`,
    roles: "role = 'auditor'",
    permissions: "role = 'auditor' and act = 'read-audit'",
    people: `id = ${rows.somebody}`,
    posts: `person_id = ${rows.somebody}`,
    drafts: `person_id = ${rows.somebody}`,
    calendar_links: `person_id = ${rows.somebody}`,
    reminder_choices: `person_id = ${rows.somebody}`,
    report_schedules: `person_id = ${rows.somebody}`,
    sent_forms: `person_id = ${rows.somebody}`,
  };
  const ofCase = [
    "messages",
    "case_facts",
    "obligations",
    "visit_requests",
    "visit_risk_assessments",
    "visits",
    "visit_plans",
  ];
  return byTable[table] ?? (ofCase.includes(table) ? `case_id = ${rows.case}` : `child_id = ${rows.child}`);
}

function changeOf({ row, table }: Line, { me }: Attempt): string {
  if (row === "the restriction of a child") return "restricted = not restricted";
  if (row.startsWith("a question asked of")) return `answered_at = ${now}`;
  const byTable: Record<string, string> = {
    children: "postcode = 'EA1 1AA'",
    cases: `owner_id = ${me}`,
    home_educations: "view = 'suitable'",
    obligations: "why = 'changed'",
    authority_obligations: "why = 'changed'",
    referral_obligations: "why = 'changed'",
    school_feeds: "came_at = came_at",
    comparison_findings: "standing = 'settled'",
    comparison_totals: "open = 0",
    county_states: "children = 0",
    referrals: "area_id = area_id",
    enquiries: `due_at = ${now}`,
    imports: "rows_done = 1",
    rejected_rows: `settled_at = ${now}, settled_by = ${me}, settled_as = 'set-aside'`,
    drafts: `saved_at = ${now}`,
    calendar_links: `ended_at = ${now}`,
    reminder_choices: "wanted = false",
    report_schedules: `ended_at = ${now}, ended_by = ${me}`,
    sent_forms: "answer = '{}'",
    list_entries: `last_seen_at = ${now}`,
    list_links: "answer = 'linked'",
    linkage_models: "version = 2",
    attendance_weeks: "marks = '##########'",
    continuous_absences: "days = 11",
    emails: "state = 'sent'",
    answer_links: `ended_at = ${now}`,
    api_keys: "called = 'changed'",
    api_clients: "called = 'changed'",
    webhooks: "url = 'changed'",
    staff_accounts: "given_name = 'changed'",
    staff_groups: "external_id = 'changed'",
    staff_group_members: "group_id = group_id",
    group_posts: "group_name = 'changed'",
    exchange_keys: `used_from = ${now}`,
    exchange_partners: "name = 'changed'",
    exchange_parcels: `due_at = ${now}`,
    exchange_steps: "words = 'changed'",
    webhook_deliveries: "state = 'given-up'",
    changes: "kind = 'case-closed'",
    restricted_leave: `until_at = ${now}`,
    child_restrictions: "reason = 'changed'",
    second_records: "note = 'changed'",
    audit_entries: "act = 'changed'",
    subject_access_lines: "words = 'changed'",
    moved_deadlines: "asks = 'changed'",
    school_trusts: "trust = 'changed'",
    terms: "ends_on = ends_on",
    roles: "title = 'changed'",
    permissions: "act = 'open-case'",
    posts: "role = 'named-officer'",
    people: "subject = 'taken over'",
  };
  const named = ["authorities", "areas", "schools", "agencies"];
  return byTable[table] ?? (named.includes(table) ? "name = 'changed'" : `made_at = ${now}`);
}

function addition({ row, table }: Line, { rows, place, me }: Attempt): string | undefined {
  if (row === "the restriction of a child") return undefined;
  // A child who is new is not restricted yet.
  if (table === "children" && (place === "restricted" || place === "leave")) return undefined;
  const person = row === "another person's" || row.startsWith("who saw") ? rows.somebody : me;
  const made = `${now}, ${me}`;
  const ofChild = (columns: string, values: string) =>
    `(${columns}, child_id, source, made_at, made_by) values (${values}, ${rows.child}, 'test', ${made})`;
  const ofCase = (columns: string, values: string) =>
    `(case_id, fact_id, made_at, made_by, ${columns}) values (${rows.case}, ${rows.fact}, ${made}, ${values})`;
  const fact = (kind: string) =>
    `(case_id, kind, happened_at, made_at, made_by) values (${rows.case}, '${kind}', ${now}, ${made})`;
  const ground = `${rows.authority}, ${rows.area}, ${rows.school}`;
  const byTable: Record<string, string> = {
    children: `(authority_id, area_id, school_id, forename, surname, made_at) values (${ground}, 'Robin', 'Fenwater', ${now})`,
    child_particulars: ofChild("gp", "''"),
    child_names: ofChild("kind, forename, surname", "'other', '', ''"),
    child_identifiers: ofChild("kind, value", "'other', ''"),
    child_addresses: ofChild("lines", "''"),
    carers: ofChild("name", "''"),
    provisions: ofChild("kind", "'unknown'"),
    child_flags: ofChild("flag", "''"),
    child_restrictions: `(child_id, restricts, reason, made_at, made_by) values (${rows.child}, true, 'x', ${made})`,
    second_records: `(authority_id, child_id, other_child_id, decision, made_at, made_by) values (${rows.authority}, ${rows.child}, ${rows.spareChild}, 'different', ${made})`,
    restricted_leave: `(child_id, person_id, given_by, given_at) values (${rows.child}, ${me}, ${me}, ${now})`,
    list_entries: `(authority_id, list, school_id, row_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
      values (${rows.authority}, 'school-roll', ${rows.school}, 'new', '', 0, 0, ${now}, ${now})`,
    list_links: `(authority_id, list, entry_id, child_id, weight, probability, answer, evidence, model_id, made_at)
      select authority_id, list, entry_id, ${rows.spareChild}, 0, 0.5, answer, evidence, model_id, made_at from list_links where id = ${rows.link}`,
    link_decisions: `(link_id, decision, made_at, made_by) values (${rows.link}, 'not-sure', ${made})`,
    linkage_models: `(authority_id, list, version, rows_of_children, rows_of_list, weights, learnt_at)
      values (${rows.authority}, 'health', 2, 0, 0, '{}', ${now})`,
    attendance_weeks: `(child_id, last_import_id, school_id, week, marks) values (${rows.child}, ${rows.import}, ${rows.school}, '2026-11-09', 'OOOOOOOOOO')`,
    continuous_absences: `(child_id, authority_id, school_id, kind, since, until, days, ground_days, unmarked_days, point, codes, import_id)
      values (${rows.child}, ${rows.authority}, ${rows.school}, 'unauthorised', '2026-10-12', '2026-11-02', 10, 10, 0, 'ten', '{}', ${rows.import})`,
    api_keys: `(key_hash, person_id, authority_id, lists, called, made_at, made_by)
      values ('new', ${me}, ${rows.authority}, '{rolls}', 'test', ${made})`,
    api_clients: `(client_key, secret_hash, person_id, authority_id, role, scopes, called, expires_on, made_at, made_by)
      values ('new', '', ${me}, ${rows.authority}, 'cme-officer', '{cases:read}', 'test', ${now}, ${made})`,
    staff_accounts: `(authority_id, school_id, person_id, user_name, email, active, made_at, changed_at)
      values (${rows.authority}, ${row.endsWith("school's directory") ? rows.school : null}, ${me}, 'new', 'x@staff.example', true, ${now}, ${now})`,
    staff_groups: `(authority_id, school_id, display_name, made_at, changed_at)
      values (${rows.authority}, ${row.endsWith("school's directory") ? rows.school : null}, 'new', ${now}, ${now})`,
    staff_group_members: `(group_id, account_id) 
      values (${row.endsWith("school's directory") ? `${rows.schoolGroup}, ${rows.schoolAccount}` : `${rows.staffGroup}, ${rows.staffAccount}`})`,
    group_posts: `(authority_id, group_name, role, asked_at, asked_by) values (${rows.authority}, 'new', 'cme-officer', ${now}, ${me})`,
    webhooks: `(client_id, person_id, authority_id, url, kinds, secret, told_to, made_at)
      select client_id, person_id, authority_id, url, kinds, '', 0, made_at from webhooks where authority_id = ${rows.authority} limit 1`,
    exchange_keys: `(authority_id, fingerprint, sign_key_id, open_key_id, sign_key, open_key, made_at, made_by)
      values (${rows.authority}, 'new', 'new', 'new', '{}', '{}', ${made})`,
    exchange_partners: `(authority_id, code, name, fingerprint, sign_key_id, open_key_id, sign_key, open_key, sends, takes, basis, made_at, made_by)
      values (${rows.authority}, '996', 'New', '', '', '', '{}', '{}', true, true, 'x', ${made})`,
    exchange_parcels: `(authority_id, partner_id, way, number, kind, lost_pupil_id, state, made_at, made_by)
      values (${rows.authority}, ${rows.partner}, 'out', gen_random_uuid(), 'file', ${rows.lostPupil}, 'to-send', ${made})`,
    exchange_steps: `(parcel_id, step, made_at, made_by) values (${rows.parcel}, 'sent', ${made})`,
    webhook_deliveries: `(webhook_id, authority_id, change_id, kind, made_at)
      select max(webhook_id), ${rows.authority}, (select max(id) from changes), 'case-opened', ${now} from webhook_deliveries`,
    changes: `(kind, authority_id, case_id, happened_at) values ('case-changed', ${rows.authority}, ${rows.case}, ${now})`,
    directory_contacts: `(authority_id, agency_id, made_at, made_by) values (${rows.authority}, ${rows.agency}, ${made})`,
    answer_links: `(enquiry_id, token_hash, to_address, expires_at, made_at, made_by)
      values (${rows.enquiry}, 'new', 'desk@agency.example', ${now}, ${made})`,
    messages: `(reference, case_id, made_at, made_by) values ('T-M', ${rows.case}, ${made})`,
    emails: `(authority_id, to_address, about, reference, subject, body, made_at, made_by)
      values (${rows.authority}, 'desk@agency.example', 'question', '', '', '', ${made})`,
    school_feeds: `(school_id, list, import_id, came_at) values (${rows.school}, 'attendance', ${rows.import}, ${now})`,
    feed_rhythms: `(authority_id, list, expected, made_at, made_by) values (${rows.authority}, 'health', 'yearly', ${made})`,
    cases: `(reference, authority_id, area_id, child_id, reason, procedure, procedure_version, opened_at, opened_by)
      values ('T-C', ${rows.authority}, ${rows.area}, ${rows.spareChild}, '', '', '', ${made})`,
    case_facts: fact(row === "a note of a case" ? "note-made" : "visit-made"),
    obligations: `(case_id, authority_id, area_id, restricted, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, why)
      values (${rows.case}, ${rows.authority}, ${rows.area}, ${place === "restricted" || place === "leave"}, '', '', 'new', 1, '', '', '', '', 'open', ${now}, '')`,
    visit_requests: ofCase("reference, area_id, urgent, content", `'T-V', ${rows.area}, false, '{}'`),
    visit_risk_assessments: ofCase("child_id, address, risks, overall", `${rows.child}, '', '{}', 'low'`),
    visits: ofCase(
      "assessment_id, visited_at, found, card_left",
      `${rows.assessment}, ${now}, 'no-answer', true`,
    ),
    visit_plans: `(case_id, made_at, made_by) values (${rows.case}, ${made})`,
    letters: `(reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
      values ('T-L', ${rows.case}, ${rows.authority}, 'x', 'visit', '', 'Somebody', 'x', 'x', 'x', 'post', ${now}, ${made})`,
    letter_services: `(letter_id, outcome, happened_on, made_at, made_by) values (${rows.letter}, 'served', ${now}, ${made})`,
    letter_corrections: `(letter_id, was, because, made_at, made_by) values (${rows.letter}, 'not', 'x', ${made})`,
    letter_texts: `(authority_id, template, revision, body, made_at, made_by) values (${rows.authority}, 'new', 1, 'x', ${made})`,
    order_steps: `(case_id, kind, happened_on, made_at, made_by) values (${rows.case}, 'breach', '2026-11-04', ${made})`,
    home_educations: `(authority_id, child_id, began_on, source, next_due_at, next_role, made_at, made_by)
      values (${rows.authority}, ${rows.spareChild}, '2026-11-02', 'parent', ${now}, 'ehe-officer', ${made})`,
    home_education_facts: `(home_education_id, kind, happened_at, made_at, made_by)
      values (${rows.homeEducation}, 'support-answered', ${now}, ${made})`,
    exclusion_facts: `(entry_id, authority_id, kind, happened_on, made_at, made_by)
      values (${rows.exclusion}, ${rows.authority}, 'returned', '2026-11-04', ${made})`,
    unofficial_exclusions: `(authority_id, school_id, child_id, found_on, heard_from, words, made_at, made_by)
      values (${rows.authority}, ${rows.school}, ${rows.child}, '2026-11-04', 'parent', '', ${made})`,
    unofficial_exclusion_facts: `(unofficial_exclusion_id, kind, happened_on, made_at, made_by)
      values (${rows.unofficial}, 'put-right', '2026-11-04', ${made})`,
    referrals: `(reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
      values ('T-R', '${row === "a team's referral" ? "team" : "cme1"}', ${ground}, ${rows.child}, '{}', ${now}, ${made})`,
    referral_progress: `(referral_id, words, made_at, made_by) values (${rows.referral}, '', ${made})`,
    lost_pupils: `(${lostPupilColumns}) values ('T-F', ${rows.authority}, ${rows.school}, ${rows.child}, ${lostPupilValues}, ${made})`,
    lost_pupil_steps: `(lost_pupil_id, step, words, made_at, made_by)
      values (${rows.lostPupil}, '${row === "a step of such a file" ? "withdrawn" : "taken"}', 'x', ${made})`,
    lost_pupil_matches: `(lost_pupil_id, kept_by, entry_id, authority_id, school_id, bits, evidence, made_at)
      values (${rows.lostPupil}, ${rows.authority}, 2, ${rows.authority}, ${rows.school}, 30, '{}', ${now})`,
    transfer_file_requests: `(authority_id, school_id, child_id, made_at, made_by) values (${rows.authority}, ${rows.school}, ${rows.spareChild}, ${made})`,
    safeguarding_assessments: `(case_id, occasion, answers, made_at, made_by) values (${rows.case}, 'news', '{}', ${made})`,
    safeguarding_decisions: `(case_id, assessment_id, decided, reason, made_at, made_by) values (${rows.case}, ${rows.safety}, 'no-referral', 'x', ${made})`,
    safeguarding_replies: `(case_id, decision_id, words, replied_on, made_at, made_by) values (${rows.case}, ${rows.concernDecided}, '', '2026-11-04', ${made})`,
    child_supports: ofChild("support, name", "'social-worker', 'x'"),
    protection_steps: ofCase("step, stage, happened_on, who", "'section-47', 'begun', '2026-11-04', 'x'"),
    vulnerability_assessments: ofCase(
      "assessed_on, together_with, matters, level, action, reason",
      "'2026-11-04', 'x', '{}', 'low', 'none', 'x'",
    ),
    glass_breaks: `(authority_id, child_id, person_id, asked, reason, until_at)
      values (${rows.authority}, ${rows.child}, ${me}, 'X', 'The police are at the door.', now() + interval '1 hour')`,
    subject_access_requests: `(reference, authority_id, child_id, asked_by, identity, received_on, made_at, made_by)
      values ('new', ${rows.authority}, ${rows.child}, 'x', 'x', ${now}, ${made})`,
    subject_access_lines: `(request_id, line, part, words) values (${rows.accessRequest}, 99, 'x', 'x')`,
    subject_access_decisions: `(request_id, line, decision, made_at, made_by) values (${rows.accessRequest}, 1, 'release', ${made})`,
    subject_access_steps: `(request_id, step, made_at, made_by) values (${rows.accessRequest}, 'checked', ${made})`,
    retention_rules: `(authority_id, rule, called, counts_from, years, source, reading, made_at, made_by)
      values (${rows.authority}, 'no-birth-date', 'x', 'last-recorded', 30, 'x', 'x', ${made})`,
    retention_holds: `(child_id, reason, made_at, made_by) values (${rows.child}, 'x', ${made})`,
    retention_hold_ends: `(hold_id, reason, made_at, made_by) values (${rows.spareHold}, 'x', ${made})`,
    deletions: `(reference, authority_id, child_id, rule, rule_words, due_on, made_at, made_by)
      values ('new', ${rows.authority}, ${rows.child}, 'child-record', 'x', ${now}, ${made})`,
    deletion_refusals: `(deletion_id, reason, made_at, made_by) values (${rows.spareDeletion}, 'x', ${made})`,
    deletion_certificates: `(deletion_id, parts, made_at, made_by) values (${rows.spareDeletion}, '{}', ${made})`,
    glass_reviews: `(break_id, justified, words, made_at, made_by) values (${rows.spareGlass}, true, 'x', ${made})`,
    removals: `(child_id, authority_id, area_id, school_id, pupil, regulations, letter, clause, met_on, answered, parts, destination, reason, transfer_file, made_at, made_by)
      values (${rows.child}, ${rows.authority}, ${rows.area}, ${rows.school}, '{}', '2024', 'K', '', '2026-11-04', '[]', '[]', 'none', '', 'none', ${made})`,
    removal_steps: `(removal_id, step, on_day, made_at, made_by)
      values (${rows.removal}, '${row === "that the name came off" ? "removed" : "agreed"}', '2026-11-04', ${made})`,
    school_returns: `(kind, child_id, authority_id, area_id, school_id, about_on, content, made_at, made_by)
      values ('new-pupil', ${rows.child}, ${rows.authority}, ${rows.area}, ${rows.school}, '2026-11-04', '{}', ${made})`,
    referral_originals: `(referral_id, kind, called, content, sha256, made_at, made_by) values (${rows.referral}, 'text', '', '', '', ${made})`,
    referral_facts: `(referral_id, kind, happened_at, made_at, made_by) values (${rows.referral}, 'visit-made', ${now}, ${made})`,
    referral_obligations: `(referral_id, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, due_at, why, late_tell)
      values (${rows.referral}, '', '', 'new', ${rows.referralFact}, '', '', '', '', 'open', ${now}, ${now}, '', '')`,
    searches: `(referral_id, authority_id, lists, candidates, decided_child_id, made_at, made_by)
      values (${rows.referral}, ${rows.authority}, '[]', '[]', ${rows.child}, ${made})`,
    enquiries: `(reference, case_id, authority_id, area_id, to_kind, to_agency_id, question, disclosed, lawful_basis, asked_at, made_by)
      values ('T-E', ${row === "a question that we ask" ? rows.case : null}, ${rows.authority}, ${rows.area}, 'housing', ${rows.agency}, '', '{}', '', ${made})`,
    enquiry_answers: `(enquiry_id, answer, answered_by, made_at, made_by) values (${rows.enquiry}, 'not-sure', '', ${made})`,
    imports: `(list, authority_id, school_id, file_name, file_hash, made_at, made_by)
      values ('school-roll', ${rows.authority}, ${rows.school}, '', '', ${made})`,
    rejected_rows: `(import_id, authority_id, school_id, row_number, content, faults, made_at)
      values (${rows.import}, ${rows.authority}, ${rows.school}, 2, '{}', '[]', ${now})`,
    procedure_versions: `(authority_id, procedure, based_on, made_at, made_by) values (${rows.authority}, 'norfolk', '1', ${made})`,
    procedure_texts: `(version_id, revision, version, title, body, made_at, made_by) values (${rows.version}, 2, 'new', '', '', ${made})`,
    procedure_proofs: `(version_id, revision, made_at, made_by) values (${rows.version}, 1, ${made})`,
    procedure_decisions:
      row === "its withdrawal"
        ? `(version_id, authority_id, procedure, decision, version, revision, made_at, made_by)
           values (${rows.version}, ${rows.authority}, 'norfolk', 'withdrawn', ${rows.version}::text, 1, ${made})`
        : `(version_id, authority_id, procedure, decision, version, revision, proof_id, in_force_from, followed_from, made_at, made_by)
           values (${rows.version}, ${rows.authority}, 'norfolk', 'in-force', ${rows.version}::text, 1, ${rows.proof}, '2026-11-05', '2026-11-05', ${made})`,
    moved_deadlines: `(proof_id, place, case_id, reference, obligation, clause, asks, change)
      values (${rows.proof}, 1, ${rows.case}, '', '', '', '', 'goes')`,
    audit_entries: `(at, person_id, authority_id, act, child_id) values (${now}, ${person}, ${rows.authority}, 'test', ${rows.child})`,
    calendar_links: `(person_id, token_hash, made_at) values (${person}, 'new', ${now})`,
    reminder_choices: `(person_id, wanted, made_at) values (${person}, false, ${now})`,
    report_schedules:
      row === "that of a role in an area"
        ? `(authority_id, report, every, role, area_id, made_at, made_by)
           values (${rows.authority}, 'unfound', 'term', 'area-lead', ${rows.area}, ${made})`
        : `(authority_id, report, every, person_id, made_at, made_by) values (${rows.authority}, 'unfound', 'term', ${person}, ${made})`,
    drafts: `(person_id, form, subject, content, saved_at) values (${person}, 'test', 'new', '{}', ${now})`,
    sent_forms: `(key, person_id, act, sent_at) values (gen_random_uuid(), ${person}, 'open-case', ${now})`,
    authorities: "(code, name, initials, procedure) values ('990', 'Nowhere', 'NO', 'norfolk')",
    areas: `(authority_id, name) values (${rows.authority}, 'Nowhere')`,
    schools: `(laestab, name, phase, authority_id) values ('9900001', 'No School', 'primary', ${rows.authority})`,
    school_trusts: `(school_id, trust_uid, trust, joined_on) values (${rows.school}, '1', 'No Trust', '2030-01-01')`,
    agencies: `(authority_id, kind, name) values (${rows.authority}, 'police', 'No Police')`,
    terms: `(authority_id, school_id, starts_on, ends_on, kind)
      values (${rows.authority}, ${row === "the term dates of a school" ? rows.school : null}, '2030-01-01', '2030-02-01', 'term')`,
    term_files: `(authority_id, school_id, file_name, spans_added, spans_removed, spans_same, faults, made_at, made_by)
      values (${rows.authority}, ${rows.school}, '', 0, 0, 0, '{}', ${made})`,
    missing_moments: `(authority_id, police_reference, kind, happened_at, referral_id, made_at, made_by)
      values (${rows.authority}, 'new', 'returned', ${now}, ${rows.referral}, ${made})`,
    return_interviews: `(entry_id, authority_id, outcome, happened_at, held_by, made_at, made_by)
      values (${rows.missingEntry}, ${rows.authority}, 'held', ${now}, 'x', ${made})`,
    return_interview_accounts: `(interview_id, learnt, made_at, made_by) values (${rows.spareInterview}, 'x', ${made})`,
    sweeps: `(reference, authority_id, area_id, planned_on, place, made_at, made_by)
      values ('T-S', ${rows.authority}, ${rows.area}, ${now}, 'x', ${made})`,
    sweep_meetings: `(sweep_id, forename, surname, likelihood, made_at, made_by) values (${rows.sweep}, 'x', 'x', 'none', ${made})`,
    sweep_outcomes: `(meeting_id, status, action, made_at, made_by) values (${rows.meeting}, 'no-school', 'let-go', ${made})`,
    sweep_referrals: `(meeting_id, referral_id, reference, made_at, made_by) values (${rows.spareMeeting}, ${rows.referral}, 'x', ${made})`,
    sweep_shares: `(sweep_id, authority_id, audience, called, lawful_basis, children, made_at, made_by)
      values (${rows.sweep}, ${rows.authority}, '${row.endsWith("16+ service") ? "post-16" : "youth-offending"}', 'x', 'x', '[]', ${made})`,
    government_returns: `(authority_id, census_on, lines, file, sha256, made_at, made_by) values (${rows.authority}, '2026-10-01', '[]', '', '', ${made})`,
    annual_report_texts: `(authority_id, year, revision, part, body, made_at, made_by) values (${rows.authority}, 'school-2025', 2, 'introduction', '', ${made})`,
    area_registers: `(authority_id, area_id, duty_fact_id, made_at, made_by) 
      select ${rows.authority}, id, ${rows.dutyDone}, ${made} from areas where authority_id = ${rows.authority} and id <> ${rows.area}`,
    area_register_lines: `(register_id, case_id, told, made_at, made_by) values (${rows.spareAreaRegister}, ${rows.case}, '{}', ${made})`,
    area_register_news: `(line_id, case_id, fact_id, words, made_at, made_by) values (${rows.areaLine}, ${rows.case}, ${rows.fact}, '', ${made})`,
    area_register_letters: `(register_id, kind, sent_to, made_at, made_by) values (${rows.areaRegister}, 'late', 1, ${made})`,
    inspections_planned: `(school_id, planned_on, made_at, made_by) values (${rows.school}, ${now}, ${made})`,
    register_inspections: `(school_id, inspected_on, inspector, faults, made_at, made_by) values (${rows.school}, ${now}, 'x', '{}', ${made})`,
    inspection_follow_ups: `(inspection_id, followed_on, words, settled, made_at, made_by) values (${rows.inspection}, ${now}, 'x', true, ${made})`,
    comparison_findings: `(authority_id, comparison, subject, forename, surname, rank, since, evidence, source_hash, source_since, first_listed_at, last_listed_at)
      values (${rows.authority}, 'new', 1, '', '', 1, ${now}, '{}', '', ${now}, ${now}, ${now})`,
    comparison_settlements: `(finding_id, how, why, source_hash, made_at, made_by) values (${rows.finding}, 'fine', 'Seen.', '', ${made})`,
    comparison_totals: `(authority_id, comparison, on_day, listed, open) values (${rows.authority}, 'new', ${now}, 0, 0)`,
    county_states: `(authority_id, on_day, state, children, with_case) values (${rows.authority}, ${now}, 'new', 0, 0)`,
    authority_facts: `(authority_id, kind, happened_at, made_at, made_by) values (${rows.authority},
      '${row === "a day that begins standing duties" ? "census-day" : "duty-done"}', ${now}, ${made})`,
    authority_obligations: `(authority_id, procedure, version, obligation, started_by, clause, asks, role, act, state, started_at, due_at, why)
      values (${rows.authority}, '', '', 'new', ${rows.dutyDone}, '', '', '', '', 'open', ${now}, ${now}, '')`,
    roles: "(role, title, scope) values ('everything', 'Everything', 'authority')",
    permissions: "(role, act) values ('police', 'see-case')",
    people: "(issuer, subject, name, email) values ('invited', 'x', 'Nobody', 'nobody@access.example')",
    posts: `(person_id, role, authority_id) values (${me}, 'named-officer', ${rows.authority})`,
  };
  return `insert into ${table} ${byTable[table]}`;
}
