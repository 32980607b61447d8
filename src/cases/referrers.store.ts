import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";

/** Joins a referral to the case and child that it led to. Undefined when the viewer knows of no such waiting referral. */
export async function linkReferral(
  database: Database,
  referralId: number,
  { caseId, childId }: { caseId: number; childId: number },
): Promise<{ id: number } | undefined> {
  return database
    .updateTable("referrals")
    .set({ case_id: caseId, child_id: childId })
    .where("id", "=", referralId)
    .where("case_id", "is", null)
    .returning("id")
    .executeTakeFirst();
}

/**
 * Tells everyone who referred the child of a case how it goes on, in plain words; also those whose own case was closed because the child
 * is sought in this one. Answers how many were told. What only schools are told follows. [G02]
 */
export async function tellReferrers(
  { database, viewer, now }: Pick<Context, "database" | "viewer" | "now">,
  caseId: number,
  words: string,
  schools = "",
): Promise<number> {
  const told = await sql`
    insert into referral_progress (referral_id, words, made_at, made_by)
    select id, ${words} || case when school_id is null then '' else ${schools} end, ${now}, ${viewer.personId} from referrals
    where case_id = ${caseId} or case_id in (
      select joined.id from cases one join cases joined on joined.child_id = any (array(select records_of_child(one.child_id)))
        and joined.authority_id = one.authority_id and joined.outcome = 'same-child' and joined.id <> one.id
        -- Who was told of an earlier search of the child is not told of this one.
        and joined.closed_at >= one.opened_at
      where one.id = ${caseId} and one.outcome is distinct from 'same-child')`.execute(database);
  return Number(told.numAffectedRows ?? 0);
}
