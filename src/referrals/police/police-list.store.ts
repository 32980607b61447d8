import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { KnownRow, MissingMoment } from "./police-words.ts";

/**
 * A police reference as the police list has it, whatever capitals and spaces it is typed with; one that the list has not stays as it
 * is typed. As the program.
 */
export async function referenceOnList(
  database: Database,
  authorityId: number,
  typed: string,
): Promise<string> {
  const { rows } = await sql<{ reference: string }>`
    select row_key as reference from list_entries where authority_id = ${authorityId} and list = 'police-missing'
      and upper(regexp_replace(row_key, '\\s', '', 'g')) = upper(regexp_replace(${typed}, '\\s', '', 'g'))
    order by row_key = ${typed} desc, id desc limit 1`.execute(database);
  return rows[0]?.reference ?? typed;
}

/** The row of the police list under a police reference; undefined when there is none. As the program. */
export async function rowOnPoliceList(
  database: Database,
  authorityId: number,
  policeReference: string,
): Promise<KnownRow | undefined> {
  const { rows } = await sql<KnownRow>`
    select forename, surname, date_of_birth::text as born, sex, postcode, starts_on::text as "reportedOn", ends_on::text as "returnedOn",
      other ->> 'Risk' as risk
    from list_entries where authority_id = ${authorityId} and list = 'police-missing' and coalesce(school_id, 0) = 0
      and row_key = ${policeReference}`.execute(database);
  return rows[0];
}

/** Keeps at which hour something happened to a missing young person. As the program. */
export async function insertMoment(
  { database, viewer, now }: Context,
  told: MissingMoment & { authorityId: number; policeReference: string; referralId: number },
): Promise<void> {
  await database
    .insertInto("missing_moments")
    .values({
      authority_id: told.authorityId,
      police_reference: told.policeReference,
      kind: told.kind,
      happened_at: told.at,
      referral_id: told.referralId,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}

/** A form of the police of one missing young person, with what came of it. */
export type ToldBefore = MissingMoment & {
  referralId: number;
  reference: string;
  caseId: number | null;
  isAnswered: boolean;
};

/** Everything that the police told by forms under one reference of theirs, in order. */
export async function toldUnder(
  database: Database,
  authorityId: number,
  policeReference: string,
): Promise<ToldBefore[]> {
  const { rows } = await sql<ToldBefore>`
    select m.kind, m.happened_at as at, r.id as "referralId", r.reference, r.case_id as "caseId",
      (select count(*) > 1 from referral_progress p where p.referral_id = r.id) as "isAnswered"
    from missing_moments m join referrals r on r.id = m.referral_id
    where m.authority_id = ${authorityId} and m.police_reference = ${policeReference} order by m.id`.execute(
    database,
  );
  return rows;
}

/** Joins a form to the case that another form of the same missing young person belongs to. */
export async function joinToCase(database: Database, referralId: number, caseId: number): Promise<void> {
  await sql`update referrals r set case_id = k.id, child_id = coalesce(r.child_id, k.child_id)
    from cases k where r.id = ${referralId} and k.id = ${caseId}`.execute(database);
}
