import { roleInWords } from "../procedures/index.ts";
import type { Numbers } from "./numbers.ts";

/** One measure of two years on the same children: null where there is nothing to measure. */
export type Difference = { measure: string; first: number | null; second: number | null };

/** What differs and what does not between two procedures on the same county, measure by measure. */
export function differencesOf(first: Numbers, second: Numbers): Difference[] {
  const measure = (name: string, of: (numbers: Numbers) => number | null): Difference => ({
    measure: name,
    ...{ first: of(first), second: of(second) },
  });
  const roles = [...new Set([...first.roles, ...second.roles].map(({ role }) => role))].sort();
  return [
    measure("Cases opened", ({ opened }) => opened),
    measure("Cases closed", ({ closed }) => closed),
    measure("Cases open at the end", ({ open }) => open),
    measure("Days to close, half of the cases", ({ medianDaysToClose }) => medianDaysToClose),
    measure("Days to close, nine in ten cases", ({ ninetiethDaysToClose }) => ninetiethDaysToClose),
    measure("Days to the first visit, half of the cases", ({ medianDaysToVisit }) => medianDaysToVisit),
    ...roles.flatMap((role) => {
      const name = capitalised(roleInWords(role));
      const of = (numbers: Numbers) => numbers.roles.find((each) => each.role === role);
      const worked = (numbers: Numbers) =>
        Math.round((of(numbers)?.weeks ?? []).reduce((sum, { done }) => sum + done, 0));
      return [
        measure(`${name}: hours worked`, worked),
        // Who has no limit misses nothing for want of people.
        ...([first, second].some((numbers) => of(numbers)?.people != null)
          ? [measure(`${name}: deadlines missed for want of people`, (numbers) => of(numbers)?.missed ?? 0)]
          : []),
      ];
    }),
  ];
}

/** How the second differs from the first: `12 more`, `0.5 fewer`, `the same`. */
export function differenceInWords({ first, second }: Difference): string {
  if (first === null || second === null) return first === second ? "the same" : "not to be compared";
  const by = Math.round((second - first) * 10) / 10;
  return by === 0 ? "the same" : `${Math.abs(by)} ${by > 0 ? "more" : "fewer"}`;
}

/** A name as it begins a line. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
