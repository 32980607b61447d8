import type { Ground, Regulations } from "./ground.ts";
import { grounds2006 } from "./grounds-2006.ts";
import { grounds2024 } from "./grounds-2024.ts";

/** SI 2006/1751 came into force on the first of these days, and SI 2024/208 on the second. */
const since2006 = Temporal.PlainDate.from("2006-09-01");
const since2024 = Temporal.PlainDate.from("2024-08-19");

/** The regulations of a day. @throws RangeError for a day before 1 September 2006. */
export function regulationsOn(day: Temporal.PlainDate): Regulations {
  if (isBefore(day, since2006)) throw new RangeError("Grounds are held from 1 September 2006 on");
  return isBefore(day, since2024) ? "2006" : "2024";
}

/** Every ground on which a name may come off a roll on a day. [F01] */
export function groundsOn(day: Temporal.PlainDate): readonly Ground[] {
  const grounds = regulationsOn(day) === "2006" ? grounds2006 : grounds2024;
  return grounds.filter(
    ({ from, until }) => !(from && isBefore(day, from)) && !(until && isBefore(until, day)),
  );
}

/** The ground with a letter on a day; undefined where nothing so called was a ground then, which makes it unlawful. [F01] */
export function groundOn(day: Temporal.PlainDate, letter: string): Ground | undefined {
  return groundsOn(day).find((ground) => ground.letter.toLowerCase() === letter.toLowerCase());
}

function isBefore(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) < 0;
}
