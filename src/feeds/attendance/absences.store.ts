import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { AbsenceKind, AbsencePoint } from "./continuous-absence.ts";

/** A continuous absence that still goes on, with the child whose it is. */
export type AbsenceGoingOn = {
  id: number;
  childId: number;
  forename: string;
  surname: string;
  upn: string | null;
  schoolId: number;
  school: string;
  kind: AbsenceKind;
  since: Temporal.PlainDate;
  /** The last school day for which it is marked. */
  until: Temporal.PlainDate;
  days: number;
  /** School days in a row of G, N and O alone. */
  groundDays: number;
  unmarkedDays: number;
  point: AbsencePoint;
  codes: Record<string, number>;
};

export type AbsencesAsked = {
  kind: AbsenceKind;
  /** Only those that have come to twenty school days. */
  twenty?: boolean;
  schoolId?: number;
  /** The last one of the page before. */
  after?: { since: Temporal.PlainDate; id: number } | undefined;
  count: number;
};

/** The continuous absences that go on and that the viewer may see, the longest since first; `after` pages on. [B10] */
export async function continuousAbsences(
  database: Database,
  { kind, twenty, schoolId, after, count }: AbsencesAsked,
): Promise<AbsenceGoingOn[]> {
  let query = database
    .selectFrom("continuous_absences as absence")
    .innerJoin("children as child", "child.id", "absence.child_id")
    .innerJoin("schools as school", "school.id", "absence.school_id")
    .where("absence.kind", "=", sql<string>`${sql.lit(kind)}`)
    .where("absence.broken_on", "is", null)
    .select(["absence.id", "absence.child_id as childId", "child.forename", "child.surname", "child.upn"])
    .select(["absence.school_id as schoolId", "school.name as school", "absence.kind", "absence.since"])
    .select(["absence.until", "absence.days", "absence.ground_days as groundDays", "absence.codes"])
    .select(["absence.unmarked_days as unmarkedDays", "absence.point"])
    .orderBy("absence.since")
    .orderBy("absence.id")
    .limit(sql.lit(count));
  if (twenty) query = query.where("absence.point", "=", "twenty");
  if (schoolId !== undefined) query = query.where("absence.school_id", "=", schoolId);
  if (after)
    query = query.where(sql<boolean>`(absence.since, absence.id) > (${after.since}::date, ${after.id})`);
  return query.$narrowType<Pick<AbsenceGoingOn, "kind" | "point" | "codes">>().execute();
}
