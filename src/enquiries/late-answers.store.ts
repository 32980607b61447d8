import { sql } from "kysely";
import { ownedBy, type WorkFilter } from "../cases/index.ts";
import type { Database } from "../database/index.ts";

/** An answer that came when its question was taken back or the case that asked was closed, and that nobody has weighed since. */
export type LateAnswer = {
  /** The question and the case, by their references. */
  enquiry: string;
  reference: string;
  answeredBy: string;
  answeredAt: Temporal.Instant;
  owner: string | null;
  /** If the case is open. */
  open: boolean;
  childId: number;
  forename: string;
  surname: string;
};

const mostShown = 50;

/**
 * The oldest such answers to the cases of these places, narrowed by area and by owner. Somebody's note since then weighs one, and so does
 * closing the case; the program's own note, which says what another was not sure of, weighs none.
 */
export async function lateAnswers(
  database: Database,
  posts: readonly { authorityId: number; areaId: number | null }[],
  { areaId, ownerId }: WorkFilter,
): Promise<LateAnswer[]> {
  const whole = posts.filter((post) => post.areaId === null).map(({ authorityId }) => authorityId);
  const areas = posts.flatMap((post) => post.areaId ?? []);
  const authorities = [...new Set(posts.map(({ authorityId }) => authorityId))];
  const { rows } = await sql<LateAnswer>`
    select e.reference as enquiry, c.reference, last.answered_by as "answeredBy", e.late_answer_at as "answeredAt",
      people.name as owner, c.open, c.child_id as "childId", children.forename, children.surname
    from enquiries e join cases c on c.id = e.case_id join children on children.id = c.child_id
      left join people on people.id = c.owner_id
      cross join lateral (select answered_by from enquiry_answers a where a.enquiry_id = e.id order by id desc limit 1) last
    where e.authority_id = any (${authorities}::int[]) and e.late_answer_at is not null and (not c.open or e.withdrawn_at is not null)
      and (c.authority_id = any (${whole}::int[]) or c.area_id = any (${areas}::int[]))
      ${areaId === undefined ? sql`` : sql`and c.area_id = ${areaId}`} ${ownerId === undefined ? sql`` : sql`and ${ownedBy(ownerId)}`}
      and not exists (select from case_facts f join people writer on writer.id = f.made_by where f.case_id = c.id and f.kind in ('note-made', 'case-closed')
        and f.made_at > e.late_answer_at and (writer.issuer, writer.subject) <> ('keepsight', 'keepsight'))
    order by e.late_answer_at, e.id limit ${sql.lit(mostShown)}`.execute(database);
  return rows;
}
