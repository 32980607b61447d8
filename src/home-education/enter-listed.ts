import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { enterChild } from "./enter-child.ts";
import { listedNotEntered } from "./home-educations.store.ts";

/** So many are entered in one transaction; the page offers the rest again. */
export const enteredAtOnce = 200;

/**
 * Enters the children of the list of home education who are on record and not on the register yet, at most `enteredAtOnce` of them
 * (act keep-home-education); not those with an open case, or whose education the list calls unsuitable. Answers how many. [F08] [C24]
 * @throws NotAllowed in another authority.
 */
export async function enterListed(context: Context, authorityId: number): Promise<{ entered: number }> {
  requireAct(context.viewer, "keep-home-education", { authorityId });
  const listed = await listedNotEntered(context.database, authorityId, enteredAtOnce);
  for (const { childId, notifiedOn, status } of listed) {
    const words = status === null ? "" : `The list says: ${status}.`;
    await enterChild(context, { childId, source: "list", noticeOn: notifiedOn, words, listStatus: status });
  }
  return { entered: listed.length };
}
