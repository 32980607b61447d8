import { type NewFact, recordFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { asTheProgram } from "../../enquiries/index.ts";
import { takeInRow } from "../../feeds/index.ts";
import type { ReferralContent } from "../referral.ts";
import { insertProgress } from "../referrals.store.ts";
import {
  insertMoment,
  joinToCase,
  referenceOnList,
  rowOnPoliceList,
  toldUnder,
} from "./police-list.store.ts";
import { factOfMoment, isOfPolice, isSomebodyElse, momentTold, rowTold } from "./police-words.ts";

/** A form that was just kept. */
export type FormKept = {
  id: number;
  reference: string;
  form: string;
  authorityId: number;
  content: ReferralContent;
};

/**
 * What a form of the police about a missing young person does at once, in the act's own transaction and as the program: it joins the one
 * police list, keeps the hour, has the lists compared, and goes on to the case if the report before it has one. Of any other form it
 * does nothing. A reference under which the list has somebody else changes nothing there: an officer reads the form. [D10] [B05] [B06]
 */
export async function joinPoliceList(context: Context, kept: FormKept): Promise<void> {
  if (!isOfPolice(kept.form)) return;
  await asTheProgram(context, async (program) => {
    const { database, jobs, now } = program;
    const { id, reference, form, authorityId, content } = kept;
    const policeReference = await referenceIn(program, kept);
    const known = await rowOnPoliceList(database, authorityId, policeReference);
    if (known && isSomebodyElse(known, content.child)) return;
    const told = momentTold(form, content.answers, now);
    const before = await toldUnder(database, authorityId, policeReference);
    await insertMoment(program, { ...told, authorityId, policeReference, referralId: id });
    await takeInRow(program, {
      ...{ list: "police-missing", authorityId, called: `Form ${reference}` },
      content: rowTold(form, content.child, { ...content.answers, policeReference }, known),
    });
    await jobs.send(database, "compare-lists", { authorityId });
    const decided = before.find(({ kind, isAnswered }) => kind === "reported" && isAnswered);
    if (told.kind !== "returned" || !decided) return;
    if (decided.caseId !== null) {
      await joinToCase(database, id, decided.caseId);
      await recordFact(program, decided.caseId, factOfMoment(told));
    }
    await insertProgress(program, id, addedTo(decided.reference));
  });
}

function referenceIn(
  { database }: Pick<Context, "database">,
  { authorityId, content }: FormKept,
): Promise<string> {
  return referenceOnList(database, authorityId, String(content.answers["policeReference"]));
}

function addedTo(reference: string): string {
  return `Added to what you told us before (${reference}). Whoever holds the return interview sees it.`;
}

/** What the forms under the same police reference make known in the case that this one gets, in order; nothing for other forms. [D10] */
export async function factsOfPolice(context: Context, kept: FormKept): Promise<NewFact[]> {
  const { form, authorityId, content } = kept;
  if (!isOfPolice(form)) return [];
  const told = await toldUnder(context.database, authorityId, await referenceIn(context, kept));
  const isOwnKnown = told.some(({ referralId }) => referralId === kept.id);
  const moments = isOwnKnown
    ? told.filter(({ caseId }) => caseId === null)
    : [momentTold(form, content.answers, context.now)];
  return moments.map(factOfMoment);
}

/** The forms under the same police reference that still wait go where this one went: to its case, or on without one. [D10] [G02] */
export async function decideAlike(context: Context, kept: FormKept, caseId: number | null): Promise<void> {
  const { id, form, authorityId } = kept;
  if (!isOfPolice(form)) return;
  const told = await toldUnder(context.database, authorityId, await referenceIn(context, kept));
  if (!told.some(({ referralId }) => referralId === id)) return;
  for (const other of told.filter(({ referralId, isAnswered }) => referralId !== id && !isAnswered)) {
    if (caseId !== null) await joinToCase(context.database, other.referralId, caseId);
    await insertProgress(context, other.referralId, addedTo(kept.reference));
  }
}
