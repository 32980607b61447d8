import type { Database } from "../database/index.ts";
import { type RiskLevel, type RisksFound, risksIn } from "./risk-assessment.ts";

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

/** When the risks of a visit on a referral that was passed on were weighed last, if they were. */
export async function risksOfReferralAt(
  database: Database,
  referralId: number,
  by?: Temporal.Instant,
): Promise<Temporal.Instant | undefined> {
  const row = await database
    .selectFrom("visit_risk_assessments")
    .where("referral_id", "=", referralId)
    .$if(by !== undefined, (query) => query.where("made_at", "<=", by as Temporal.Instant))
    .select("made_at as madeAt")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.madeAt;
}

/** The risks that a school told its hub of, as the last such referral of a case says them. */
export type RisksTold = { reference: string; risks: RisksFound; other: string };

/** What a hub referral on which the case rests tells of the risks of a visit; undefined where none does. [D06] */
export async function risksToldOf(database: Database, caseId: number): Promise<RisksTold | undefined> {
  const row = await database
    .selectFrom("referrals")
    .where("case_id", "=", caseId)
    .where("form", "=", "hub-referral")
    .select(["reference", "content"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const { answers = {} } = row.content as { answers?: Record<string, unknown> };
  return { reference: row.reference, risks: risksIn(answers), other: String(answers["otherRisk"] ?? "") };
}

/** Earlier risk assessments of the same child or at the same postcode, the latest first; never more than ten. [E02] */
export async function risksKnownAt(
  database: Database,
  { childId, postcode }: { childId: number | null; postcode: string | null },
): Promise<RiskAssessment[]> {
  const rows = await assessments(database)
    .where((row) =>
      row.or([
        ...(childId === null ? [] : [row("assessment.child_id", "=", childId)]),
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
    /** Of a case with its fact, or of a referral that was passed on. */
    of: { caseId: number; factId: number } | { referralId: number };
    childId: number | null;
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
      ...("caseId" in assessment.of
        ? { case_id: assessment.of.caseId, fact_id: assessment.of.factId }
        : { referral_id: assessment.of.referralId }),
      child_id: assessment.childId,
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
