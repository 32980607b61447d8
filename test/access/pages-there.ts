import { readFileSync } from "node:fs";
import { caseAtAddress } from "../support/case-at-address.ts";
import type { TestDatabase } from "../support/database.ts";
import { addLink } from "../support/links.ts";
import { addPupil } from "../support/pupils.ts";
import { lostPupilColumns, lostPupilValues } from "./deeds-in-sql.ts";
import type { Place } from "./who-may-what.ts";

/** Surnames by which a page betrays whose record it shows. */
export const surnames = {
  here: "Hereborn",
  "another area": "Otherfield",
  "another authority": "Farborough",
  restricted: "Hiddenham",
} as const satisfies Partial<Record<Place, string>>;
export type PagePlace = keyof typeof surnames;

/** What stands in an address for a record of one place. */
export type Addressed = {
  child: string;
  otherChild: string;
  home: string;
  case: string;
  referral: string;
  original: string;
  lostPupil: string;
  parcel: string;
  partner: string;
  exchangeKeys: string;
  deletion: string;
  accessRequest: string;
  caseRecord: string;
  passedOn: string;
  passedOnRecord: string;
  question: string;
  asked: string;
  visitRequest: string;
  letter: string;
  file: string;
  row: string;
  version: string;
  laestab: string;
  termFile: string;
  authority: string;
  dutyDone: string;
  link: string;
  key: string;
  client: string;
  groupPost: string;
  webhook: string;
  answerLink: string;
  contact: string;
  message: string;
  removal: string;
  return: string;
  homeEducation: string;
  exclusion: string;
  unofficial: string;
  missingEntry: string;
  sweep: string;
  meeting: string;
  sharedWithYouthJustice: string;
  sharedWithPost16: string;
  inspection: string;
  areaRegister: string;
};

/** At each place a child with an open case, a referral, a visit request, a question that we ask and one asked of those there. */
export async function recordsOfPlaces(database: TestDatabase): Promise<Record<PagePlace, Addressed>> {
  const made: Partial<Record<PagePlace, Addressed>> = {};
  for (const place of Object.keys(surnames) as PagePlace[]) made[place] = await recordAt(database, place);
  return made as Record<PagePlace, Addressed>;
}

