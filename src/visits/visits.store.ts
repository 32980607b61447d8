import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Found, VisitReport } from "./visit.ts";

export async function insertVisit(
  database: Database,
  visit: VisitReport & {
    caseId: number;
    factId: number;
    assessmentId: number;
    /** The visit that it puts right; left out: none. */
    replaces?: number;
    madeAt: Temporal.Instant;
    madeBy: number;
  },
): Promise<void> {
  await database
    .insertInto("visits")
    .values({
      case_id: visit.caseId,
      fact_id: visit.factId,
      assessment_id: visit.assessmentId,
      replaces: visit.replaces ?? null,
      visited_at: visit.visitedAt,
      found: visit.found,
      card_left: visit.cardLeft,
      neighbours: visit.neighbours,
      new_address: visit.newAddress.lines,
      new_postcode: visit.newAddress.postcode,
      moved_to_authority_id: visit.newAddress.authorityId,
      note: visit.note,
      made_at: visit.madeAt,
      made_by: visit.madeBy,
    })
    .execute();
}

/** A visit as it was recorded, with the risk on which it stood. */
export type RecordedVisit = {
  id: number;
  /** The fact of the case that it left. */
  factId: number;
  assessmentId: number;
  assessedAt: Temporal.Instant;
  /** If another record of the case has taken its place. */
  corrected: boolean;
  visitedAt: Temporal.Instant;
  found: Found;
  cardLeft: boolean;
  neighbours: string;
  newAddress: string;
  newPostcode: string | null;
  movedTo: string | null;
  movedToAuthorityId: number | null;
  note: string;
  risk: string;
  madeAt: Temporal.Instant;
  madeBy: string;
  madeById: number;
};

/** A visit is put right as its fact is: by another fact in its place. */
const isCorrected = sql<boolean>`exists (select from case_facts later
  where later.case_id = visits.case_id and later.replaces = visits.fact_id)`;

/** If the new address that was told at a visit is hidden by now. */
const isHidden = sql<boolean>`case_says_hidden(visits.case_id, concat_ws(' ', visits.new_address, visits.new_postcode))`;

/** The visits of a case, the latest first; also those that were put right since. A new address that is hidden is not told. */
export async function visitsOf(database: Database, caseId: number): Promise<RecordedVisit[]> {
  const rows = await database
    .selectFrom("visits")
    .innerJoin("visit_risk_assessments as assessment", "assessment.id", "visits.assessment_id")
    .innerJoin("people", "people.id", "visits.made_by")
    .leftJoin("authorities", "authorities.id", "visits.moved_to_authority_id")
    .where("visits.case_id", "=", caseId)
    .select([
      "visits.visited_at as visitedAt",
      "visits.found",
      "visits.card_left as cardLeft",
      "visits.neighbours",
    ])
    .select([
      sql<string>`case when ${isHidden} then '' else visits.new_address end`.as("newAddress"),
      sql<string | null>`case when not ${isHidden} then visits.new_postcode end`.as("newPostcode"),
    ])
    .select(["authorities.name as movedTo", "visits.moved_to_authority_id as movedToAuthorityId"])
    .select([
      "visits.note",
      "assessment.overall as risk",
      "people.name as madeBy",
      "visits.made_at as madeAt",
    ])
    .select(["visits.id", "visits.fact_id as factId", "visits.made_by as madeById"])
    .select(["assessment.id as assessmentId", "assessment.made_at as assessedAt"])
    .select(isCorrected.as("corrected"))
    .orderBy("visits.visited_at", "desc")
    .orderBy("visits.id", "desc")
    .execute();
  return rows.map((row) => ({ ...row, found: row.found as Found }));
}

/** The name of an authority, and every other one by name: where a family may have moved to. */
export async function authoritiesBeside(
  database: Database,
  authorityId: number,
): Promise<{ own: string; others: { id: number; name: string }[] }> {
  const all = await database.selectFrom("authorities").select(["id", "name"]).orderBy("name").execute();
  return {
    own: all.find(({ id }) => id === authorityId)?.name ?? "",
    others: all.filter(({ id }) => id !== authorityId),
  };
}

/** Whom to tell before a visit of high risk: the managers and leads of an area today. */
export async function managersOf(
  database: Database,
  areaId: number | null,
): Promise<{ name: string; phone: string | null }[]> {
  if (areaId === null) return [];
  return database
    .selectFrom("posts")
    .innerJoin("people", "people.id", "posts.person_id")
    .where("posts.area_id", "=", areaId)
    .where("posts.of_system", "=", sql.lit(false))
    .where("posts.role", "in", ["area-manager", "hub-lead", "area-lead"])
    .where((post) =>
      post.or([
        post("posts.until_on", "is", null),
        post("posts.until_on", ">=", sql<Temporal.PlainDate>`current_date`),
      ]),
    )
    .select(["people.name", "people.phone"])
    .distinct()
    .orderBy("people.name")
    .execute();
}

/** The authority to which the family of a case was last said to have moved, if anybody said so and it stands. */
export async function authorityMovedTo(database: Database, caseId: number): Promise<number | undefined> {
  const visit = await database
    .selectFrom("visits")
    .where("case_id", "=", caseId)
    .where("moved_to_authority_id", "is not", null)
    .where(({ not }) => not(isCorrected))
    .select("moved_to_authority_id as authorityId")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return visit?.authorityId ?? undefined;
}
