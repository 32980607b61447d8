import type { Ground } from "./ground.ts";

/** Why a day may not be the day of a removal. */
export type DayRefused = "ahead" | "before-met" | "dated-back" | "before-agreed";

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

/** The day that a removal bears if nobody says another: the day of the ground where it names its own, else today. */
export function usualDay(
  ground: Pick<Ground, "hasOwnDay">,
  metOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  return ground.hasOwnDay ? metOn : today;
}

function isBefore(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) < 0;
}
