import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { UnplacedState } from "./unplaced-findings.store.ts";

/** How many children of school age stand in a state; of them, with an open case; and how many stood so before. */
export type CountyState = {
  state: UnplacedState | "on-roll" | "probable";
  children: number;
  withCase: number;
  before: number | null;
};

export type CountyPicture = {
  onDay: Temporal.PlainDate;
  beforeDay: Temporal.PlainDate | null;
  states: CountyState[];
};

/** The county's children by state on the last day on which the lists were compared, beside the day about a month before. [A04] */
export async function countyPicture(
  database: Database,
  authorityId: number,
): Promise<CountyPicture | undefined> {
  const { rows } = await sql<CountyState & Omit<CountyPicture, "states">>`
    with days as (
      select max(on_day) as on_day, min(on_day) filter (where on_day >= last.day - 31 and on_day < last.day) as before_day
      from county_states, (select max(on_day) as day from county_states where authority_id = ${authorityId}) last
      where authority_id = ${authorityId})
    select days.on_day as "onDay", days.before_day as "beforeDay", s.state, s.children, s.with_case as "withCase", b.children as before
    from days join county_states s on s.authority_id = ${authorityId} and s.on_day = days.on_day
    left join county_states b on b.authority_id = ${authorityId} and b.on_day = days.before_day and b.state = s.state`.execute(
    database,
  );
  const [first] = rows;
  return first && { onDay: first.onDay, beforeDay: first.beforeDay, states: rows };
}
