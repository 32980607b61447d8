import type { Chance } from "./chance.ts";

/** A moment moved into the hours of an office, never before `earliest`: from a weekend to the Friday before or the Monday after. */
export function atWork(
  moment: Temporal.Instant,
  chance: Chance,
  earliest?: Temporal.Instant,
): Temporal.Instant {
  const zoned = moment.toZonedDateTimeISO("Europe/London");
  const onDay = (days: number) =>
    zoned
      .add({ days })
      .with({ hour: 9 + Math.floor(chance() * 8), minute: Math.floor(chance() * 60) })
      .toInstant();
  const weekend = Math.max(zoned.dayOfWeek - 5, 0);
  const before = onDay(-weekend);
  if (!earliest || isAfter(before, earliest)) return before;
  const after = onDay(weekend === 0 ? 0 : 3 - weekend);
  return isAfter(after, earliest) ? after : earliest.add({ minutes: 20 });
}

/** Some days later at work: at least `least` and less than `most`. */
export function daysAfter(
  moment: Temporal.Instant,
  [least, most]: readonly [number, number],
  chance: Chance,
): Temporal.Instant {
  const hours = Math.floor(24 * (least + chance() * (most - least)));
  return atWork(moment.add({ hours }), chance, moment);
}

/** A morning at school. */
export function morningOf(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: "Europe/London", plainTime: "09:30" }).toInstant();
}

/** If one moment is after another. */
export function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds > other.epochMilliseconds;
}
