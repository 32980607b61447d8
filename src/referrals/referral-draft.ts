import type { ChildRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { type Draft, draftsOf } from "../drafts/index.ts";
import type { FormErrors } from "../web/design/index.ts";
import { type Answers, type FormDefinition, readStep, type Step } from "./form-definition.ts";

/** What the draft of one step of a form about a child is kept under: each step saves itself. */
export function draftSubject(childId: number, slug: string): string {
  return `${childId}.${slug}`;
}

/** A form as far as it has been filled in: what was typed into each step, and how that reads. */
export type DraftForm = {
  typed: ReadonlyMap<string, Draft>;
  savedAt: Temporal.Instant;
  /** The answers of every step that is complete. */
  answers: Answers;
  /** The steps that still want something, with what that is; in order. */
  unfinished: { step: Step; errors: FormErrors }[];
};

/** The viewer's draft of a form about a child; undefined when nothing has been saved yet. [D01] */
export async function draftFormOf(
  context: Context,
  definition: FormDefinition,
  child: ChildRecord,
  today: Temporal.PlainDate,
): Promise<DraftForm | undefined> {
  const kept = (await draftsOf(context, definition.form)).filter(({ subject }) =>
    subject.startsWith(draftSubject(child.id, "")),
  );
  const [latest] = kept;
  if (!latest) return undefined;
  const typed = new Map(
    kept.map(({ subject, content }) => [subject.slice(subject.indexOf(".") + 1), content]),
  );
  const read = definition.steps.map((step) => ({
    step,
    read: readStep(step, child, typed.get(step.slug), today),
  }));
  return {
    typed,
    savedAt: latest.savedAt,
    answers: Object.assign({}, ...read.map(({ read: one }) => ("answers" in one ? one.answers : {}))),
    unfinished: read.flatMap(({ step, read: one }) =>
      "errors" in one ? [{ step, errors: one.errors }] : [],
    ),
  };
}
