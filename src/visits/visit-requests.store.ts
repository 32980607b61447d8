import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { VisitRequestForm } from "./visit-request.ts";

/** What a referral tells those who are to go there. */
type ReferralToVisit = {
  receivedAt: string;
  by: string;
  from: string | null;
  phone: string | null;
  urgent: boolean;
  concern: boolean;
  answers: Record<string, unknown>;
  /** What the sender tried, as question and answer. */
  tried: { asked: string; answered: string }[];
};

/** A child who belongs to this one and is missing education too. */
export type AlsoMissing = { childId: number; name: string; reference: string };

/** What the record holds that a visit request asks for. */
export type CaseToVisit = {
  name: string;
  dateOfBirth: Temporal.PlainDate | null;
  ethnicity: string | null;
  firstLanguage: string | null;
  carers: { name: string; relationship: string; phones: string[] }[];
  /** Raised flags, by their words. */
  flags: string[];
  /** The referrals on which the case rests, the oldest first. */
  referrals: ReferralToVisit[];
  earlierCases: { reference: string; openedAt: string; open: boolean }[];
  /** How often somebody has visited in any case of the child. */
  visits: number;
  alsoMissing: AlsoMissing[];
  areaId: number | null;
  /** The next step of the case, as it is kept. */
  nextAct: string | null;
  nextAsks: string | null;
};

/** The children who live or lived with the child of `cases`, or share a carer, and have an open case, as JSON. */
export const alsoMissing = sql<AlsoMissing[]>`(
  select coalesce(json_agg(json_build_object('childId', other.id, 'name', other.forename || ' ' || other.surname,
    'reference', theirs.reference) order by other.date_of_birth, other.id), '[]')
  from children_together(cases.child_id) as together join children as other on other.id = together.id
  join cases as theirs on theirs.child_id = other.id and theirs.open)`;

/** The record of a case's child as a visit request wants it. One query. [D04] */
export async function caseToVisit(database: Database, caseId: number): Promise<CaseToVisit | undefined> {
  const rows = await sql<CaseToVisit>`
    select children.forename || ' ' || children.surname as name, children.date_of_birth as "dateOfBirth",
      (select ethnicity from child_particulars where child_id = children.id and ethnicity is not null order by id desc limit 1) as ethnicity,
      (select first_language from child_particulars where child_id = children.id and first_language is not null
        order by id desc limit 1) as "firstLanguage",
      (select coalesce(json_agg(json_build_object('name', name, 'relationship', relationship, 'phones', phones) order by id), '[]')
        from carers where child_id = children.id and not exists (
          select from carers as later where later.child_id = carers.child_id and later.replaces = carers.id)) as carers,
      (select coalesce(json_agg(flag order by id), '[]') from child_flags where child_id = children.id and raised and not exists (
          select from child_flags as later where later.child_id = child_flags.child_id and later.replaces = child_flags.id)) as flags,
      (select coalesce(json_agg(json_build_object('receivedAt', received_at, 'by', people.name, 'from', coalesce(schools.name, agencies.name),
          'phone', content -> 'sender' ->> 'phone', 'urgent', coalesce((content ->> 'urgent')::boolean, false),
          'concern', coalesce((content ->> 'concern')::boolean, false), 'answers', coalesce(content -> 'answers', '{}'),
          'tried', coalesce(jsonb_path_query_first(content, '$.sections[*] ? (@.slug == "enquiries").rows'), '[]')) order by referrals.id), '[]')
        from referrals join people on people.id = referrals.made_by left join schools on schools.id = referrals.school_id
        left join agencies on agencies.id = referrals.agency_id where referrals.case_id = cases.id) as referrals,
      ${alsoMissing} as "alsoMissing",
      (select coalesce(json_agg(json_build_object('reference', earlier.reference, 'openedAt', earlier.opened_at, 'open', earlier.open)
        order by earlier.id), '[]') from cases as earlier where earlier.child_id = children.id and earlier.id <> cases.id) as "earlierCases",
      (select count(*) from visits join cases as visited on visited.id = visits.case_id
        where visited.child_id = children.id and not exists (
          select from case_facts later where later.case_id = visits.case_id and later.replaces = visits.fact_id))::int as visits,
      coalesce(cases.area_id, children.area_id, schools.area_id) as "areaId",
      cases.next_act as "nextAct", cases.next_asks as "nextAsks"
    from cases join children on children.id = cases.child_id left join schools on schools.id = cases.school_id
    where cases.id = ${caseId}`.execute(database);
  return rows.rows[0];
}

/** Appends a visit request and answers its reference. */
export async function insertVisitRequest(
  database: Database,
  authorityId: number,
  request: {
    caseId: number;
    factId: number;
    areaId: number;
    urgent: boolean;
    content: VisitRequestForm;
    madeAt: Temporal.Instant;
    madeBy: number;
  },
): Promise<string> {
  const inserted = await database
    .insertInto("visit_requests")
    .values({
      reference: sql<string>`next_reference(${authorityId}, 'V')`,
      case_id: request.caseId,
      fact_id: request.factId,
      area_id: request.areaId,
      urgent: request.urgent,
      content: JSON.stringify(request.content),
      made_at: request.madeAt,
      made_by: request.madeBy,
    })
    .returning("reference")
    .executeTakeFirstOrThrow();
  return inserted.reference;
}

/** A visit request as it was sent. */
export type SentRequest = {
  reference: string;
  area: string;
  urgent: boolean;
  content: VisitRequestForm;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** The visit requests of a case, the latest first; an address that is hidden by now is not told. */
export async function visitRequestsOf(database: Database, caseId: number): Promise<SentRequest[]> {
  const rows = await database
    .selectFrom("visit_requests as request")
    .innerJoin("areas", "areas.id", "request.area_id")
    .innerJoin("people", "people.id", "request.made_by")
    .where("request.case_id", "=", caseId)
    .select(["request.reference", "areas.name as area", "request.urgent", "request.content"])
    .select(["request.made_at as madeAt", "people.name as madeBy"])
    .select(
      sql<boolean>`case_says_hidden(request.case_id, request.content ->> 'address')`.as("addressHidden"),
    )
    .orderBy("request.id", "desc")
    .execute();
  // Only insertVisitRequest writes this table.
  return rows.map(({ addressHidden, ...row }) => {
    const content = row.content as VisitRequestForm;
    return { ...row, content: addressHidden ? { ...content, address: "Hidden for safety" } : content };
  });
}

/** Puts a case and its child into the care of an area, so that those who work there may see them. */
export async function moveToArea(
  database: Database,
  { caseId, childId, areaId }: { caseId: number; childId: number; areaId: number },
): Promise<void> {
  await database.updateTable("cases").set({ area_id: areaId }).where("id", "=", caseId).execute();
  await database.updateTable("children").set({ area_id: areaId }).where("id", "=", childId).execute();
}
