import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Agency } from "../procedures/index.ts";
import type { Disclosed, Enquiry, Recipient } from "./enquiry.ts";

const enquiries = sql`
  select enquiries.id, enquiries.reference, enquiries.case_id as "caseId", enquiries.parent_id as "parentId",
    enquiries.authority_id as "authorityId", asking.name as "askedBy", behalf.name as "onBehalfOf", people.name as "madeBy",
    enquiries.to_kind as "toKind", enquiries.to_authority_id as "toAuthorityId", enquiries.to_school_id as "toSchoolId",
    enquiries.to_agency_id as "toAgencyId", coalesce(asked.name, schools.name, agencies.name) as "to", enquiries.question,
    disclosed_still(coalesce(enquiries.case_id, (select case_id from enquiries as root where root.id = enquiries.parent_id)),
      enquiries.disclosed) as disclosed, enquiries.lawful_basis as "lawfulBasis", enquiries.asked_at as "askedAt", enquiries.due_at as "dueAt",
    enquiries.answered_at as "answeredAt", enquiries.withdrawn_at as "withdrawnAt",
    enquiries.found_told_at as "foundToldAt", enquiries.needless_since as "needlessSince"
  from enquiries join authorities as asking on asking.id = enquiries.authority_id join people on people.id = enquiries.made_by
  left join authorities as behalf on behalf.id = enquiries.on_behalf_of
  left join authorities as asked on asked.id = enquiries.to_authority_id
  left join schools on schools.id = enquiries.to_school_id left join agencies on agencies.id = enquiries.to_agency_id`;

async function enquiriesWhere(database: Database, condition: ReturnType<typeof sql>): Promise<Enquiry[]> {
  return (await sql<Enquiry>`${enquiries} where ${condition}`.execute(database)).rows;
}

/** The enquiry with this reference, if the viewer asked it or is asked. */
export async function enquiryReferenced(database: Database, reference: string): Promise<Enquiry | undefined> {
  return (await enquiriesWhere(database, sql`enquiries.reference = ${reference}`))[0];
}

/** The enquiry with this id, if the viewer asked it or is asked. */
export async function enquiryNumbered(database: Database, id: number): Promise<Enquiry | undefined> {
  return (await enquiriesWhere(database, sql`enquiries.id = ${id}`))[0];
}

/** What a case has asked of some by name, the latest first; messages to every council stand by themselves. */
export function enquiriesOfCase(database: Database, caseId: number): Promise<Enquiry[]> {
  return enquiriesWhere(
    database,
    sql`enquiries.case_id = ${caseId} and enquiries.message_id is null order by enquiries.id desc`,
  );
}

/** The questions that the one asked has passed on to its schools, the latest first. */
export function passedOnFrom(database: Database, enquiryId: number): Promise<Enquiry[]> {
  return enquiriesWhere(database, sql`enquiries.parent_id = ${enquiryId} order by enquiries.id desc`);
}

/** Those for whom somebody may answer. */
export type AskedPlaces = { authorities: number[]; schools: number[]; agencies: number[] };

/** Of a question: that it was asked of one of these places. */
export function askedOf({ authorities, schools, agencies }: AskedPlaces): RawBuilder<unknown> {
  return sql`(enquiries.to_authority_id = any (${authorities}::int[]) or enquiries.to_school_id = any (${schools}::int[])
    or enquiries.to_agency_id = any (${agencies}::int[]))`;
}

const mostAnswered = 50;

/**
 * The questions asked of these places that wait for an answer, the one due first on top, with those whose case has closed since
 * a moment; then the last that were answered.
 */
export async function enquiriesAskedOf(
  database: Database,
  places: AskedPlaces,
  since: Temporal.Instant,
): Promise<Enquiry[]> {
  const asked = sql`enquiries.withdrawn_at is null and ${askedOf(places)}`;
  const [open, answered] = await Promise.all([
    enquiriesWhere(
      database,
      sql`${asked} and enquiries.answered_at is null and (enquiries.needless_since is null or enquiries.needless_since >= ${since})
        order by enquiries.due_at nulls last, enquiries.id`,
    ),
    enquiriesWhere(
      database,
      sql`${asked} and enquiries.answered_at is not null order by enquiries.answered_at desc limit ${sql.lit(mostAnswered)}`,
    ),
  ]);
  return [...open, ...answered];
}

