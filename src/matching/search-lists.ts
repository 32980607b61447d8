import { authoritiesSearched } from "../access/index.ts";
import { type List, lists } from "../children/index.ts";
import type { Context } from "../context.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import type { Identity } from "./evidence.ts";
import { entriesOfChildren, type ListSearched, recordsSharingAKey, type Way } from "./matching.store.ts";

/** What a search of every list brought: what was searched and how fresh it was, and who may be the child. [A10] */
export type Search = { lists: ListSearched[]; candidates: Candidate[]; full: Way[] };

/**
 * Searches every list that the viewer may see for a child, and says of each who may be the same, why, and how likely.
 * Nothing is linked or merged by it. [A10] [A11]
 */
export async function searchLists(context: Context, sought: Identity): Promise<Search> {
  const within = authoritiesSearched(context.viewer, "see-child");
  const searched = Object.keys(lists) as List[];
  const answered = await recordsSharingAKey(context.database, sought, within, searched);
  const candidates = await candidatesOf(sought, answered, (children) =>
    entriesOfChildren(context.database, children),
  );
  await context.audit({
    act: "searched lists",
    subject: "list",
    details: { found: candidates.length, children: candidates.flatMap(({ childId }) => childId ?? []) },
  });
  return {
    lists: searched.map((list) => ({ list, lastReceivedAt: answered.received.get(list) ?? null })),
    candidates,
    full: answered.full,
  };
}
