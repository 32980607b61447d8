import { isOfCompulsorySchoolAge } from "../children/index.ts";
import type { Ground, Regulations } from "./ground.ts";
import { type GroundSet, groundsInFile } from "./read-grounds.ts";

const sets = [groundsInFile("grounds-2006.yaml"), groundsInFile("grounds-2024.yaml")] as const;

/** The first day of which the grounds are held. */
export const firstDayOfGrounds: Temporal.PlainDate = sets[0].from;

/** The regulations in force on a day, with all of their grounds. @throws RangeError for a day before 1 September 2006. */
export function regulationsOn(day: Temporal.PlainDate): GroundSet {
  const set = sets.find(({ from, until }) => isWithin(day, { from, until }));
  if (!set) throw new RangeError(`Grounds are held from ${firstDayOfGrounds} on`);
  return set;
}

/** Every ground on which a name may come off a roll on a day. [F01] */
export function groundsOn(day: Temporal.PlainDate): readonly Ground[] {
  return regulationsOn(day).grounds.filter((ground) => isWithin(day, ground));
}

/** The ground with a letter on a day; undefined where nothing so called was a ground then, which makes it unlawful. [F01] */
export function groundOn(day: Temporal.PlainDate, letter: string): Ground | undefined {
  return groundsOn(day).find((ground) => ground.letter === letter);
}

/** What a ground of a removal on record is called. A letter of 2006 is not the ground of the same letter today. */
export function groundCalled(regulations: Regulations, letter: string): string {
  const set = sets.find((each) => each.regulations === regulations);
  return set?.grounds.find((ground) => ground.letter === letter)?.called ?? letter;
}

/**
 * The paragraph with the grounds for a pupil who was not of compulsory school age on a day; undefined for one who was. Its
 * text was not seen, so nothing is decided by it: whoever removes the name is told to look there first. [A07] [F01]
 */
export function otherListFor(
  dateOfBirth: Temporal.PlainDate | null,
  day: Temporal.PlainDate,
): string | undefined {
  if (!dateOfBirth || isOfCompulsorySchoolAge(dateOfBirth, day)) return undefined;
  return regulationsOn(day).notOfSchoolAge;
}

function isWithin(
  day: Temporal.PlainDate,
  { from, until }: { from?: Temporal.PlainDate | undefined; until?: Temporal.PlainDate | undefined },
): boolean {
  const { compare } = Temporal.PlainDate;
  return !(from && compare(day, from) < 0) && !(until && compare(until, day) < 0);
}