/** How many questions wait for an answer of these schools, and by when the first is due, if any of them has a day. */
export async function waitingOfSchools(
  database: Database,
  schools: readonly number[],
): Promise<{ count: number; firstDueAt: Temporal.Instant | null }> {
  return database
    .selectFrom("enquiries")
    .where("to_school_id", "=", sql<number>`any (${schools}::int[])`)
    .where("answered_at", "is", null)
    .where("withdrawn_at", "is", null)
    .where("needless_since", "is", null)
    .select([
      sql<number>`count(*)::int`.as("count"),
      sql<Temporal.Instant | null>`min(due_at)`.as("firstDueAt"),
    ])
    .executeTakeFirstOrThrow();
}

export type EnquiryToSend = {
  caseId: number | null;
  /** The finding of a comparison that it is about, where there is no case. */
  findingId?: number;
  parentId?: number;
  /** The message to every council that it is a part of. */
  messageId?: number;
  onBehalfOf?: number;
  authorityId: number;
  areaId: number | null;
  toKind: Agency;
  to: Recipient;
  question: string;
  disclosed: Disclosed;
  lawfulBasis: string;
  askedAt: Temporal.Instant;
  dueAt?: Temporal.Instant | undefined;
  madeBy: number;
};

/** Appends an enquiry with the next reference of its authority. */
export async function insertEnquiry(
  database: Database,
  enquiry: EnquiryToSend,
): Promise<{ id: number; reference: string }> {
  const { to } = enquiry;
  return database
    .insertInto("enquiries")
    .values({
      reference: sql<string>`next_reference(${enquiry.authorityId}, 'E')`,
      case_id: enquiry.caseId,
      finding_id: enquiry.findingId ?? null,
      parent_id: enquiry.parentId ?? null,
      message_id: enquiry.messageId ?? null,
      on_behalf_of: enquiry.onBehalfOf ?? null,
      authority_id: enquiry.authorityId,
      area_id: enquiry.areaId,
      to_kind: enquiry.toKind,
      to_authority_id: to.kind === "authority" ? to.id : null,
      to_school_id: to.kind === "school" ? to.id : null,
      to_agency_id: to.kind === "agency" ? to.id : null,
      question: enquiry.question,
      disclosed: JSON.stringify(enquiry.disclosed),
      lawful_basis: enquiry.lawfulBasis,
      asked_at: enquiry.askedAt,
      due_at: enquiry.dueAt ?? null,
      made_by: enquiry.madeBy,
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** Copies onto each enquiry until when the procedure lets the one asked take: the obligation that its fact began. */
export async function copyDueMoments(
  database: Database,
  sent: readonly { enquiryId: number; factId: number }[],
): Promise<void> {
  await sql`
    update enquiries set due_at = owed.due_at
    from json_to_recordset(${JSON.stringify(sent)}::json) as sent ("enquiryId" bigint, "factId" bigint)
    join obligations as owed on owed.started_by = sent."factId" and owed.act = 'answer-enquiry'
    where enquiries.id = sent."enquiryId" and owed.case_id = enquiries.case_id`.execute(database);
}

/**
 * What became of the finding about which a school was asked: the referral, and its case where one is open. Undefined where
 * nobody has referred the child since.
 */
export async function ledTo(
  database: Database,
  enquiryId: number,
): Promise<{ referralId: number; openCaseId: number | null } | undefined> {
  return database
    .selectFrom("enquiries as e")
    .innerJoin("comparison_settlements as s", "s.finding_id", "e.finding_id")
    .innerJoin("referrals as r", "r.id", "s.referral_id")
    .leftJoin("cases as c", (join) => join.onRef("c.id", "=", "r.case_id").on("c.open", "=", true))
    .where("e.id", "=", enquiryId)
    .select(["r.id as referralId", "c.id as openCaseId"])
    .orderBy("s.id", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** The child of a case, if the viewer may know of it. */
export async function childOfCase(database: Database, caseId: number): Promise<number | undefined> {
  const kase = await database
    .selectFrom("cases")
    .where("id", "=", caseId)
    .select("child_id")
    .executeTakeFirst();
  return kase?.child_id;
}
