import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Compared } from "./compared-rows.store.ts";
import { type Comparison, foundColumns } from "./comparison.ts";

/** What a comparison came to: how many it lists, how many are new to the list, came back or went. */
export type ComparisonCounts = { listed: number; fresh: number; gone: number };

/**
 * Keeps what a comparison finds: one statement for what is listed, one for what is so no more, and today's total. What it
 * finds again stays as it is, and so does how it was settled, until a source has changed.
 */
export async function keepFindings(
  transaction: Database,
  comparison: Pick<Comparison, "word" | "find">,
  compared: Compared,
  now: Temporal.Instant,
): Promise<ComparisonCounts> {
  const { authorityId, today } = compared;
  const { word } = comparison;
  await sql`create temp table found_now on commit drop as ${comparison.find(compared)}`.execute(transaction);
  const { rows } = await sql<ComparisonCounts>`
    with found as (
      select found_now.*, coalesce(schools.area_id, children.area_id) as area_id
      from found_now left join schools on schools.id = found_now.school_id left join children on children.id = found_now.child_id),
    before as (select subject from comparison_findings where authority_id = ${authorityId} and comparison = ${word} and listed),
    gone as (
      update comparison_findings set listed = false where authority_id = ${authorityId} and comparison = ${word} and listed
        and subject not in (select subject from found) returning subject),
    kept as (
      insert into comparison_findings as kept (authority_id, comparison, ${sql.raw(foundColumns)}, area_id, source_since, first_listed_at, last_listed_at)
      select ${authorityId}::int, ${word}, ${sql.raw(foundColumns)}, area_id, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz from found
      on conflict (authority_id, comparison, subject) do update set
        (child_id, entry_id, case_id, area_id, school_id, forename, surname, date_of_birth, rank, since, evidence, source_hash, last_listed_at, listed) =
          (excluded.child_id, excluded.entry_id, excluded.case_id, excluded.area_id, excluded.school_id, excluded.forename, excluded.surname,
            excluded.date_of_birth, excluded.rank, excluded.since, excluded.evidence, excluded.source_hash, excluded.last_listed_at, true),
        source_since = case when kept.source_hash = excluded.source_hash then kept.source_since else excluded.source_since end,
        first_listed_at = case when kept.listed then kept.first_listed_at else excluded.first_listed_at end)
    select (select count(*) from found)::int as listed, (select count(*) from gone)::int as gone,
      (select count(*) from found where subject not in (select subject from before))::int as fresh`.execute(
    transaction,
  );
  await sql.raw("drop table found_now").execute(transaction);
  await sql`
    update comparison_findings f set standing = comparison_standing(f)
    where authority_id = ${authorityId} and comparison = ${word} and listed
      -- Most have nothing to stand on but the lists.
      and (standing <> 'open' or exists (select from comparison_settlements s where s.finding_id = f.id) or exists (select from cases where cases.child_id = any (array(select records_of_child(f.child_id)))))
      and standing <> comparison_standing(f)`.execute(transaction);
  await sql`
    insert into comparison_totals (authority_id, comparison, on_day, listed, open)
    select ${authorityId}::int, ${word}, ${today}::date, count(*), count(*) filter (where standing = 'open' and rank < 4)
    from comparison_findings where authority_id = ${authorityId} and comparison = ${word} and listed
    on conflict (authority_id, comparison, on_day) do update set listed = excluded.listed, open = excluded.open`.execute(
    transaction,
  );
  return rows[0] ?? { listed: 0, fresh: 0, gone: 0 };
}

/** Keeps how the children of school age of an authority are educated today, in numbers. [A04] [H05 partly] */
export async function keepCountyStates(
  transaction: Database,
  { authorityId, today, born }: Compared,
): Promise<void> {
  const birthdays = sql`between ${sql.lit(born.from.toString())}::date and ${sql.lit(born.until.toString())}::date`;
  await sql`delete from county_states where authority_id = ${authorityId} and on_day = ${today}::date`.execute(
    transaction,
  );
  await sql`
    insert into county_states (authority_id, on_day, state, children, with_case)
    with in_case as (
      select distinct coalesce(c.one_child_id, c.id) as child_id from cases join children c on c.id = cases.child_id where cases.open)
    select ${authorityId}::int, ${today}::date, state, count(*), count(*) filter (where has_case)
    from (
      select 'on-roll' as state, r.child_id in (select child_id from in_case) as has_case
      from (select subject, max(child_id) as child_id from compared_rows where on_roll and date_of_birth ${birthdays} group by subject) r
      union all
      select case when p.subject is null or state in ('elsewhere', 'at-home', 'moved-away', 'not-yet') then state else 'probable' end,
        u.child_id in (select child_id from in_case)
      from unplaced_children u left join probable_children p on p.subject = u.subject) children
    group by state`.execute(transaction);
}

/** Nobody else compares the lists of an authority until the transaction ends. */
export async function holdComparing(transaction: Database, authorityId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(728114006, ${authorityId}::int)`.execute(transaction);
}
