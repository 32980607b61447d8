import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { OrderStep } from "./order.ts";

export type RecordedStep = OrderStep & {
  id: number;
  /** The fact of the case that it left, if it left one. */
  factId: number | null;
  /** If another record of the case has taken its place. */
  corrected: boolean;
  madeAt: Temporal.Instant;
  madeBy: string;
  madeById: number;
};

/** The steps of a case's order, in the order in which they happened; also those that were put right since. [E08] */
export async function stepsOfOrder(database: Database, caseId: number): Promise<RecordedStep[]> {
  const { rows } = await sql<RecordedStep>`
    select s.id, s.kind, s.happened_on as "happenedOn", s.details, s.made_at as "madeAt", people.name as "madeBy",
      s.made_by as "madeById", s.fact_id as "factId",
      exists (select from case_facts later where later.case_id = s.case_id and later.replaces = s.fact_id) as corrected
    from order_steps s join people on people.id = s.made_by
    where s.case_id = ${caseId} order by s.happened_on, s.id`.execute(database);
  return rows;
}

/** Keeps a step of an order, with the fact of the case that it is. */
export async function insertOrderStep(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  caseId: number,
  factId: number,
  { kind, happenedOn, details }: OrderStep,
): Promise<void> {
  await database
    .insertInto("order_steps")
    .values({
      ...{ case_id: caseId, fact_id: factId, kind, happened_on: happenedOn },
      ...{ details: JSON.stringify(details), made_at: now, made_by: viewer.personId },
    })
    .execute();
}
