import type { CaseFact } from "../procedures/index.ts";
import type { Life } from "./life.ts";
import type { Tally } from "./tally.ts";

/** If a case is open after these facts. */
export function isOpen(facts: readonly CaseFact[]): boolean {
  const turned = facts.findLast(({ kind }) => kind.startsWith("case-"));
  return turned !== undefined && turned.kind !== "case-closed";
}

/** Counts what the last fact of a life does to its case: opened, closed, or first visited, with the days since it was opened. */
export function countCase(tally: Tally, { facts }: Pick<Life, "facts">): void {
  const last = facts.at(-1);
  if (!last) return;
  if (last.kind === "case-opened" || last.kind === "case-reopened") tally.opened++;
  const place = facts.findLastIndex(({ kind }) => kind === "case-opened" || kind === "case-reopened");
  const opening = facts[place];
  const days = opening
    ? (last.happenedAt.epochMilliseconds - opening.happenedAt.epochMilliseconds) / 86_400_000
    : 0;
  if (last.kind === "case-closed") {
    tally.closed++;
    tally.daysToClose.push(days);
  }
  if (last.kind !== "visit-made" || !isOpen(facts)) return;
  if (facts.slice(place + 1).filter(({ kind }) => kind === "visit-made").length === 1)
    tally.daysToVisit.push(days);
}
