import { programItself } from "../access/index.ts";
import { type Context, type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { openUnlessDoubtful } from "../referrals/index.ts";
import { comparisons } from "./definitions/index.ts";
import { findingsNumbered, type UnansweredFinding, unansweredFindings } from "./findings.store.ts";
import { holdComparing } from "./keep-findings.store.ts";
import { settleFindings } from "./settle-findings.ts";

/** What came of it: how many were referred, and for how many of them the case is open already. */
export type UnansweredReferred = { referred: number; opened: number };

/**
 * Refers each child of whom a school was asked and has not answered by the end of the day that the authority's procedure sets,
 * as the program itself, each in a transaction of its own and once only. Of a leaver on record the case opens, unless the search
 * of every list brings somebody who may be the same child: then an officer decides. What somebody has settled by hand, or what a
 * source has changed, is left alone. [B02]
 */
export async function referUnanswered(
  keepsight: Keepsight,
  authorityId: number,
): Promise<UnansweredReferred> {
  const now = keepsight.now();
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const looked = comparisons.flatMap(({ word, findsMissing }) => (findsMissing ? [word] : []));
  const database = databaseFor(keepsight.pool, viewer.personId);
  const came: UnansweredReferred = { referred: 0, opened: 0 };
  const findings = await unansweredFindings(database, { authorityId, comparisons: looked, now });
  await eachInTurn(findings, async (finding) => {
    const call = { viewer, act: "settle-comparison", now, request: "unanswered questions" } as const;
    const outcome = await perform(keepsight, call, async (context) => {
      // Two workers, or a comparison under way: the second sees what the first has settled.
      await holdComparing(context.database, authorityId);
      return referOne(context, finding);
    });
    if (outcome === "left") return;
    came.referred += 1;
    if (outcome === "opened") came.opened += 1;
  });
  return came;
}

async function referOne(
  context: Context,
  { id, comparison, leftOn }: UnansweredFinding,
): Promise<"left" | "waits" | "opened"> {
  const [finding] = await findingsNumbered(context.database, [id]);
  // Settled by hand, answered or gone from the list since it was looked up.
  if (finding?.standing !== "asked") return "left";
  const { reference } = await settleFindings(context, { how: "unanswered", ids: [id] });
  if (reference === undefined) return "left";
  if (comparison !== "left-arrived-nowhere") return "waits";
  return openUnlessDoubtful(context, reference, { reason: "left-destination-unknown", missingSince: leftOn });
}
