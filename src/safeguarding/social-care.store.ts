import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { SocialCareStep } from "./social-care.ts";

/** A step of social care as it stands on record. */
export type KeptStep = {
  id: number;
  step: SocialCareStep;
  stage: "begun" | "ended";
  happenedOn: Temporal.PlainDate;
  who: string;
  outcome: string;
  words: string;
  madeAt: Temporal.Instant;
  madeBy: string;
};

/** What social care did in a case, the latest recorded first: a page of it. Empty for whom it is none of their business. [E09] */
export async function stepsOf(
  database: Database,
  caseId: number,
  { before, count }: { before?: number | undefined; count: number },
): Promise<KeptStep[]> {
  const { rows } = await sql<KeptStep>`
    select s.id, s.step, s.stage, s.happened_on as "happenedOn", s.who, s.outcome, s.words, s.made_at as "madeAt", people.name as "madeBy"
    from protection_steps s join people on people.id = s.made_by
    where s.case_id = ${caseId} and ${before === undefined ? sql`true` : sql`s.id < ${before}`}
    order by s.id desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** Keeps a step of social care. */
export async function insertStep(
  { database, viewer, now }: Context,
  caseId: number,
  factId: number,
  { step, stage, happenedOn, who, outcome, words }: Omit<KeptStep, "id" | "madeAt" | "madeBy">,
): Promise<void> {
  await database
    .insertInto("protection_steps")
    .values({
      case_id: caseId,
      fact_id: factId,
      happened_on: happenedOn,
      ...{ step, stage, who, outcome, words },
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}
