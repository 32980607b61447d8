import type { Context } from "../context.ts";
import { type Candidate, candidatesAmong, comparedEntries, notAmong } from "./candidates.ts";
import type { Identity } from "./evidence.ts";
import { entriesOfChildren, entriesOpenIn, entriesSharingAKey, weightsInUse } from "./matching.store.ts";

/**
 * Searches every list of one authority for a child, without restricted children, for somebody who sees no list themselves and is
 * told how likely it is and no more. As the program; whoever asks for it records that they did. [A11] [E06]
 */
export async function searchInAuthority(
  { database }: Pick<Context, "database">,
  sought: Identity,
  authorityId: number,
): Promise<Candidate[]> {
  const [{ entries }, weightsOf] = await Promise.all([
    entriesSharingAKey(database, sought, [authorityId]),
    weightsInUse(database),
  ]);
  const open = await entriesOpenIn(database, entries, authorityId);
  const compared = comparedEntries(sought, open, weightsOf);
  const children = candidatesAmong(compared).flatMap(({ childId }) => childId ?? []);
  const known = await entriesOpenIn(database, await entriesOfChildren(database, children), authorityId);
  return candidatesAmong([...compared, ...comparedEntries(sought, notAmong(open, known), weightsOf)]);
}
