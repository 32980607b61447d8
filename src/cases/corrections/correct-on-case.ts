import { momentWithin } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import type { NewFact, RecordedFact } from "../case.ts";
import { type CaseSources, sourcesOfCase } from "../case-sources.store.ts";
import { type SimpleKind, simpleKindNamed } from "../simple-facts.ts";
import type { CorrectedOnCase } from "./correction.form.tsx";
import {
  type RecordAsked,
  type RecordOnCase,
  recordAskedFor,
  recordToReplace,
  replaceRecord,
} from "./replace-record.ts";

/** What can be corrected: what a simple form recorded, and notes. */
export type CorrectableKind = SimpleKind | "note-made";

/** A correction of one. */
export type Correction = CorrectedOnCase<{
  fact: Extract<NewFact, { kind: CorrectableKind }>;
  happenedOn: Temporal.PlainDate;
}>;

/** What is never corrected away: concerns and what was decided on them, of which a lead settles each, and the beginning of a case anew. */
const kept: readonly SimpleKind[] = ["concern-raised", "concern-settled", "action-decided", "case-reopened"];

/**
 * The kind by whose form a record can be corrected; undefined for what has no simple form, for what is kept as it is, and for what a
 * letter or another record of its own tells: that is put right there.
 */
export function correctableKind(
  { id, kind }: Pick<RecordedFact, "id" | "kind">,
  { letters, elsewhere }: Pick<CaseSources, "letters" | "elsewhere">,
): CorrectableKind | undefined {
  if ([...letters, ...elsewhere].some(({ factId }) => factId === id)) return undefined;
  if (kind === "note-made") return kind;
  const simple = simpleKindNamed(kind);
  return simple && !kept.includes(simple) ? simple : undefined;
}

/** A record and the kind of form that corrects it; none for what is put right otherwise. Throws as `recordAskedFor`. */
export async function recordOnCase(
  context: Context,
  asked: RecordAsked,
): Promise<RecordOnCase & { kind: CorrectableKind | undefined }> {
  const found = await recordAskedFor(context, asked);
  const sources = await sourcesOfCase(context.database, found.kase.id);
  return { ...found, kind: correctableKind(found.record, sources) };
}

/**
 * Corrects what a simple form recorded on an open case, or a note (act do-step): see `replaceRecord`. Throws NotFound, NotAllowed, and
 * ChangedBySomeoneElse when it was corrected already. [G03] [G04]
 */
export async function correctOnCase(
  context: Context,
  asked: RecordAsked,
  correction: Correction,
): Promise<"corrected" | "held"> {
  const found = await recordToReplace(context, asked);
  const { kind } = await recordOnCase(context, asked);
  if (!kind || (correction.was === "otherwise" && correction.fact.kind !== kind)) throw new NotFound();
  const answer = await replaceRecord(
    context,
    found,
    correction.was === "otherwise"
      ? {
          was: "otherwise",
          fact: { ...correction.fact, happenedAt: momentWithin(correction.happenedOn, context.now) },
        }
      : correction,
  );
  return answer === "held" ? "held" : "corrected";
}
