import type { Context } from "../context.ts";
import { deleteDraft, draftContent } from "./drafts.store.ts";

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
