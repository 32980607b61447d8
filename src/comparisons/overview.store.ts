import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { ComparisonWord } from "./comparison.ts";

/** How a comparison stands for one viewer: open findings, how many came since the viewer last looked, and how many are probably in education. */
export type ListCount = { comparison: ComparisonWord; open: number; fresh: number; probable: number };

/** The open findings of each comparison that the viewer may see, and how many came to it after the moment given for it. */
export async function listCounts(
  database: Database,
  authorityId: number,
  looked: Partial<Record<ComparisonWord, Temporal.Instant>>,
): Promise<ListCount[]> {
  const seen = Object.entries(looked);
  const { rows } = await sql<ListCount>`
    select f.comparison, (count(*) filter (where f.rank < 4))::int as open, (count(*) filter (where f.rank < 4 and f.first_listed_at > seen.at))::int as fresh,
      (count(*) filter (where f.rank = 4))::int as probable
    from comparison_findings f
    left join unnest(${seen.map(([word]) => word)}::text[], ${seen.map(([, at]) => String(at))}::timestamptz[]) as seen (comparison, at)
      on seen.comparison = f.comparison
    where f.authority_id = ${authorityId} and f.listed and f.standing = 'open' group by f.comparison`.execute(
    database,
  );
  return rows;
}

export type DayTotal = {
  comparison: ComparisonWord;
  onDay: Temporal.PlainDate;
  listed: number;
  open: number;
};

/** How long each comparison was on the last days on which it was made, oldest first. */
export async function lastTotals(database: Database, authorityId: number, days: number): Promise<DayTotal[]> {
  const { rows } = await sql<DayTotal>`
    select t.comparison, t.on_day as "onDay", t.listed, t.open
    from (select distinct comparison from comparison_totals where authority_id = ${authorityId}) known
    cross join lateral (
      select * from comparison_totals t where t.authority_id = ${authorityId} and t.comparison = known.comparison
      order by on_day desc limit ${sql.lit(days)}) t
    order by t.comparison, t.on_day`.execute(database);
  return rows;
}
