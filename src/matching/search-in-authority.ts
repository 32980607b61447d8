import type { Context } from "../context.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import type { Identity } from "./evidence.ts";
import { type Entry, entriesOfChildren, entriesOpenIn, recordsSharingAKey } from "./matching.store.ts";

/**
 * Searches every list of one authority for a child, without restricted children, for somebody who sees no list themselves and is
 * told how likely it is and no more. As the program; whoever asks for it records that they did. [A11] [E06]
 */
export async function searchInAuthority(
  { database }: Pick<Context, "database">,
  sought: Identity,
  authorityId: number,
): Promise<Candidate[]> {
  const open = (entries: readonly Entry[]) => entriesOpenIn(database, entries, authorityId);
  const answered = await recordsSharingAKey(database, sought, [authorityId], []);
  const [sharing, ofTheirChildren] = await Promise.all([
    open(answered.sharing),
    open(answered.ofTheirChildren),
  ]);
  return candidatesOf(sought, { ...answered, sharing, ofTheirChildren }, async (children) =>
    open(await entriesOfChildren(database, children)),
  );
}
