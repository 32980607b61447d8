import type { Context } from "../context.ts";
import {
  deleteDraft,
  draftContent,
  draftsOfForm,
  upsertDraft,
  upsertDraftDeletingBefore,
} from "./drafts.store.ts";

/** What was typed into a form so far, by field name. */
export type Draft = Readonly<Record<string, string | string[]>>;

/** The address that saves what is typed into a form about something: `draftAt("visit", "EM-C-000123")`. */
export function draftAt(form: string, subject: string): string {
  return `/drafts/${form}/${subject}`;
}

/** What the viewer had typed into a form about something and not sent yet, if anything. */
export function draftOf(context: Context, form: string, subject: string): Promise<Draft | undefined> {
  return draftContent(context.database, form, subject);
}

/** Forgets the viewer's draft: what it held has been sent. Part of the act that was asked for. */
export async function forgetDraft(context: Context, form: string, subject: string): Promise<void> {
  await deleteDraft(context.database, form, subject);
}

/** Keeps what the viewer typed into a form about something, in the place of what was kept before. */
export async function keepDraft(
  { database, viewer, now }: Context,
  form: string,
  subject: string,
  content: Draft,
): Promise<void> {
  await upsertDraft(database, { personId: viewer.personId, form, subject, content, savedAt: now });
}

/** One of the viewer's drafts, with what it is about and when it was last saved. */
export type KeptDraft = { subject: string; content: Draft; savedAt: Temporal.Instant };

/** The viewer's drafts of one form, whatever they are about, the latest first. */
export function draftsOf(context: Context, form: string): Promise<KeptDraft[]> {
  return draftsOfForm(context.database, form);
}

/** The same for what nobody needs for longer: the viewer's drafts of that form that are older than so many hours go. */
export async function keepDraftForHours(
  context: Context,
  hours: number,
  form: string,
  subject: string,
  content: Draft,
): Promise<void> {
  const { database, viewer, now } = context;
  const draft = { personId: viewer.personId, form, subject, content, savedAt: now };
  await upsertDraftDeletingBefore(database, draft, now.subtract({ hours }));
}
