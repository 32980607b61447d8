import type { Context } from "../context.ts";
import { childrenSharing, type FoundChild } from "./find-child.store.ts";
import { foldName } from "./name-folding.ts";
import type { Sought } from "./sought.ts";

/** A list longer than this cannot be looked through: the page asks for more to go by. */
export const mostFound = 50;

/** The children who may be meant by what was typed, likeliest first, one more than `mostFound` when there are too many. */
export async function findChildren(context: Context, sought: Sought): Promise<FoundChild[]> {
  const found = (await childrenSharing(context.database, sought))
    .map((child) => ({ child, fit: fitOf(child, sought) }))
    .filter(({ child, fit }) => child.foundBy !== "birth-date" || sought.names.length === 0 || fit > 1)
    .sort((a, b) => b.fit - a.fit)
    .map(({ child }) => child)
    .slice(0, mostFound + 1);
  await context.audit({
    act: "searched for child",
    subject: "list",
    details: { found: found.length, children: found.map(({ id }) => id) },
  });
  return found;
}

/** Each typed word that begins one of the child's names, or that differs from it by a few letters, counts; so does the birth date. */
function fitOf(child: FoundChild, { names, bornOn }: Sought): number {
  const words = foldName(`${child.forename} ${child.surname}`).split(" ");
  const isNamed = names.filter((typed) =>
    words.some((word) => word.startsWith(typed) || typed.startsWith(word)),
  );
  const isBornThen = bornOn !== undefined && child.dateOfBirth?.equals(bornOn) === true;
  return isNamed.length * 2 + (isBornThen ? 1 : 0) + (child.foundBy === "upn" ? 8 : 0);
}
