import { sql } from "kysely";
import type { Role } from "../access/index.ts";
import { ownersToday } from "../cases/index.ts";
import type { Database } from "../database/index.ts";

/** What a group of open cases comes to. */
export type Count = { count: number; overdue: number };

export type OverviewCounts = {
  all: Count & { unowned: number; ofLeavers: number; longMissing: number; forgotten: number };
  areas: (Count & { id: number | null; name: string | null })[];
  roles: (Count & { role: Role; title: string })[];
  owners: (Count & { id: number | null; name: string | null })[];
};

/** The open cases of an authority that the viewer sees: in all, by area, by the role that owes the next step, by owner. */
export async function overviewCounts(
  database: Database,
  {
    authorityId,
    now,
    longSince,
  }: { authorityId: number; now: Temporal.Instant; longSince: Temporal.PlainDate },
): Promise<OverviewCounts> {
  type Row = Count & {
    kind: number;
    unowned: number;
    ofLeavers: number;
    longMissing: number;
    forgotten: number;
    areaId: number | null;
    area: string | null;
    role: Role | null;
    title: string | null;
    ownerId: number | null;
    owner: string | null;
  };
  const { rows } = await sql<Row>`
    select counted.*, areas.name as area, roles.title, people.name as owner from (
      select grouping(area_id, next_role, owner_id)::int as kind, area_id as "areaId", next_role as role, owner_id as "ownerId",
        count(*)::int as count, (count(*) filter (where next_due_at < ${now}))::int as overdue,
        (count(*) filter (where owner_id is null))::int as unowned,
        (count(*) filter (where owner_id <> all (array(${ownersToday(authorityId)}))))::int as "ofLeavers",
        (count(*) filter (where missing_since <= ${longSince}))::int as "longMissing",
        (count(*) filter (where next_obligation is null))::int as forgotten
      from cases where authority_id = ${authorityId} and open
      group by grouping sets ((), (area_id), (next_role), (owner_id))) counted
    left join areas on areas.id = "areaId" left join roles on roles.role = counted.role left join people on people.id = "ownerId"
    order by overdue desc, count desc`.execute(database);
  const of = (kind: number) => rows.filter((row) => row.kind === kind);
  const [all] = of(7);
  return {
    all: all ?? { count: 0, overdue: 0, unowned: 0, ofLeavers: 0, longMissing: 0, forgotten: 0 },
    areas: of(3).map(({ areaId: id, area: name, count, overdue }) => ({ id, name, count, overdue })),
    roles: of(5).flatMap(({ role, title, count, overdue }) =>
      role ? [{ role, title: title ?? role, count, overdue }] : [],
    ),
    owners: of(6).map(({ ownerId: id, owner: name, count, overdue }) => ({ id, name, count, overdue })),
  };
}

export type LongMissing = {
  caseId: number;
  childId: number;
  reference: string;
  forename: string;
  surname: string;
  missingSince: Temporal.PlainDate;
  area: string | null;
  owner: string | null;
  nextAsks: string | null;
};

/** The children who have been missing education longest. */
export async function longestMissing(
  database: Database,
  authorityId: number,
  atMost: number,
): Promise<LongMissing[]> {
  const { rows } = await sql<LongMissing>`
    select cases.id as "caseId", cases.child_id as "childId", cases.reference, children.forename, children.surname,
      cases.missing_since as "missingSince", areas.name as area, people.name as owner, cases.next_asks as "nextAsks"
    from cases join children on children.id = cases.child_id left join areas on areas.id = cases.area_id
      left join people on people.id = cases.owner_id
    where cases.authority_id = ${authorityId} and cases.open and cases.missing_since is not null
    order by cases.missing_since, cases.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

export type Week = { endsOn: Temporal.PlainDate; opened: number; closed: number; open: number };

/** For each of the weeks that end on these days, how many cases were opened and closed in it and how many were open at its end. */
export async function weeksOf(
  database: Database,
  authorityId: number,
  days: readonly Temporal.PlainDate[],
): Promise<Week[]> {
  const { rows } = await sql<Week>`
    select day as "endsOn", opened, closed, (open_now + closed_after - opened_after)::int as open
    from unnest(${days.map(String)}::date[]) as day
    cross join lateral (select ((day + 1)::timestamp at time zone 'Europe/London') as ends,
      ((day - 6)::timestamp at time zone 'Europe/London') as begins) as week
    cross join (select count(*) as open_now from cases where authority_id = ${authorityId} and open) as now
    cross join lateral (select count(*) filter (where opened_at < ends)::int as opened,
      count(*) filter (where opened_at >= ends) as opened_after
      from cases where authority_id = ${authorityId} and opened_at >= begins) as openings
    cross join lateral (select count(*) filter (where closed_at < ends)::int as closed,
      count(*) filter (where closed_at >= ends) as closed_after
      from cases where authority_id = ${authorityId} and not open and closed_at >= begins) as closings
    order by day`.execute(database);
  return rows;
}
