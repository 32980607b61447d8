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

type DraftToKeep = {
  personId: number;
  form: string;
  subject: string;
  content: Draft;
  savedAt: Temporal.Instant;
};

/** Keeps a draft in the place of the one before. */
export async function upsertDraft(database: Pick<Database, "insertInto">, draft: DraftToKeep): Promise<void> {
  const kept = { content: JSON.stringify(draft.content), saved_at: draft.savedAt };
  await database
    .insertInto("drafts")
    .values({ person_id: draft.personId, form: draft.form, subject: draft.subject, ...kept })
    .onConflict((conflict) => conflict.columns(["person_id", "form", "subject"]).doUpdateSet(kept))
    .execute();
}

/** The same, and the viewer's drafts of that form that were saved before a moment go: one statement, made safe on the disk once. */
export async function upsertDraftDeletingBefore(
  database: Database,
  draft: DraftToKeep,
  before: Temporal.Instant,
): Promise<void> {
  const deleting = database.with("gone", (from) =>
    from
      .deleteFrom("drafts")
      .where("form", "=", draft.form)
      .where("saved_at", "<", before)
      // One statement cannot delete the row that it keeps.
      .where("subject", "<>", draft.subject),
  );
  await upsertDraft(deleting, draft);
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