async function recordAt(database: TestDatabase, place: PagePlace): Promise<Addressed> {
  const { owner } = database;
  const authority = place === "another authority" ? "Westholme" : "Eastmere";
  const kase = await caseAtAddress(database, { forename: "Rosa", surname: surnames[place], authority });
  const school = place === "another area" ? "Larkmere Primary School" : undefined;
  if (school)
    await owner.query(
      `with place as (select id, area_id from schools where name = $2),
       child as (update children set school_id = place.id, area_id = place.area_id from place where children.id = $1)
       update cases set school_id = place.id, area_id = place.area_id from place where child_id = $1`,
      [kase.childId, school],
    );
  const other = await owner.query(
    `insert into children (authority_id, area_id, school_id, forename, surname, date_of_birth, sex, restricted, made_at)
     select authority_id, area_id, school_id, forename, surname, date_of_birth, sex, $2, made_at from children where id = $1 returning id`,
    [kase.childId, place === "restricted"],
  );
  const made = `'2026-11-03T10:00Z', (select id from people where email like 'cme.%' limit 1)`;
  const ask = async (columns: string, values: string) =>
    (
      await owner.query(
        `insert into enquiries (reference, case_id, authority_id, to_kind, question, disclosed, lawful_basis, asked_at, made_by, ${columns})
         select next_reference(authority_id, 'E'), id, authority_id, 'school', 'Is the child on your roll?', $2, '', ${made}, ${values}
         from cases where id = $1 returning reference`,
        [kase.caseId, JSON.stringify({ forename: "Rosa", surname: surnames[place] })],
      )
    ).rows[0].reference as string;
  const question = await ask("to_agency_id", "(select id from agencies where kind = 'housing' limit 1)");
  const asked = await ask("to_school_id", "cases.school_id");
  const request = await owner.query(
    `insert into visit_requests (reference, case_id, fact_id, area_id, urgent, content, made_at, made_by)
     select next_reference(authority_id, 'V'), id, last_fact_id, area_id, false, '{}', ${made} from cases where id = $1 returning reference`,
    [kase.caseId],
  );
  const letter = await owner.query(
    `insert into letters (reference, case_id, authority_id, template, about, title, addressee, address, body, writer, sent_by, sent_on, made_at, made_by)
     select next_reference(authority_id, 'L'), id, authority_id, 'before-visit', 'visit', 'Letter', 'Ines ' || $2, 'x', $2, 'x', 'post', '2026-11-03', ${made}
     from cases where id = $1 returning reference`,
    [kase.caseId, surnames[place]],
  );
  const sent = await owner.query(
    `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
     select next_reference(authority_id, 'R'), 'cme1', authority_id, area_id, school_id, id, '{}', '2026-11-02T09:00Z', ${made}
     from children where id = $1 returning reference`,
    [kase.childId],
  );
  const original = await owner.query(
    `insert into referral_originals (referral_id, kind, called, content, sha256, made_at, made_by)
     select id, 'text', '', '', '', ${made} from referrals where reference = $1 returning id`,
    [sent.rows[0].reference],
  );
  const lostPupil = await owner.query(
    `insert into lost_pupils (${lostPupilColumns})
     select next_reference(authority_id, 'F'), authority_id, school_id, id, ${lostPupilValues.replace("'Fenwater'", "$2")}, ${made}
     from children where id = $1 returning reference`,
    [kase.childId, surnames[place]],
  );
  const accessRequest = await owner.query(
    `insert into subject_access_requests (reference, authority_id, child_id, asked_by, identity, received_on, made_at, made_by)
     select next_reference(authority_id, 'A'), authority_id, id, $2, 'x', '2026-11-02', ${made} from children where id = $1 returning reference`,
    [kase.childId, surnames[place]],
  );
  const deletion = await owner.query(
    `insert into deletions (reference, authority_id, child_id, rule, rule_words, due_on, made_at, made_by)
     select next_reference(authority_id, 'D'), authority_id, id, 'child-record', 'x', '2026-11-03', ${made} from children where id = $1 returning reference`,
    [kase.childId],
  );
  const record = await owner.query(
    `insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
     select id, 'admissions-asked', '2026-11-03T10:00Z', '{"found": "nothing"}', ${made} from cases where id = $1 returning id`,
    [kase.caseId],
  );
  // Passed on to the elective home education officer, who has not registered the child yet.
  const passedOn = await owner.query(
    `with passed as (insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
       select next_reference(authority_id, 'R'), 'cme1', authority_id, area_id, school_id, id, '{}', '2026-11-02T09:00Z', ${made}
       from children where id = $1 returning id, reference),
     fact as (insert into referral_facts (referral_id, kind, happened_at, details, made_at, made_by)
       select id, 'referral-redirected', '2026-11-03T10:00Z', '{"to": "ehe-officer"}', ${made} from passed returning id, referral_id),
     owed as (insert into referral_obligations (referral_id, procedure, version, obligation, started_by, clause, asks, role, act, state,
         started_at, due_at, why, late_tell)
       select referral_id, 'norfolk', '1', 'see-to-home-education', id, '', '', 'ehe-officer', 'register-home-education', 'open',
         '2026-11-03T10:00Z', '2026-11-17T23:59Z', '', 'named-officer' from fact),
     record as (insert into referral_facts (referral_id, kind, happened_at, details, made_at, made_by)
       select referral_id, 'letter-sent', '2026-11-03T10:00Z', '{"about": "other"}', ${made} from fact returning id)
     select reference, record.id as record from passed, record`,
    [kase.childId],
  );
  // A file is of a school, not of a child: where the child is restricted, the file is another authority's.
  const elsewhere = place === "restricted" ? "Ridgeway School" : undefined;
  const file = await owner.query(
    `with file as (
       insert into imports (list, authority_id, school_id, file_name, file_hash, stored_at, state, made_at, made_by)
       select 'school-roll', authority_id, id, 'roll.csv', '', '', 'done', ${made} from schools
       where case when $2::text is null then id = (select school_id from children where id = $1) else name = $2 end
       returning id, authority_id, school_id)
     insert into rejected_rows (import_id, authority_id, school_id, row_number, content, faults, made_at)
     select id, authority_id, school_id, 1, $3, '[]', '2026-11-03T10:00Z' from file returning import_id as file, id as row`,
    [kase.childId, elsewhere, JSON.stringify({ Surname: surnames[place] })],
  );
  const terms = await owner.query(
    `insert into term_files (authority_id, school_id, file_name, spans_added, spans_removed, spans_same, faults, made_at, made_by)
     select authority_id, id, 'terms.csv', 0, 0, 0, '{"unit": "Row", "faults": []}', ${made} from schools
     where case when $2::text is null then id = (select school_id from children where id = $1) else name = $2 end
     returning id, (select laestab from schools where id = school_id) as laestab`,
    [kase.childId, elsewhere],
  );
  // A version is of an authority, as a file is of a school.
  const version = await owner.query(
    `with version as (insert into procedure_versions (authority_id, procedure, based_on, made_at, made_by)
       select id, 'norfolk', '1', ${made} from authorities where name = $1 returning id),
     text as (insert into procedure_texts (version_id, revision, version, title, body, made_at, made_by)
       select id, 1, 'own', '', $2, ${made} from version)
     select id from version`,
    [
      place === "here" || place === "another area" ? "Eastmere" : "Westholme",
      readFileSync("procedures/norfolk.yaml", "utf8"),
    ],
  );
  // What an authority owes is of no child: where the child is restricted, it is another authority's.
  const duty = await owner.query(
    `with done as (insert into authority_facts (authority_id, kind, happened_at, details, made_at, made_by)
       select authority_id, 'duty-done', '2026-11-03T10:00Z', '{"task": "return-to-government"}', ${made} from schools
       where laestab = $1 returning id, authority_id)
     select done.id, code from done join authorities on authorities.id = authority_id`,
    [terms.rows[0].laestab],
  );
  // A register is of an area: where the child is restricted, it is another authority's.
  const areaRegister = await owner.query(
    `with register as (insert into area_registers (authority_id, area_id, duty_fact_id, made_at, made_by)
       select authority_id, area_id, $2, ${made} from schools where laestab = $1 returning id),
     line as (insert into area_register_lines (register_id, case_id, told, made_at, made_by)
       select id, $3, $4, ${made} from register)
     select id from register`,
    [
      terms.rows[0].laestab,
      duty.rows[0].id,
      kase.caseId,
      JSON.stringify({
        ...{ reference: kase.reference, forename: "Rosa", surname: surnames[place], reason: "" },
        ...{ known: [], owed: [], asked: [] },
      }),
    ],
  );
  await addPupil(owner, {
    ...{ authority, list: "health", forename: "Rosa", surname: surnames[place], childId: null },
  });
  const entry = await owner.query("select id from list_entries where list = 'health' and surname = $1", [
    surnames[place],
  ]);
  const link = await addLink(owner, { entryId: entry.rows[0].id, childId: kase.childId });
  const key = await owner.query(
    `with sender as (insert into people (issuer, subject, name, email)
       values ('keepsight-key', $2::text, 'Key', 'key-' || md5($2::text) || '@keepsight.invalid') returning id)
     insert into api_keys (key_hash, person_id, authority_id, lists, called, made_at, made_by)
     select sha256(convert_to($2::text, 'UTF8')), sender.id, authority_id, '{rolls}', 'test', ${made} from schools, sender where laestab = $1 returning id`,
    [terms.rows[0].laestab, place],
  );
  const client = await owner.query(
    `with system as (insert into people (issuer, subject, name, email)
       values ('keepsight-client', $2::text, 'System', 'system-' || md5($2::text) || '@keepsight.invalid') returning id),
     client as (insert into api_clients (client_key, secret_hash, person_id, authority_id, role, scopes, called, expires_on, made_at, made_by)
       select $2::text, '', system.id, authority_id, 'cme-officer', '{cases:read}', 'test', '2100-01-01', ${made} from schools, system where laestab = $1
       returning id, person_id, authority_id)
     insert into webhooks (client_id, person_id, authority_id, url, kinds, secret, told_to, made_at)
     select id, person_id, authority_id, 'https://system.example', '{case-opened}', '', 0, now() from client returning id, client_id as client`,
    [terms.rows[0].laestab, place],
  );
  const groupPost = await owner.query(
    `insert into group_posts (authority_id, group_name, role, asked_at, asked_by)
     select authority_id, $2, 'cme-officer', ${made} from schools where laestab = $1 returning id`,
    [terms.rows[0].laestab, place],
  );
  // Keys and partners are of an authority, as a client is; a parcel is about a child.
  const parcel = await owner.query(
    `with here as (select authority_id from schools where laestab = $3),
     keys as (insert into exchange_keys (authority_id, fingerprint, sign_key_id, open_key_id, sign_key, open_key, made_at, made_by)
       select authority_id, $2::text, $2::text, $2::text, '{}', '{}', ${made} from here returning id),
     partner as (insert into exchange_partners (authority_id, code, name, fingerprint, sign_key_id, open_key_id, sign_key, open_key, sends, takes, basis,
       made_at, made_by, confirmed_at)
       select authority_id, '996', 'Partner', '', '', '', '{}', '{}', true, true, 'x', ${made}, now() from here returning id)
     insert into exchange_parcels (authority_id, partner_id, way, number, kind, lost_pupil_id, state, made_at, made_by)
     select f.authority_id, partner.id, 'out', gen_random_uuid(), 'file', f.id, 'sent', ${made} from partner, lost_pupils f where f.reference = $1
     returning id, partner_id as partner, (select id from keys) as keys`,
    [lostPupil.rows[0].reference, place, terms.rows[0].laestab],
  );
  // A link that works: to whoever holds it without its code it tells nothing.
  await owner.query(
    `insert into answer_links (enquiry_id, token_hash, to_address, expires_at, made_at, made_by)
     select id, sha256(convert_to($2::text, 'UTF8')), 'desk@housing.example', '2100-01-01', ${made} from enquiries where reference = $1`,
    [question, `link-${place}`],
  );
  const message = await owner.query(
    `with message as (insert into messages (reference, case_id, made_at, made_by)
       select next_reference(authority_id, 'M'), id, ${made} from cases where id = $1 returning id, reference),
     asked as (insert into enquiries (reference, case_id, message_id, authority_id, area_id, to_kind, to_authority_id, question, disclosed, lawful_basis, asked_at, made_by)
       select next_reference(cases.authority_id, 'E'), cases.id, message.id, cases.authority_id, cases.area_id, 'other-authority', other.id, '', '{}', '', ${made}
       from cases, message, authorities other where cases.id = $1 and other.id <> cases.authority_id)
     select reference from message`,
    [kase.caseId],
  );
  // An agency is of an authority, as a file is of a school.
  const agency = await owner.query(
    `insert into agencies (authority_id, kind, name) select id, 'health', $2 from authorities where name = $1 returning id`,
    [place === "here" || place === "another area" ? "Eastmere" : "Westholme", `Health ${place}`],
  );
  const named = { forename: "Rosa", surname: surnames[place], dateOfBirth: null, upn: null };
  const removal = await owner.query(
    `with removal as (insert into removals (child_id, authority_id, area_id, school_id, pupil, regulations, letter, clause, met_on,
         answered, parts, destination, reason, transfer_file, made_at, made_by)
       select id, authority_id, area_id, school_id, $2, '2024', 'G', '', '2026-11-03', '[]', '[]', 'unknown', '', 'none', ${made}
       from children where id = $1 returning *),
     asked as (insert into removal_steps (removal_id, step, made_at, made_by) select id, 'asked', made_at, made_by from removal)
     insert into school_returns (kind, child_id, authority_id, area_id, school_id, removal_id, about_on, content, made_at, made_by)
     select 'deletion', child_id, authority_id, area_id, school_id, id, '2026-11-03', $3, made_at, made_by from removal
     returning id, removal_id as removal`,
    [kase.childId, JSON.stringify(named), JSON.stringify({ name: `Rosa ${surnames[place]}`, rows: [] })],
  );
  const homeEducation = await owner.query(
    `insert into home_educations (authority_id, child_id, began_on, source, next_due_at, next_role, made_at, made_by)
     select authority_id, id, '2026-11-02', 'parent', '2026-11-16', 'ehe-officer', ${made} from children where id = $1 returning id`,
    [kase.childId],
  );
  const exclusion = await owner.query(
    `insert into list_entries (authority_id, list, school_id, row_key, child_id, forename, surname, starts_on, other, content_hash,
       first_import_id, last_import_id, first_seen_at, last_seen_at)
     select authority_id, 'exclusion', school_id, id::text, id, forename, surname, '2026-11-02', '{"Kind": "permanent"}', '', 0, 0,
       '2026-11-03T09:00Z', '2026-11-03T09:00Z' from children where id = $1 returning id`,
    [kase.childId],
  );
  const unofficial = await owner.query(
    `insert into unofficial_exclusions (authority_id, school_id, child_id, found_on, heard_from, words, made_at, made_by)
     select authority_id, school_id, id, '2026-11-03', 'parent', surname, ${made} from children where id = $1 returning id`,
    [kase.childId],
  );
  const missing = await owner.query(
    `insert into list_entries (authority_id, list, row_key, child_id, forename, surname, ends_on, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
     select authority_id, 'police-missing', 'MP ' || $2, id, 'Rosa', $2, '2026-11-03', '', 0, 0, now(), now() from children where id = $1 returning id`,
    [kase.childId, surnames[place]],
  );
  // A sweep is of an area, and an inspection of a school: where the child is restricted, they are another authority's.
  const sweep = await owner.query(
    `with sweep as (insert into sweeps (reference, authority_id, area_id, planned_on, place, made_at, made_by)
       select next_reference(authority_id, 'S'), authority_id, area_id, '2026-11-03', 'x', ${made} from schools where laestab = $1 returning id, reference, authority_id),
     met as (insert into sweep_meetings (sweep_id, forename, surname, likelihood, made_at, made_by)
       select id, 'Rosa', $2, 'none', ${made} from sweep returning id),
     youth as (insert into sweep_shares (sweep_id, authority_id, audience, called, lawful_basis, children, made_at, made_by)
       select id, authority_id, 'youth-offending', '', '', '[]', ${made} from sweep returning id),
     older as (insert into sweep_shares (sweep_id, authority_id, audience, called, lawful_basis, children, made_at, made_by)
       select id, authority_id, 'post-16', '', '', '[]', ${made} from sweep returning id),
     inspected as (insert into register_inspections (school_id, inspected_on, inspector, faults, mend_by, made_at, made_by)
       select id, '2026-11-03', 'x', '{codes}', '2026-11-20', ${made} from schools where laestab = $1 returning id)
     select sweep.reference, met.id as met, youth.id as youth, older.id as older, inspected.id as inspected from sweep, met, youth, older, inspected`,
    [terms.rows[0].laestab, surnames[place]],
  );
  if (place === "restricted")
    await owner.query("update children set restricted = true where id = $1", [kase.childId]);
  const home = await owner.query("select max(id) as id from child_addresses where child_id = $1", [
    kase.childId,
  ]);
  return {
    child: String(kase.childId),
    home: String(home.rows[0].id),
    otherChild: String(other.rows[0].id),
    case: kase.reference,
    referral: sent.rows[0].reference,
    original: original.rows[0].id,
    lostPupil: lostPupil.rows[0].reference,
    parcel: String(parcel.rows[0].id),
    partner: String(parcel.rows[0].partner),
    exchangeKeys: String(parcel.rows[0].keys),
    caseRecord: record.rows[0].id,
    passedOn: passedOn.rows[0].reference,
    passedOnRecord: passedOn.rows[0].record,
    deletion: deletion.rows[0].reference,
    accessRequest: accessRequest.rows[0].reference,
    question,
    asked,
    visitRequest: request.rows[0].reference,
    letter: letter.rows[0].reference,
    file: String(file.rows[0].file),
    row: String(file.rows[0].row),
    version: String(version.rows[0].id),
    laestab: terms.rows[0].laestab,
    termFile: String(terms.rows[0].id),
    authority: duty.rows[0].code,
    dutyDone: String(duty.rows[0].id),
    link: String(link),
    key: String(key.rows[0].id),
    client: String(client.rows[0].client),
    groupPost: String(groupPost.rows[0].id),
    webhook: String(client.rows[0].id),
    message: message.rows[0].reference,
    removal: String(removal.rows[0].removal),
    return: String(removal.rows[0].id),
    homeEducation: String(homeEducation.rows[0].id),
    exclusion: String(exclusion.rows[0].id),
    unofficial: String(unofficial.rows[0].id),
    missingEntry: String(missing.rows[0].id),
    sweep: sweep.rows[0].reference,
    meeting: String(sweep.rows[0].met),
    sharedWithYouthJustice: String(sweep.rows[0].youth),
    sharedWithPost16: String(sweep.rows[0].older),
    areaRegister: String(areaRegister.rows[0].id),
    inspection: String(sweep.rows[0].inspected),
    contact: `agency-${agency.rows[0].id}`,
    answerLink: encodeURIComponent(`link-${place}`),
  };
}
