import { type RawBuilder, sql } from "kysely";
import { type Address, withoutHidden } from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import { type ReferralContent, wholeContent } from "./referral.ts";

export type NewReferral = {
  form: string;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  agencyId?: number | null;
  childId: number | null;
  content: ReferralContent;
  /** When it came; now, unless it was entered later. */
  receivedAt?: Temporal.Instant;
  /** The reference of another authority's question after which it was made. */
  question?: string;
};

/** Keeps a referral as it was sent, under the authority's next reference. */
export async function insertReferral(
  { database, viewer, now }: Context,
  referral: NewReferral,
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("referrals")
    .values({
      reference: sql<string>`next_reference(${referral.authorityId}::int, 'R')`,
      form: referral.form,
      authority_id: referral.authorityId,
      area_id: referral.areaId,
      school_id: referral.schoolId,
      agency_id: referral.agencyId ?? null,
      child_id: referral.childId,
      content: JSON.stringify(referral.content),
      question: referral.question ?? null,
      received_at: referral.receivedAt ?? now,
      made_at: now,
      made_by: viewer.personId,
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** The referral that a row of the register kept before became, if it was taken in already. */
export async function earlierRowTakenIn(
  database: Database,
  authorityId: number,
  key: string,
): Promise<string | undefined> {
  const found = await database
    .selectFrom("referrals")
    .select("reference")
    .where("authority_id", "=", authorityId)
    .where(sql`content -> 'answers' ->> 'earlierRegister'`, "=", key)
    .executeTakeFirst();
  return found?.reference;
}

/** Tells the sender of a referral something, in plain words. [G02] */
export async function insertProgress(
  { database, viewer, now }: Context,
  referralId: number,
  words: string,
): Promise<void> {
  await database
    .insertInto("referral_progress")
    .values({ referral_id: referralId, words, made_at: now, made_by: viewer.personId })
    .execute();
}

/** One referral with what came of it so far, as the viewer may see it. */
export type Referral = {
  id: number;
  reference: string;
  form: string;
  authorityId: number;
  authorityName: string;
  procedure: string;
  areaId: number | null;
  schoolId: number | null;
  schoolName: string | null;
  agencyId: number | null;
  childId: number | null;
  caseId: number | null;
  /** Only for those who may see the case. */
  caseReference: string | null;
  content: ReferralContent;
  receivedAt: Temporal.Instant;
  madeBy: number;
  senderName: string;
  /** What was decided and recorded with the search; null while it waits. */
  decision: string | null;
  progress: { words: string; madeAt: string }[];
};

/** Who sent it: the school, or what the content says of a sender who is none. */
const sentFrom = sql<
  string | null
>`coalesce(s.name, nullif(r.content -> 'sender' ->> 'organisation', ''), nullif(r.content -> 'sender' ->> 'name', ''))`;
const decision = sql<string | null>`(select max(s.decision) from searches s where s.referral_id = r.id)`;
/** A sender sees no search, but sees what they were told of the decision. */
const wasAnswered = sql<boolean>`(select count(*) > 1 from referral_progress p where p.referral_id = r.id)`;

/**
 * The referral with this reference; undefined when there is none, or none that the viewer may know of. What its answers said of an
 * address that is hidden by now is read by nobody on it, its sender included. [G04]
 */
export async function referralByReference(
  database: Database,
  reference: string,
): Promise<Referral | undefined> {
  const { rows } = await sql<
    Referral & { recorded: Partial<ReferralContent["child"]> | null; hiding: Address[] }
  >`
    select r.id, r.reference, r.form, r.authority_id as "authorityId", a.name as "authorityName", a.procedure,
      r.area_id as "areaId", r.school_id as "schoolId", s.name as "schoolName", r.agency_id as "agencyId", r.child_id as "childId",
      r.case_id as "caseId", (select k.reference from cases k where k.id = r.case_id) as "caseReference", r.content, r.received_at as "receivedAt",
      (select json_build_object('forename', c.forename, 'surname', c.surname, 'dateOfBirth', c.date_of_birth, 'sex', c.sex,
        'upn', c.upn, 'postcode', c.postcode) from children c where c.id = r.child_id) as recorded,
      (select coalesce(json_agg(json_build_object('lines', h.lines, 'postcode', h.postcode, 'hidden', true)), '[]') from child_addresses h
        where h.child_id = r.child_id and h.hidden and not exists (
          select from child_addresses later where later.child_id = h.child_id and later.replaces = h.id)) as hiding,
      r.made_by as "madeBy", people.name as "senderName",
      coalesce(${decision}, case when ${wasAnswered} then 'answered' end) as decision,
      (select coalesce(json_agg(json_build_object('words', p.words, 'madeAt', p.made_at) order by p.id desc), '[]')
        from referral_progress p where p.referral_id = r.id) as progress
    from referrals r join authorities a on a.id = r.authority_id left join schools s on s.id = r.school_id
    join people on people.id = r.made_by where r.reference = ${reference}`.execute(database);
  const [row] = rows;
  if (!row) return undefined;
  const { recorded, hiding, ...referral } = row;
  const content = wholeContent(row.content, recorded ?? {});
  const sections = content.sections.map((section) => ({
    ...section,
    rows: section.rows.map((said) => ({ ...said, answered: withoutHidden(said.answered, hiding) })),
  }));
  return { ...referral, content: { ...content, sections } };
}

/** A referral in its sender's list, with the last thing that they were told. */
export type SentReferral = {
  reference: string;
  forename: string;
  surname: string;
  receivedAt: Temporal.Instant;
  caseId: number | null;
  decision: string | null;
  lastTold: string | null;
  lastToldAt: Temporal.Instant | null;
};

/** The latest referrals of these schools, newest first, with the last word on each. [G02] */
export async function referralsOfSchools(
  database: Database,
  schools: readonly number[],
  atMost: number,
): Promise<SentReferral[]> {
  return referralsSent(database, sql<boolean>`r.school_id = any (${schools}::int[])`, atMost);
}

/** The latest reports of these agencies, and this person's own for no school, newest first, with the last word on each. [G02] */
export async function reportsOf(
  database: Database,
  { agencies, personId }: { agencies: readonly number[]; personId: number },
  atMost: number,
): Promise<SentReferral[]> {
  return referralsSent(
    database,
    agencies.length > 0
      ? sql<boolean>`r.agency_id = any (${agencies}::int[])`
      : sql<boolean>`r.made_by = ${personId} and r.school_id is null and r.form = any (${["cme3", "memo", "notice"]}::text[])`,
    atMost,
  );
}

async function referralsSent(
  database: Database,
  whose: RawBuilder<boolean>,
  atMost: number,
): Promise<SentReferral[]> {
  const { rows } = await sql<SentReferral>`
    select r.reference, r.content -> 'child' ->> 'forename' as forename, r.content -> 'child' ->> 'surname' as surname,
      r.received_at as "receivedAt", r.case_id as "caseId", case when ${wasAnswered} then 'answered' end as decision,
      last.words as "lastTold", last.made_at as "lastToldAt"
    from referrals r
    left join lateral (select words, made_at from referral_progress p where p.referral_id = r.id order by p.id desc limit 1) last on true
    where ${whose} order by r.received_at desc, r.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** A referral that waits for a decision. */
export type WaitingReferral = {
  reference: string;
  form: string;
  childId: number | null;
  forename: string;
  surname: string;
  upn: string | null;
  /** The school, agency or person that sent it. */
  sentFrom: string | null;
  receivedAt: Temporal.Instant;
  urgent: boolean;
  concern: boolean;
  missing: string[];
};

/** The referrals of these authorities on which nobody has decided: urgent ones and concerns first, then the oldest. */
export async function referralsToDecide(
  database: Database,
  authorities: readonly number[],
  atMost: number,
): Promise<WaitingReferral[]> {
  const { rows } = await sql<WaitingReferral>`
    select r.reference, r.form, r.child_id as "childId", coalesce(r.content -> 'child' ->> 'forename', c.forename, '') as forename,
      coalesce(r.content -> 'child' ->> 'surname', c.surname, '') as surname,
      coalesce(r.content -> 'child' ->> 'upn', c.upn) as upn, ${sentFrom} as "sentFrom", r.received_at as "receivedAt",
      coalesce((r.content ->> 'urgent')::boolean, false) as urgent, coalesce((r.content ->> 'concern')::boolean, false) as concern,
      coalesce(r.content -> 'missing', '[]') as missing
    from referrals r left join schools s on s.id = r.school_id left join children c on c.id = r.child_id
    where r.authority_id = any (${authorities}::int[]) and r.case_id is null and ${decision} is null and not ${wasAnswered}
    order by urgent desc, concern desc, r.received_at, r.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** A referral on which somebody has decided, and the case that came of it, for those who may see it. */
export type DecidedReferral = Omit<WaitingReferral, "missing"> & {
  id: number;
  caseId: number | null;
  caseReference: string | null;
  decision: string | null;
};

/** The referrals of these authorities on which somebody has decided, the latest first, from after a place on. */
export async function referralsDecided(
  database: Database,
  authorities: readonly number[],
  { after, atMost }: { after: { receivedAt: Temporal.Instant; id: number } | undefined; atMost: number },
): Promise<DecidedReferral[]> {
  const { rows } = await sql<DecidedReferral>`
    select r.id, r.reference, r.form, r.child_id as "childId", coalesce(r.content -> 'child' ->> 'forename', c.forename, '') as forename,
      coalesce(r.content -> 'child' ->> 'surname', c.surname, '') as surname, ${sentFrom} as "sentFrom", r.received_at as "receivedAt",
      coalesce((r.content ->> 'urgent')::boolean, false) as urgent, coalesce((r.content ->> 'concern')::boolean, false) as concern,
      r.case_id as "caseId", (select k.reference from cases k where k.id = r.case_id) as "caseReference",
      coalesce(${decision}, 'answered') as decision
    from referrals r left join schools s on s.id = r.school_id left join children c on c.id = r.child_id
    where r.authority_id = any (${authorities}::int[]) and (r.case_id is not null or ${decision} is not null or ${wasAnswered})
      ${after ? sql`and (r.received_at, r.id) < (${after.receivedAt}, ${after.id})` : sql``}
    order by r.received_at desc, r.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The reference of a referral of a child by a school that still waits, if there is one. */
export async function waitingReferralOf(
  database: Database,
  childId: number,
  schoolId: number,
): Promise<string | undefined> {
  const waiting = await database
    .selectFrom("referrals as r")
    .where("r.child_id", "=", childId)
    .where("r.school_id", "=", schoolId)
    .where("r.case_id", "is", null)
    .where(sql<boolean>`not ${wasAnswered}`)
    .select("r.reference")
    .executeTakeFirst();
  return waiting?.reference;
}

/** Keeps what was searched before a decision, what came back, and what was decided. [A10] */
export async function insertSearch(
  { database, viewer, now }: Context,
  search: {
    referralId: number;
    authorityId: number;
    lists: unknown;
    candidates: unknown;
    decision: string;
    childId: number | null;
  },
): Promise<void> {
  await database
    .insertInto("searches")
    .values({
      referral_id: search.referralId,
      authority_id: search.authorityId,
      lists: JSON.stringify(search.lists),
      candidates: JSON.stringify(search.candidates),
      decision: search.decision,
      decided_child_id: search.childId,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}

/** Locks a referral until the decision on it is in, so that two officers cannot both decide. */
export async function lockReferral(database: Database, id: number): Promise<void> {
  await database.selectFrom("referrals").where("id", "=", id).select("id").forUpdate().execute();
}

/** Joins a referral that names no record to the child whom the officer knew in it. */
export async function joinToChild(database: Database, referralId: number, childId: number): Promise<void> {
  await database
    .updateTable("referrals")
    .set({ child_id: childId })
    .where("id", "=", referralId)
    .where("child_id", "is", null)
    .execute();
}

/** Joins a referral to the open case of a child. Answers the case; undefined when the child has none. */
export async function joinToOpenCase(
  database: Database,
  referralId: number,
  childId: number,
): Promise<{ id: number; reference: string } | undefined> {
  const { rows } = await sql<{ id: number; reference: string }>`
    update referrals r set case_id = k.id, child_id = coalesce(r.child_id, k.child_id)
    from cases k where r.id = ${referralId} and k.id = (select id from cases where child_id = any (array(select records_of_child(${childId}))) and open
        and authority_id = r.authority_id order by child_id <> ${childId} limit 1)
    returning k.id, k.reference`.execute(database);
  return rows[0];
}

/** What was searched before a referral was decided on, as it was kept. */
export type KeptSearch = {
  lists: { list: string; lastReceivedAt: string | null }[];
  candidates: {
    key: string;
    childId: number | null;
    likelihood: string;
    bits: number;
    evidence: { words: string; bits: number }[];
    entries: { list: string }[];
    picked: boolean;
  }[];
  decision: string;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** The search that a decision on a referral rests on. [A10] */
export async function searchKept(database: Database, referralId: number): Promise<KeptSearch | undefined> {
  const { rows } = await sql<KeptSearch>`
    select s.lists, s.candidates, s.decision, s.made_at as "madeAt", people.name as "madeBy"
    from searches s join people on people.id = s.made_by
    where s.referral_id = ${referralId} and s.decision is not null order by s.id desc limit 1`.execute(
    database,
  );
  return rows[0];
}

/** The open cases of these children that the viewer may know of, by child: under this record, or another of the same child. */
export async function openCasesOf(
  database: Database,
  children: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (children.length === 0) return new Map();
  const { rows } = await sql<{ child: number; reference: string }>`
    select named.child, cases.reference from unnest(${children}::bigint[]) as named (child)
      cross join lateral (select records_of_child(named.child) as record) as records
      join cases on cases.child_id = records.record and cases.open
    -- The last of a child stands: that under its own record, where there is one.
    order by cases.child_id = named.child`.execute(database);
  return new Map(rows.map(({ child, reference }) => [Number(child), reference]));
}
