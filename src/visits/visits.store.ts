import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { RiskLevel, RisksFound } from "./risk-assessment.ts";
import type { Found, VisitReport } from "./visit.ts";

/** A risk assessment as it was made. */
export type RiskAssessment = {
  id: number;
  address: string;
  risks: RisksFound;
  other: string;
  overall: RiskLevel;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** The latest risk assessment of a case on which no visit stands yet: somebody is about to go. */
export async function assessmentAwaitingVisit(
  database: Database,
  caseId: number,
): Promise<RiskAssessment | undefined> {
  const row = await assessments(database)
    .where("assessment.case_id", "=", caseId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("visits").whereRef("visits.assessment_id", "=", "assessment.id").select("visits.id"),
        ),
      ),
    )
    .orderBy("assessment.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && asAssessment(row);
}

/** Earlier risk assessments of the same child or at the same postcode, the latest first; never more than ten. [E02] */
export async function risksKnownAt(
  database: Database,
  { childId, postcode }: { childId: number; postcode: string | null },
): Promise<RiskAssessment[]> {
  const rows = await assessments(database)
    .where((row) =>
      row.or([
        row("assessment.child_id", "=", childId),
        ...(postcode ? [row("assessment.postcode", "=", postcode)] : []),
      ]),
    )
    .orderBy("assessment.id", "desc")
    .limit(10)
    .execute();
  return rows.map(asAssessment);
}

function assessments(database: Database) {
  return database
    .selectFrom("visit_risk_assessments as assessment")
    .innerJoin("people", "people.id", "assessment.made_by")
    .select([
      "assessment.id",
      "assessment.address",
      "assessment.risks",
      "assessment.other",
      "assessment.overall",
    ])
    .select(["assessment.made_at as madeAt", "people.name as madeBy"]);
}

// Only insertAssessment writes this table.
function asAssessment<Row extends { risks: unknown; overall: string }>(row: Row) {
  return { ...row, risks: row.risks as RisksFound, overall: row.overall as RiskLevel };
}

export async function insertAssessment(
  database: Database,
  assessment: {
    caseId: number;
    childId: number;
    factId: number;
    address: string;
    postcode: string | null;
    risks: RisksFound;
    other: string;
    overall: RiskLevel;
    madeAt: Temporal.Instant;
    madeBy: number;
  },
): Promise<void> {
  await database
    .insertInto("visit_risk_assessments")
    .values({
      case_id: assessment.caseId,
      child_id: assessment.childId,
      fact_id: assessment.factId,
      address: assessment.address,
      postcode: assessment.postcode,
      risks: JSON.stringify(assessment.risks),
      other: assessment.other,
      overall: assessment.overall,
      made_at: assessment.madeAt,
      made_by: assessment.madeBy,
    })
    .execute();
}

export async function insertVisit(
  database: Database,
  visit: VisitReport & {
    caseId: number;
    factId: number;
    assessmentId: number;
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
  madeBy: string;
};

/** The visits of a case, the latest first. */
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
    .select(["visits.new_address as newAddress", "visits.new_postcode as newPostcode"])
    .select(["authorities.name as movedTo", "visits.moved_to_authority_id as movedToAuthorityId"])
    .select(["visits.note", "assessment.overall as risk", "people.name as madeBy"])
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

/** The authority to which the family of a case was last said to have moved, if anybody said so. */
export async function authorityMovedTo(database: Database, caseId: number): Promise<number | undefined> {
  const visit = await database
    .selectFrom("visits")
    .where("case_id", "=", caseId)
    .where("moved_to_authority_id", "is not", null)
    .select("moved_to_authority_id as authorityId")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return visit?.authorityId ?? undefined;
}
