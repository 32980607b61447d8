import type { Database } from "../database/index.ts";
import type { Draft, KeptDraft } from "./draft.ts";

/** The content of the viewer's own draft; row-level security shows no other. */
export async function draftContent(
  database: Database,
  form: string,
  subject: string,
): Promise<Draft | undefined> {
  const draft = await database
    .selectFrom("drafts")
    .where("form", "=", form)
    .where("subject", "=", subject)
    .select("content")
    .executeTakeFirst();
  return draft?.content as Draft | undefined;
}

/** Keeps a draft in the place of the one before. */
export async function upsertDraft(
  database: Database,
  draft: { personId: number; form: string; subject: string; content: Draft; savedAt: Temporal.Instant },
): Promise<void> {
  const kept = { content: JSON.stringify(draft.content), saved_at: draft.savedAt };
  await database
    .insertInto("drafts")
    .values({ person_id: draft.personId, form: draft.form, subject: draft.subject, ...kept })
    .onConflict((conflict) => conflict.columns(["person_id", "form", "subject"]).doUpdateSet(kept))
    .execute();
}

export async function deleteDraft(database: Database, form: string, subject: string): Promise<void> {
  await database.deleteFrom("drafts").where("form", "=", form).where("subject", "=", subject).execute();
}

/** Every draft of the viewer's of one form, the latest first. */
export async function draftsOfForm(database: Database, form: string): Promise<KeptDraft[]> {
  const drafts = await database
    .selectFrom("drafts")
    .where("form", "=", form)
    .select(["subject", "content", "saved_at as savedAt"])
    .orderBy("saved_at", "desc")
    .execute();
  return drafts.map((draft) => ({ ...draft, content: draft.content as Draft }));
}

export async function deleteDraftsBefore(
  database: Database,
  form: string,
  before: Temporal.Instant,
): Promise<void> {
  await database.deleteFrom("drafts").where("form", "=", form).where("saved_at", "<", before).execute();
}
