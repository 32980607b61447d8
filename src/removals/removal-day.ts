import type { Ground } from "./ground.ts";
import { groundsOn } from "./grounds.ts";

/** Why a day may not be the day of a removal. */
export type DayRefused = "ahead" | "before-met" | "dated-back" | "before-agreed" | "not-judged";

/**
 * Whether a name may come off the roll on a day, once its ground is met; undefined if it may. A day in the past needs a
 * ground that names its own day, or an officer's yes from a day (C28); no day lies before the ground was met, whatever
 * anybody agreed: the law prevails over a local procedure that goes back to the last attendance.
 */
export function dayRefused(asked: {
  ground: Pick<Ground, "hasOwnDay">;
  metOn: Temporal.PlainDate;
  on: Temporal.PlainDate;
  today: Temporal.PlainDate;
  /** From which day the officer agreed, where one did. */
  agreedFrom: Temporal.PlainDate | undefined;
}): DayRefused | undefined {
  const { ground, metOn, on, today, agreedFrom } = asked;
  if (isBefore(today, on)) return "ahead";
  if (isBefore(on, metOn)) return "before-met";
  if (agreedFrom && isBefore(on, agreedFrom)) return "before-agreed";
  if (isBefore(on, today) && !ground.hasOwnDay && !agreedFrom) return "dated-back";
  return undefined;
}

/**
 * If a ground that was judged as it stands on one day may be that of a removal on another: no later one, of which nothing was
 * asked, and none on which other regulations were in force, which judge it by grounds of their own. [F01]
 */
export function isJudgedFor(ground: Ground, judgedOn: Temporal.PlainDate, on: Temporal.PlainDate): boolean {
  return !isBefore(judgedOn, on) && groundsOn(on).includes(ground);
}

/** The day that a removal bears if nobody says another: the day of the ground where it names its own, else the day that it concerns. */
export function usualDay(
  ground: Pick<Ground, "hasOwnDay">,
  metOn: Temporal.PlainDate,
  judgedOn: Temporal.PlainDate,
): Temporal.PlainDate {
  return ground.hasOwnDay ? metOn : judgedOn;
}

function isBefore(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) < 0;
}
