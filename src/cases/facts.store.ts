import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { CaseFact } from "../procedures/index.ts";
import type { NewFact, RecordedFact } from "./case.ts";

/** Every fact of a case that was recorded by `knownAt` (left out: every one), in the order of recording, with who did. */
export async function factsOfCase(
  database: Database,
  caseId: number,
  knownAt?: Temporal.Instant,
): Promise<RecordedFact[]> {
  const rows = await database
    .selectFrom("case_facts")
    .innerJoin("people", "people.id", "case_facts.made_by")
    .where("case_id", "=", caseId)
    .$if(knownAt !== undefined, (query) =>
      query.where("case_facts.made_at", "<=", knownAt as Temporal.Instant),
    )
    .select([
      "case_facts.id",
      "case_facts.kind",
      "case_facts.happened_at as happenedAt",
      "case_facts.made_at as madeAt",
      "case_facts.details",
      "case_facts.replaces",
      "case_facts.made_by as madeBy",
      "people.name as madeByName",
    ])
    .orderBy("case_facts.id")
    .execute();
  return rows.map(({ kind, details, replaces, ...row }) => {
    // Only recordFacts and recordHistories write this table, and their facts are typed by kind.
    const said = { kind, details } as Pick<CaseFact, "kind" | "details">;
    return { ...row, ...said, replaces: replaces ?? undefined } as RecordedFact;
  });
}

/** Appends facts and answers their ids, in the same order. */
export async function insertFacts(
  database: Database,
  caseId: number,
  facts: readonly NewFact[],
  made: { at: Temporal.Instant; by: number },
): Promise<number[]> {
  const rows = facts.map(({ kind, details, happenedAt = made.at, replaces = null }) => ({
    kind,
    details,
    happened_at: happenedAt.toString(),
    replaces,
  }));
  const inserted = await sql<{ id: number }>`
    insert into case_facts (case_id, kind, happened_at, details, made_at, made_by, replaces)
    select ${caseId}, kind, happened_at, details, ${made.at}, ${made.by}, replaces
    from rows from (json_to_recordset(${JSON.stringify(rows)}::json)
      as (kind text, happened_at timestamptz, details jsonb, replaces bigint)) with ordinality
      as fact (kind, happened_at, details, replaces, place)
    order by place returning id`.execute(database);
  return inserted.rows.map(({ id }) => id);
}

/**
 * If a case's newest fact was left within the hour by this same form, sent by the same person with the same words: a browser that goes
 * back loads the page with a new key and keeps what was typed.
 */
export async function isRecordedAlready(
  { database, viewer, now, sent }: Pick<Context, "database" | "viewer" | "now" | "sent">,
  newestFactId: number | null,
): Promise<boolean> {
  if (!sent || newestFactId === null) return false;
  const same = await database
    .selectFrom("sent_forms")
    .select("key")
    .where("case_fact_id", "=", newestFactId)
    .where("person_id", "=", viewer.personId)
    .where("key", "<>", sent.key)
    .where("digest", "=", sent.digest)
    .where("sent_at", ">", now.subtract({ hours: 1 }))
    .executeTakeFirst();
  return same !== undefined;
}

/** Keeps with the form that was sent which fact it left last. */
export async function keepFactOfForm(
  { database, sent }: Pick<Context, "database" | "sent">,
  factId: number | undefined,
): Promise<void> {
  if (!sent || factId === undefined) return;
  await database
    .updateTable("sent_forms")
    .set({ case_fact_id: factId })
    .where("key", "=", sent.key)
    .execute();
}
