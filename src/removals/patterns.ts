import type { LeaversByGround, Span } from "./patterns.store.ts";

/** One ground that a school uses far more often than the schools around it. */
export type GroundAbove = {
  schoolId: number;
  school: string;
  letter: string;
  leavers: number;
  of: number;
  /** The same of all schools together. */
  allLeavers: number;
  allOf: number;
};

/** Fewer than so many prove nothing, whatever their share. */
const fewest = 4;
/** So many times the share of all schools is far above. */
const times = 2;

/**
 * The grounds that schools use far above the others: at least four leavers, and at least twice the share that the ground
 * has among all leavers. What is usual for everybody (A and L) is left out. [H09]
 */
export function groundsFarAbove(counts: readonly LeaversByGround[]): GroundAbove[] {
  const sum = (rows: readonly LeaversByGround[]) => rows.reduce((all, { leavers }) => all + leavers, 0);
  const allOf = sum(counts);
  return counts
    .filter(({ letter, leavers }) => leavers >= fewest && !["", "A", "L"].includes(letter))
    .map(({ schoolId, school, letter, leavers }) => ({
      ...{ schoolId, school, letter, leavers, allOf },
      of: sum(counts.filter((one) => one.schoolId === schoolId)),
      allLeavers: sum(counts.filter((one) => one.letter === letter)),
    }))
    .filter(({ leavers, of, allLeavers }) => leavers / of >= (times * allLeavers) / allOf)
    .toSorted((one, other) => other.leavers / other.of - one.leavers / one.of);
}

/** From the first day of a school year to its January census, the third Thursday of January; today if that is sooner. */
export function untilCensus(today: Temporal.PlainDate, schoolYear: number): Span {
  const first = Temporal.PlainDate.from({ year: schoolYear + 1, month: 1, day: 1 });
  const census = first.add({ days: ((4 - first.dayOfWeek + 7) % 7) + 14 });
  const from = Temporal.PlainDate.from({ year: schoolYear, month: 9, day: 1 });
  return { from, until: Temporal.PlainDate.compare(today, census) < 0 ? today : census };
}

/** The birthdays of the pupils who are in Year 11 in a school year. */
export function bornForYear11(schoolYear: number): Span {
  return {
    from: Temporal.PlainDate.from({ year: schoolYear - 16, month: 9, day: 1 }),
    until: Temporal.PlainDate.from({ year: schoolYear - 15, month: 8, day: 31 }),
  };
}
