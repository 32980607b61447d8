import { holds, turnOf } from "./course.ts";
import { begun, type Course, type Lapse, lineOfCase } from "./lines.ts";
import type { PlannedRule } from "./planned-rules.ts";

/** Begins what the lateness of watched duties begins, in the order in which they became late, up to a moment. */
export function beginWhatIsLate(course: Course, until: number): void {
  for (;;) {
    const lapsed = firstLapsed(course, until);
    if (lapsed === undefined) return;
    course.watched = course.watched.filter((each) => each !== lapsed);
    for (const rule of lapsed.duty.rule.begins) beginLate(course, rule, lapsed);
  }
}

function firstLapsed(course: Course, until: number): Lapse | undefined {
  if (course.watched.length === 0) return undefined;
  course.watched = course.watched.filter(({ duty }) => duty.ended === undefined);
  let first: Lapse | undefined;
  for (const each of course.watched) if (each.due.ms < (first?.due.ms ?? until)) first = each;
  return first;
}

const onlyLate = { unsays: false, does: false, spares: false, turnsPage: false };

function beginLate(course: Course, rule: PlannedRule, { duty: late, late: starts }: Lapse): void {
  const held = holds(rule, course.scene.circumstances);
  const line = lineOfCase(course, rule);
  const isInForce = starts.ms >= rule.commencesAt;
  const { standing, begins } = turnOf(line.standing, { ...onlyLate, starts: isInForce, holds: held });
  line.standing = standing;
  if (!begins) return;
  // A duty is known by its rule and by one fact: where that fact has begun this rule before, by the one that ended it.
  const before = (course.duties[rule.of] ?? []).filter((each) => each.rule === rule);
  const isTaken = before.some(({ begunBy }) => begunBy === late.begunBy);
  const begunBy = (isTaken ? before.at(-1)?.endedBy : undefined) ?? late.begunBy;
  line.duty = begun(course, rule, { begunBy, starts, becauseLate: late, repeats: undefined });
}
