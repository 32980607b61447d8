import type { ChildRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { type Draft, draftsOf } from "../drafts/index.ts";
import type { FormErrors } from "../web/design/index.ts";
import { type About, type Answers, type FormDefinition, readStep, type Step } from "./form-definition.ts";

/** What the draft of one step is kept under: each saves itself. `about` is the child's id, or a key where no record is known. */
export function draftSubject(about: number | string, slug: string): string {
  return `${about}.${slug}`;
}

/** A form as far as it has been filled in: what was typed into each step, and how that reads. */
export type DraftForm<Known extends About = ChildRecord> = {
  typed: ReadonlyMap<string, Draft>;
  savedAt: Temporal.Instant;
  /** The answers of every step that is complete. */
  answers: Answers;
  /** The steps that still want something, with what that is; in order. */
  unfinished: { step: Step<Known>; errors: FormErrors }[];
};

/** The viewer's draft of a form about a child; undefined when nothing has been saved yet. [D01] */
export async function draftFormOf<Known extends About>(
  context: Context,
  definition: FormDefinition<Known>,
  { about, child }: { about: number | string; child: Known },
): Promise<DraftForm<Known> | undefined> {
  const kept = (await draftsOf(context, definition.form)).filter(({ subject }) =>
    subject.startsWith(draftSubject(about, "")),
  );
  const [latest] = kept;
  if (!latest) return undefined;
  const typed = new Map(
    kept.map(({ subject, content }) => [subject.slice(subject.indexOf(".") + 1), content]),
  );
  const read = definition.steps.map((step) => ({
    step,
    read: readStep(step, child, typed.get(step.slug), context.now),
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
