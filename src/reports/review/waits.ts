/** How long one case waited for something: whole days from its opening until it came, or until when it is known that it had not come. */
export type Wait = { days: number; came: boolean };

/** On a day, of every case opened, the share that still waits. */
export type StillWaiting = { day: number; share: number; atRisk: number };

/**
 * The share of cases that still wait after each number of days on which one was served, beginning with all on day 0 (Kaplan and Meier):
 * a case that is open today counts for as long as it has been watched, so that the newest do not look like the quickest. [H07]
 */
export function stillWaiting(waits: readonly Wait[]): StillWaiting[] {
  const sorted = waits.toSorted((one, other) => one.days - other.days);
  const curve: StillWaiting[] = [{ day: 0, share: 1, atRisk: sorted.length }];
  let share = 1;
  for (let at = 0; at < sorted.length; ) {
    const day = sorted[at]?.days ?? 0;
    const atRisk = sorted.length - at;
    let served = 0;
    for (; sorted[at]?.days === day; at += 1) if (sorted[at]?.came) served += 1;
    if (served === 0) continue;
    share *= 1 - served / atRisk;
    curve.push({ day, share, atRisk });
  }
  return curve;
}

/** The number of days after which half of the cases no longer wait; undefined while more than half do. [H07] */
export function halfWaited(waits: readonly Wait[]): number | undefined {
  return stillWaiting(waits).find(({ share }) => share <= 0.5)?.day;
}

/** A share in whole hundredths. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** What stands in the place of a number that is left out. */
export const tooFew = "Too few to tell";

/** Below so many, a number could tell of one child: the department's own publications leave such numbers out. */
export const fewest = 5;

/**
 * The groups whose numbers are left out: each of fewer than five cases; and where that is one group alone, the next smallest too, or
 * the sum of all would tell the one. [H07]
 */
export function leftOut(groups: ReadonlyMap<string, number>): ReadonlySet<string> {
  const bySize = [...groups].toSorted(([, one], [, other]) => one - other);
  const small = bySize.filter(([, count]) => count < fewest).length;
  return new Set(bySize.slice(0, small === 1 ? 2 : small).map(([group]) => group));
}
