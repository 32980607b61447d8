import { type List, lists } from "../children/index.ts";
import type { Context } from "../context.ts";
import { type Candidate, candidatesAmong } from "./candidates.ts";
import type { Identity } from "./evidence.ts";
import {
  type Entry,
  entriesOfChildren,
  entriesSharingAKey,
  type ListSearched,
  listsLastReceived,
  type Way,
} from "./matching.store.ts";

/** What a search of every list brought: what was searched and how fresh it was, and who may be the child. [A10] */
export type Search = { lists: ListSearched[]; candidates: Candidate[]; full: Way[] };

/**
 * Searches every list that the viewer may see for a child, and says of each who may be the same, why, and how likely.
 * Nothing is linked or merged by it. [A10] [A11]
 */
export async function searchLists(context: Context, sought: Identity): Promise<Search> {
  const [{ entries, full }, received] = await Promise.all([
    entriesSharingAKey(context.database, sought),
    listsLastReceived(context.database),
  ]);
  const children = candidatesAmong(sought, entries).flatMap(({ childId }) => childId ?? []);
  const known = await entriesOfChildren(context.database, children);
  const candidates = candidatesAmong(sought, distinct([...entries, ...known]));
  await context.audit({
    act: "searched lists",
    subject: "list",
    details: { found: candidates.length, children: candidates.flatMap(({ childId }) => childId ?? []) },
  });
  return {
    lists: (Object.keys(lists) as List[]).map((list) => ({
      list,
      lastReceivedAt: received.get(list) ?? null,
    })),
    candidates,
    full,
  };
}

function distinct(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.list} ${entry.entryId}`, entry])).values()];
}
