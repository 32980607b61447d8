import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** One of the texts that an authority has given a template. */
export type OwnText = {
  template: string;
  revision: number;
  /** Null: the text that comes with the program, brought back. */
  body: string | null;
  broughtBack: number | null;
  madeAt: Temporal.Instant;
  madeBy: string;
};

const columns = sql<never>`t.template, t.revision, t.body, t.brought_back as "broughtBack", t.made_at as "madeAt", people.name as "madeBy"`;

/** The last text of each template to which an authority has given one. */
export async function lastTexts(database: Database, authorityId: number): Promise<OwnText[]> {
  const { rows } = await sql<OwnText>`
    select distinct on (t.template) ${columns} from letter_texts t join people on people.id = t.made_by
    where t.authority_id = ${authorityId} order by t.template, t.revision desc`.execute(database);
  return rows;
}

/** Every text that an authority has given a template, the latest first; at most 200. */
export async function textsOf(database: Database, authorityId: number, template: string): Promise<OwnText[]> {
  const { rows } = await sql<OwnText>`
    select ${columns} from letter_texts t join people on people.id = t.made_by
    where t.authority_id = ${authorityId} and t.template = ${template} order by t.revision desc limit 200`.execute(
    database,
  );
  return rows;
}

/** Appends the next text of a template. Answers false when somebody has added that one already. */
export async function insertLetterText(
  database: Database,
  text: {
    authorityId: number;
    template: string;
    revision: number;
    body: string | null;
    broughtBack: number | null;
    madeAt: Temporal.Instant;
    madeBy: number;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto("letter_texts")
    .values({
      ...{ authority_id: text.authorityId, template: text.template, revision: text.revision },
      ...{ body: text.body, brought_back: text.broughtBack, made_at: text.madeAt, made_by: text.madeBy },
    })
    .onConflict((conflict) => conflict.columns(["authority_id", "template", "revision"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}
