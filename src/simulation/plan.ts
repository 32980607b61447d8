import type { Chance } from "../lives/index.ts";
import type { OfficeTime } from "./office-time.ts";

/**
 * When somebody who is not short of time means to do a duty: between a quarter and four fifths of the time that is left,
 * when an office is open; what is due sooner than that, as soon as it must.
 */
export function meantMoment(now: number, dueAt: number, office: OfficeTime, chance: Chance): number {
  const left = Math.max(dueAt - now, 0);
  const wanted = Math.floor(now + left * (0.25 + 0.55 * chance()));
  const open = office.openFrom(wanted);
  if (open <= dueAt) return open;
  const lastHour = office.lastHourBefore(dueAt);
  return lastHour >= now ? lastHour : Math.floor(now + left * 0.9);
}

/** When somebody tries again what did not end its duty: two to five working days later. */
export function nextTry(now: number, office: OfficeTime, chance: Chance): number {
  return office.openFrom(now + Math.floor((2 + 3 * chance()) * 86_400_000));
}

/** Nobody tries more often than this; the duty then stays as it is. */
export const mostTries = 3;
