import { authoritiesSearched } from "../access/index.ts";
import type { Context } from "../context.ts";
import { childrenSharing, type FoundChild, type LoneEntry, loneEntriesSharing } from "./find-child.store.ts";
import { foldName } from "./name-folding.ts";
import type { Sought } from "./sought.ts";

/** A list longer than this cannot be looked through: the page asks for more to go by. */
export const mostFound = 50;

/** Who was found: children, and what lists say of children who have no record yet; one more than `mostFound` when there are too many. */
export type Found = { children: FoundChild[]; entries: LoneEntry[] };

/** Whoever may be meant by what was typed, likeliest first. [A04] [A11] */
export async function findChildren(context: Context, sought: Sought): Promise<Found> {
  const within = authoritiesSearched(context.viewer, "see-child");
  const [sharing, lone] = await Promise.all([
    childrenSharing(context.database, sought, within),
    loneEntriesSharing(context.database, sought, within),
  ]);
  const children = likeliestFirst(sharing, sought, ({ foundBy }) => foundBy !== "birth-date");
  const entries = likeliestFirst(lone, sought, () => false);
  await context.audit({
    act: "searched for child",
    subject: "list",
    details: { found: children.length + entries.length, children: children.map(({ id }) => id) },
  });
  return { children, entries };
}

type Named = { forename: string; surname: string; dateOfBirth: Temporal.PlainDate | null };

/** Of those who share no more than the birth date, only the ones with one of the names, where names were typed. */
function likeliestFirst<One extends Named>(
  found: readonly One[],
  sought: Sought,
  isSure: (one: One) => boolean,
): One[] {
  return found
    .map((one) => ({ one, fit: fitOf(one, sought) }))
    .filter(({ one, fit }) => isSure(one) || sought.names.length === 0 || fit > 1)
    .sort((a, b) => b.fit - a.fit)
    .map(({ one }) => one)
    .slice(0, mostFound + 1);
}

/** Each typed word that begins one of the names, or is begun by it, counts twice; the birth date once. */
function fitOf({ forename, surname, dateOfBirth }: Named, { names, bornOn }: Sought): number {
  const words = foldName(`${forename} ${surname}`).split(" ");
  const named = names.filter((typed) =>
    words.some((word) => word.startsWith(typed) || typed.startsWith(word)),
  );
  const isBornThen = bornOn !== undefined && dateOfBirth?.equals(bornOn) === true;
  return named.length * 2 + (isBornThen ? 1 : 0);
}
