import type { Database } from "../database/index.ts";
import type { RiskLevel, RisksFound } from "./risk-assessment.ts";

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
