import { sql } from "kysely";
import type { Database } from "../database/index.ts";

/** Another record, and what was said of it: that it is of the same child, or of another. */
export type OtherRecord = {
  id: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  upn: string | null;
  schoolName: string | null;
  onRoll: boolean;
  decision: "same" | "different";
  note: string;
  /** Null where it follows from what was said of a third record. */
  saidBy: string | null;
  saidAt: Temporal.Instant | null;
  /** As JSON has it, the latest first. */
  cases: readonly { reference: string; open: boolean }[];
};

/** The records that the viewer may see of which somebody said that they are of this child, or of another; those of this child first. [A11] */
export async function otherRecords(database: Database, childId: number): Promise<OtherRecord[]> {
  const { rows } = await sql<OtherRecord>`
    with last as (
      select distinct on (child_id, other_child_id) child_id + other_child_id - ${childId} as other, decision, note, made_by, made_at
      from second_records where ${childId} in (child_id, other_child_id) order by child_id, other_child_id, id desc),
    said as (select * from last where decision <> 'undone'),
    same as (select record from records_of_child(${childId}) as record where record <> ${childId})
    select c.id, c.forename, c.surname, c.date_of_birth as "dateOfBirth", c.upn, schools.name as "schoolName", c.on_roll as "onRoll",
      case when c.id in (select record from same) then 'same' else 'different' end as decision, coalesce(said.note, '') as note,
      people.name as "saidBy", said.made_at as "saidAt",
      (select coalesce(json_agg(json_build_object('reference', reference, 'open', open) order by opened_at desc), '[]')
        from cases where cases.child_id = c.id) as cases
    from children c left join said on said.other = c.id left join people on people.id = said.made_by left join schools on schools.id = c.school_id
    where c.id in (select record from same union select other from said)
    order by decision desc, c.id`.execute(database);
  return rows;
}
