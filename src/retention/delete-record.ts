import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { childToKeep } from "./keep-record.ts";
import {
  deletionCalled,
  eraseRecord,
  insertDeletion,
  insertRefusal,
  oneAtATime,
  standingOfRecord,
  waitingDeletionOf,
  wordsThatName,
} from "./retention.store.ts";
import { type Deletion, decisiveRule, type KeptBecause, ruleInWords } from "./retention.ts";
import { removeFilesNaming } from "./stray-files.ts";

export type Proposed = { proposed: string } | { refused: Exclude<KeptBecause, null> };

/**
 * Proposes that a child's record goes (act keep-retention); another person decides. A second proposal while one waits is the first one.
 * @throws NotFound and NotAllowed.
 */
export async function proposeDeletion(context: Context, childId: number): Promise<Proposed> {
  const { database } = context;
  const child = await childToKeep(context, childId);
  await oneAtATime(database, child.id);
  const waiting = await waitingDeletionOf(database, child.id);
  if (waiting) return { proposed: waiting };
  const { rules, kept } = await standingOfRecord(database, child.id);
  const rule = decisiveRule(rules);
  if (kept !== null || !rule) return { refused: kept ?? "not-due" };
  const { id, reference } = await insertDeletion(context, child, {
    ...{ rule: rule.rule, ruleWords: ruleInWords(rule), dueOn: rule.dueOn },
  });
  const { authorityId } = child;
  await context.audit({
    ...{ act: "proposed deletion", subject: "deletion", subjectId: id, childId: child.id, authorityId },
  });
  return { proposed: reference };
}

export type Decided = "done" | "your-own" | "decided-already" | Exclude<KeptBecause, null>;

/** A proposal that waits for the viewer (act keep-retention); else why it does not. @throws NotFound and NotAllowed. */
async function proposalToDecide(
  { database, viewer }: Context,
  reference: string,
): Promise<Deletion | "your-own" | "decided-already"> {
  const found = await deletionCalled(database, reference);
  if (!found) throw new NotFound();
  requireAct(viewer, "keep-retention", { authorityId: found.authorityId });
  if (found.refused || found.done) return "decided-already";
  return found.proposedById === viewer.personId ? "your-own" : found;
}

/** Refuses a proposal with a reason (act keep-retention). @throws NotFound and NotAllowed. */
export async function refuseDeletion(context: Context, reference: string, reason: string): Promise<Decided> {
  const proposal = await proposalToDecide(context, reference);
  if (typeof proposal === "string") return proposal;
  const { id, childId, authorityId } = proposal;
  await insertRefusal(context, id, reason);
  await context.audit({ act: "refused deletion", subject: "deletion", subjectId: id, childId, authorityId });
  return "done";
}

/**
 * Approves a proposal, and with it deletes the record for good: every table, and every file of a list that still names the child (act
 * keep-retention; never by whoever proposed it). The certificate says how much went; the log keeps its numbers, and its chain holds.
 * @throws NotFound and NotAllowed.
 */
export async function approveDeletion(
  context: Context,
  reference: string,
  folders: readonly string[],
): Promise<Decided> {
  const { database, audit } = context;
  const proposal = await proposalToDecide(context, reference);
  if (typeof proposal === "string") return proposal;
  await oneAtATime(database, proposal.childId);
  const { kept } = await standingOfRecord(database, proposal.childId);
  if (kept !== null) return kept;
  const named = await wordsThatName(database, proposal.childId);
  const parts = await eraseRecord(database, proposal.id);
  const files = await removeFilesNaming(folders, named);
  await audit({
    ...{
      act: "deleted record",
      subject: "deletion",
      subjectId: proposal.id,
      authorityId: proposal.authorityId,
    },
    details: { rows: Object.values(parts).reduce((sum, rows) => sum + rows, 0), files },
  });
  return "done";
}
