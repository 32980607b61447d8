import { z } from "zod";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { idAsked, wordsAsked } from "../../web/asked.ts";
import type { Typed } from "../../web/design/index.ts";
import type { Kase, RecordedFact } from "../case.ts";
import { caseByReference, factsOf } from "../case-record.ts";
import { caseReferenced } from "../cases.store.ts";
import { typedAs } from "./correction.form.tsx";

/**
 * The case that a record is about after all, for whom may record it there. Where there is none, and where there is one of which the viewer
 * may not know or on which they record nothing, the answer is the same. [G04]
 */
export async function otherCaseFor(
  context: Context,
  reference: string,
  mayRecordOn: (kase: Kase) => boolean | Promise<boolean>,
): Promise<Kase | undefined> {
  const kase = await caseReferenced(context.database, reference);
  return kase?.open && (await mayRecordOn(kase)) ? kase : undefined;
}

/** What the case page says of a record that nobody takes on to another case at once. */
export const takenOff =
  "It is taken off this case, where it stays readable. If you do not work on the other case, tell those who do what it says.";

/** Where a record's words are taken on: a form on the other case, which reads them where they stand. Nothing of them is in the address. */
export function addressTakenOn(
  other: Pick<Kase, "reference">,
  form: string,
  { from, factId }: { from: string; factId: number },
): string {
  return `/cases/${other.reference}/${form}?${new URLSearchParams({ from, record: String(factId) })}`;
}

/** How an address asks a form to take on a record of another case. */
export const recordTakenOn = z.object({ from: wordsAsked, record: idAsked });

/** The place of the form, below the address of a case, that records such a fact. */
export function formOf(kind: string): string {
  return kind === "note-made" ? "notes" : `facts/${kind}`;
}

/**
 * What a form begins with when it takes on a record from another case, and from which one; undefined where it is asked for none. The
 * reading is audited. Throws NotFound where the viewer may not see that record, or the form records no such thing.
 */
export async function takenOnFrom(
  context: Context,
  form: string,
  asked: unknown,
): Promise<{ from: string; typed: Typed } | undefined> {
  const { from, record } = recordTakenOn.parse(asked ?? {});
  if (!from || !record) return undefined;
  const kase = await caseByReference(context, from);
  const fact: RecordedFact | undefined = (await factsOf(context, kase.id)).find(({ id }) => id === record);
  if (!fact || formOf(fact.kind) !== form) throw new NotFound();
  const { id, childId, authorityId } = kase;
  await context.audit({ act: "saw case", subject: "case", subjectId: id, childId, authorityId });
  return { from, typed: typedAs(fact) };
}
