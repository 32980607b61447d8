import { mayDo, type Viewer } from "../access/index.ts";
import { type Kase, mayRecord, type obligationsKept, placeOf } from "../cases/index.ts";
import { type CaseFact, isOwedNow, type Procedure } from "../procedures/index.ts";
import { type PurposeName, purposeNamed } from "./letter-purposes.ts";

type Kept = Awaited<ReturnType<typeof obligationsKept>>;

/** What is asked before somebody sends a letter. */
export type Sending = {
  viewer: Viewer;
  procedures: readonly Procedure[];
  kase: Kase;
  owed: Kept;
};

/**
 * If somebody who writes letters may send one for this purpose: it leaves a fact on the case, and only those record a fact
 * who may record it without a letter. [G04]
 */
export function maySend({ viewer, procedures, kase, owed }: Sending, about: PurposeName): boolean {
  const { leaves } = purposeNamed(about);
  if (!mayDo(viewer, "write-letter", placeOf(kase))) return false;
  if (leaves === "note-made") return true;
  if (leaves === "letter-sent" && mayDo(viewer, "record-visit", placeOf(kase))) return true;
  return mayRecord(viewer, kase, leaves, owed, procedures);
}

/** The purpose for which the procedure asks for a letter next, if it asks for one. */
export function purposeAskedFor(
  owed: Kept,
  facts: readonly Pick<CaseFact, "id" | "kind">[],
): PurposeName | undefined {
  const steps = owed
    .filter((step) => isOwedNow(step))
    .toSorted((one, other) => (one.dueAt?.epochMilliseconds ?? 0) - (other.dueAt?.epochMilliseconds ?? 0));
  for (const { act, startedBy } of steps) {
    if (act === "write-to-family")
      return facts.some(({ id, kind }) => id === startedBy && kind === "visit-made") ? "no-answer" : "visit";
    // The second notice names a school, and is another letter than the first.
    if (act === "serve-order-notice" && facts.some(({ kind }) => kind === "order-notice-served")) continue;
    const asked = ofActs[act];
    if (asked) return asked;
  }
  return undefined;
}

const ofActs: Readonly<Record<string, PurposeName | undefined>> = {
  "serve-order-notice": "order-notice",
  "start-attendance-order": "place",
  "tell-referrer": "outcome",
};
