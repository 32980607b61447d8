import type { Database } from "../database/index.ts";
import type { Draft } from "./draft.ts";

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
