import { mayDo } from "../access/index.ts";
import { type ChildRecord, childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { type Draft, draftOf, keepDraft } from "../drafts/index.ts";
import type { Typed } from "../web/design/index.ts";
import type { Answers, Step } from "./form-definition.ts";
import { type Pupil, siblingsAtSchool } from "./pupils.store.ts";
import { draftSubject } from "./referral-draft.ts";
import { type Referral, referralByReference } from "./referrals.store.ts";
import { addressOf, schoolForms } from "./school-forms.ts";

/** So long a brother or sister who was reported is not offered again. */
const daysNotOffered = 90;

/** The likely brothers and sisters, at the same school, of a pupil whom a school has reported by one of its own forms. [D01] */
export async function siblingsToReport(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  { form, childId, schoolId }: Pick<Referral, "form" | "childId" | "schoolId">,
): Promise<Pupil[]> {
  const isOwn = schoolForms.some(({ definition }) => definition.form === form);
  if (!isOwn || childId === null || schoolId === null || !mayDo(viewer, "make-referral", { schoolId }))
    return [];
  const unreportedSince = now.subtract({ hours: 24 * daysNotOffered });
  return siblingsAtSchool(database, { childId, schoolId, unreportedSince });
}

/**
 * Begins the same form about a brother or sister: what was answered for the whole family is taken over into the draft, and nothing
 * that somebody has typed already is touched. The questions about safety are asked of each child. Answers where the form goes
 * on. Throws NotFound for anybody but those whom siblingsToReport offers. [D01]
 */
export async function beginForSibling(
  context: Context,
  reference: string,
  siblingId: number,
): Promise<string> {
  const referral = await referralByReference(context.database, reference);
  if (!referral) throw new NotFound();
  const form = schoolForms.find(({ definition }) => definition.form === referral.form);
  const offered = await siblingsToReport(context, referral);
  const sibling = offered.some(({ id }) => id === siblingId)
    ? await childRecord(context.database, siblingId)
    : undefined;
  if (!form || !sibling) throw new NotFound();
  for (const step of form.definition.steps) {
    const subject = draftSubject(siblingId, step.slug);
    const draft = takenOver(step, sibling, referral.content.answers);
    if (Object.keys(draft).length === 0) continue;
    if (await draftOf(context, form.definition.form, subject)) continue;
    await keepDraft(context, form.definition.form, subject, draft);
  }
  return `${addressOf(sibling, form.at)}/${form.definition.steps[0]?.slug}`;
}

/** What a step would hold as typed: what the record tells of this child, and what the family shares. */
function takenOver(step: Step, child: ChildRecord, answers: Answers): Draft {
  const shared = step.fields.filter(({ name, sameForSiblings }) => sameForSiblings && answers[name]?.length);
  if (shared.length === 0) return {};
  const told: Typed = {
    ...step.prefilled?.(child),
    ...Object.fromEntries(
      shared.map(({ name, kind }) => [
        name,
        kind === "day" ? Temporal.PlainDate.from(String(answers[name])) : answers[name],
      ]),
    ),
  };
  return Object.fromEntries(Object.entries(told).flatMap(([name, value]) => asTyped(name, value)));
}

function asTyped(name: string, value: Typed[string]): [string, string | string[]][] {
  if (value instanceof Temporal.PlainDate)
    return [
      [`${name}-day`, String(value.day)],
      [`${name}-month`, String(value.month)],
      [`${name}-year`, String(value.year)],
    ];
  return Array.isArray(value) ? [[name, value.map(String)]] : [[name, String(value)]];
}
