import { requireAct } from "../access/index.ts";
import { factsOf, raiseFlags, recordFacts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { isSameByOthers, oneChildWith, saidDifferent } from "./said-before.ts";
import {
  type CaseOfRecord,
  casesJoined,
  casesLeftAlone,
  flagsLacking,
  hideAlike,
  holdRecords,
  insertStatement,
  lastSaid,
  standingOf,
  twoRecords,
} from "./second-records.store.ts";

/** What a person says of two records, or that they take back what was said. */
export type Said = {
  decision: "same" | "different" | "undone";
  /** How it is known. */
  note: string;
  /** The statement that stood when the person looked; 0 for none. */
  seen: number;
};

/** Why it cannot be said now. */
export type Refusal =
  | "said-meanwhile"
  | "nothing-to-undo"
  | "another-authority"
  | "restricted-apart"
  | "said-different"
  | "same-by-others";

export type OneChildSaid = { said: Said["decision"]; reopened: string[] } | { refused: Refusal };

/** Where what one record says of safety is repeated on the other. */
const source = "Another record of the same child";

/**
 * Records what a person says of two records of children: that they are of one child, of two, or that nothing is said any more. One child
 * is compared as one in every list from then on, its flags stand on both records, and an address that one hides the other does not show.
 * Where they are two after all, a case that was closed for the other's is open again. [A11] [E04] [C24]
 * @throws NotFound where the viewer may not see both, NotAllowed in another authority.
 */
export async function sayOneChild(
  context: Context,
  childId: number,
  otherId: number,
  { decision, note, seen }: Said,
): Promise<OneChildSaid> {
  const { database, viewer } = context;
  const records = await twoRecords(database, childId, otherId);
  if (!records) throw new NotFound();
  const [{ authorityId, restricted }, other] = records;
  requireAct(viewer, "close-case", { authorityId });
  if (other.authorityId !== authorityId) return { refused: "another-authority" };
  await holdRecords(database, authorityId);
  const last = await lastSaid(database, childId, otherId);
  if ((last?.id ?? 0) !== seen) return { refused: "said-meanwhile" };
  if (decision === "undone" && (last?.decision ?? "undone") === "undone")
    return { refused: "nothing-to-undo" };
  if (decision === "same" && restricted !== other.restricted) return { refused: "restricted-apart" };
  const standing = await standingOf(database, [childId, otherId]);
  if (decision === "same" && saidDifferent(childId, otherId, standing)) return { refused: "said-different" };
  if (decision === "different" && isSameByOthers(childId, otherId, standing))
    return { refused: "same-by-others" };

  const touched = [...oneChildWith(childId, standing).union(oneChildWith(otherId, standing))];
  const lacking = decision === "same" ? await flagsLacking(database, touched) : [];
  const joined = decision === "same" ? [] : await casesJoined(database, touched);
  await insertStatement(context, authorityId, { one: childId, other: otherId, decision, note });
  for (const { childId: record, flags } of lacking) await raiseFlags(context, record, flags, source);
  if (decision === "same") await hideAlike(context, touched, source);
  const alone = await casesLeftAlone(database, joined);
  for (const kase of alone) await reopen(context, kase);
  const reopened = alone.map(({ reference }) => reference);
  await context.audit({
    ...{
      act: "said whether records are of one child",
      subject: "child",
      subjectId: childId,
      childId,
      authorityId,
    },
    details: { decision, other: otherId, reopened },
  });
  return { said: decision, reopened };
}

/** The child is sought in no other case: this one is open again, with the family believed to live where it was last said to. */
async function reopen(context: Context, { id }: CaseOfRecord): Promise<void> {
  const opened = (await factsOf(context, id)).findLast(
    ({ kind }) => kind === "case-opened" || kind === "case-reopened",
  );
  const address =
    opened?.kind === "case-opened" || opened?.kind === "case-reopened" ? opened.details.address : "unknown";
  await recordFacts(context, id, [
    {
      kind: "case-reopened",
      details: { why: "Not the same child after all as the one sought in the other case.", address },
    },
  ]);
}
