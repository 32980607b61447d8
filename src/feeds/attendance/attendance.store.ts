import { sql } from "kysely";
import { calendarsOf } from "../../cases/index.ts";
import type { Database } from "../../database/index.ts";
import type { Merged } from "../imports.store.ts";
import type { IncomingRow } from "../incoming-row.ts";
import {
  type ContinuousAbsence,
  continuousAbsencesIn,
  dayWritten,
  type WeekOfMarks,
} from "./continuous-absence.ts";
import { schoolMeets } from "./school-meets.ts";

/** A pupil at a school. */
type PupilThere = [childId: number, schoolId: number];

/**
 * Merges weeks of marks and finds the continuous absences of those whose marks have changed, in the caller's transaction
 * (act import-roll or mend-rejected-row, which the database asks for too). [B10]
 */
export async function mergeMarks(
  database: Database,
  importId: number,
  rows: readonly IncomingRow[],
): Promise<Merged> {
  const { rows: answers } = await sql<{ merged: Merged & { touched: PupilThere[] } }>`
    select merge_attendance_weeks(${importId}, ${rows.map((row) => row.rowNumber)}, ${rows.map((row) => row.authorityId)},
      ${rows.map((row) => row.schoolId)}, ${rows.map((row) => row.rowKey)}, ${rows.map((row) => row.upn ?? null)},
      ${rows.map((row) => row.startsOn ?? null)}, ${rows.map((row) => row.other)}) as merged`.execute(
    database,
  );
  const merged = answers[0]?.merged;
  if (!merged) throw new Error("The merge gave no answer");
  if (merged.touched.length > 0) await findAbsences(database, importId, merged.touched);
  return merged;
}

type ToJudge = { childId: number; schoolId: number; authorityId: number; mondays: number[]; marks: string[] };

async function findAbsences(
  database: Database,
  importId: number,
  touched: readonly PupilThere[],
): Promise<void> {
  const { rows: pupils } = await sql<ToJudge>`
    select child_id as "childId", school_id as "schoolId", authority_id as "authorityId", mondays, marks
    from attendance_to_judge(${importId}, ${touched.map(([child]) => child)}::bigint[], ${touched.map(([, school]) => school)}::int[])`.execute(
    database,
  );
  if (pupils.length === 0) return;
  const calendars = await calendarsOf(database, pupils);
  const found = pupils.flatMap(({ childId, schoolId, authorityId, mondays, marks }) => {
    const kept = mondays.map((monday, place) => ({ monday, marks: marks[place] ?? "" }));
    const absences = continuousAbsencesIn(kept, schoolMeets(calendars, { schoolId, authorityId }));
    return absences.map((absence) => absenceRow(childId, schoolId, absence));
  });
  await sql`select keep_absences(${importId}, ${pupils.map(({ childId }) => childId)}::bigint[],
    ${pupils.map(({ schoolId }) => schoolId)}::int[], ${JSON.stringify(found)}::json)`.execute(database);
}

function absenceRow(childId: number, schoolId: number, absence: ContinuousAbsence) {
  const { kind, since, until, brokenOn, days, groundDays, unmarkedDays, point, codes } = absence;
  return {
    ...{ child_id: childId, school_id: schoolId, kind, point, days, codes },
    ...{ ground_days: groundDays, unmarked_days: unmarkedDays },
    ...{ since: dayWritten(since), until: dayWritten(until) },
    broken_on: brokenOn === undefined ? null : dayWritten(brokenOn),
  };
}

/** The weeks of a pupil's marks at a school since a day, oldest first, as the viewer may see them. */
export async function weeksOfMarks(
  database: Database,
  { childId, schoolId, since }: { childId: number; schoolId: number; since: Temporal.PlainDate },
): Promise<WeekOfMarks[]> {
  const { rows } = await sql<WeekOfMarks>`
    select week - date '1970-01-01' as monday, marks from attendance_weeks
    where child_id = ${childId} and school_id = ${schoolId} and week >= ${since}::date order by week`.execute(
    database,
  );
  return rows;
}
