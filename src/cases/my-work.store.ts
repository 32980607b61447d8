import { type RawBuilder, sql } from "kysely";
import type { Post } from "../access/index.ts";
import type { Database } from "../database/index.ts";
import type { CaseFact, ProcedureAct } from "../procedures/index.ts";
import { actsHeld, holdingFlags } from "./hold.ts";
import { groupsBegin, rankOf, type WorkCounts } from "./my-work.ts";

/** What My work is narrowed to. */
export type WorkFilter = {
  areaId?: number | undefined;
  /** The person who owns the case; 0 for cases that nobody owns. */
  ownerId?: number | undefined;
  act?: ProcedureAct | undefined;
};

/** The last step of the page before. */
export type WorkPlace = {
  mine: boolean;
  urgent: boolean;
  dueAt: Temporal.Instant;
  caseId: number;
  obligation: string;
  startedBy: number;
};

export type OwedStep = WorkPlace & {
  act: ProcedureAct;
  asks: string;
  clause: string;
  owedBy: string;
  reference: string;
  childId: number;
  forename: string;
  surname: string;
  missingSince: Temporal.PlainDate | null;
  held: boolean;
  /** The school on whose roll another record of the child is, or is likely to be, as somebody said, by the very same name and birth date, or as the lists were compared last. */
  perhapsAt: string | null;
  latest: readonly (Pick<CaseFact, "kind" | "details"> & { happenedAt: string })[];
};

/** Where the viewer sees obligations, which roles they hold there, and if they see what others owe. */
type Ground = { column: "authority_id" | "area_id"; id: number; roles: string[]; others: boolean };

/** The viewer's posts by place; a post in an area of an authority where they have a post for all of it adds only its role. */
export function groundsOf(posts: readonly Post[]): Ground[] {
  const whole = new Set(posts.filter(({ areaId }) => areaId === null).map(({ authorityId }) => authorityId));
  const grounds = new Map<string, Ground>();
  for (const { authorityId, areaId, role, acts } of posts) {
    const ground: Pick<Ground, "column" | "id"> =
      areaId === null || whole.has(authorityId)
        ? { column: "authority_id", id: authorityId }
        : { column: "area_id", id: areaId };
    const key = `${ground.column}${ground.id}`;
    const known = grounds.get(key);
    const others = known?.others || acts.includes("see-others-work");
    grounds.set(key, { ...ground, others, roles: [...(known?.roles ?? []), role] });
  }
  return [...grounds.values()];
}

const live = sql`o.state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended')`;

export function narrowed({ areaId, ownerId, act }: WorkFilter): RawBuilder<unknown> {
  const parts = [
    areaId === undefined ? undefined : sql`and o.area_id = ${areaId}`,
    act === undefined ? undefined : sql`and o.act = ${act}`,
    ownerId === undefined
      ? undefined
      : sql`and o.case_id in (select id from cases where open and ${ownedBy(ownerId)})`,
  ].filter((part) => part !== undefined);
  return sql.join(parts, sql` `);
}

/** Of a case: that this person owns it; 0 for nobody. */
export function ownedBy(personId: number): RawBuilder<unknown> {
  return personId === 0 ? sql`owner_id is null` : sql`owner_id = ${personId}`;
}

/** One walk of an index: what is urgent or what is not, in the order in which it is due. */
function branch(
  ground: Ground,
  mine: boolean,
  role: RawBuilder<unknown>,
  urgent: boolean,
  asked: WorkAsked,
): RawBuilder<unknown> {
  const { now, filter, count } = asked;
  return sql`(select ${mine}::boolean as mine, o.* from obligations o
    where o.${sql.ref(ground.column)} = ${ground.id} and ${role} and ${urgent ? sql`o.urgent` : sql`not o.urgent`} and ${live}
      and (o.state <> 'waiting' or o.due_at < ${now}) ${behind(asked, mine, urgent)} ${narrowed(filter)}
    order by o.due_at, o.case_id, o.obligation, o.started_by limit ${sql.lit(count)})`;
}

/** That a step stands behind the last one of the page before. */
function behind({ now, after }: WorkAsked, mine: boolean, urgent: boolean): RawBuilder<unknown> {
  if (after?.mine !== mine) return sql``;
  if (after.urgent === urgent)
    return sql`and (o.due_at, o.case_id, o.obligation, o.started_by)
      > (${after.dueAt}, ${after.caseId}, ${after.obligation}, ${after.startedBy})`;
  // What is urgent and late or due today stands before all others; this week and later, in its group.
  const [, tomorrow, nextWeek] = groupsBegin(now);
  const rank = rankOf(after.dueAt, groupsBegin(now));
  const from = urgent
    ? [tomorrow, tomorrow, nextWeek, null][rank]
    : [undefined, undefined, tomorrow, nextWeek][rank];
  if (from === null) return sql`and false`;
  return from ? sql`and o.due_at >= ${from}` : sql``;
}

function bothOf(ground: Ground, mine: boolean, role: RawBuilder<unknown>, asked: WorkAsked) {
  return [true, false].map((urgent) => branch(ground, mine, role, urgent, asked));
}

export type WorkAsked = {
  posts: readonly Post[];
  now: Temporal.Instant;
  filter: WorkFilter;
  after?: WorkPlace | undefined;
  count: number;
};

/**
 * The steps owed in the cases that the viewer works on, in the order of My work (`inWorkOrder`): their own roles' first, then what they
 * wait for.
 */
export async function stepsOwed(database: Database, asked: WorkAsked): Promise<OwedStep[]> {
  const branches = groundsOf(asked.posts).flatMap((ground) => [
    // One branch a role: only then does the index give them in order.
    ...(asked.after?.mine === false
      ? []
      : ground.roles.flatMap((role) => bothOf(ground, true, sql`o.role = ${role}`, asked))),
    ...(ground.others ? bothOf(ground, false, sql`o.role <> all (${ground.roles}::text[])`, asked) : []),
  ]);
  if (branches.length === 0) return [];
  const [now, tomorrow, nextWeek] = groupsBegin(asked.now);
  const place = sql`case when urgent and due_at < ${tomorrow} then 0
    else 1 + (due_at >= ${now})::int + (due_at >= ${tomorrow})::int + (due_at >= ${nextWeek})::int end`;
  const { rows } = await sql<OwedStep>`
    with step as (select *, ${place} as place from (${sql.join(branches, sql` union all `)}) as s
      order by mine desc, place, urgent desc, due_at, case_id, obligation, started_by limit ${sql.lit(asked.count)})
    select step.mine, step.urgent, step.due_at as "dueAt", step.case_id as "caseId", step.obligation, step.started_by as "startedBy",
      step.act, step.asks, step.clause, roles.title as "owedBy", cases.reference, cases.child_id as "childId",
      children.forename, children.surname, cases.missing_since as "missingSince",
      -- One answer for each step that it may hold: asked as "exists", every child's flags were read for every list.
      step.state = 'suspended' or step.act = any (${actsHeld}::text[]) and coalesce((select true from child_flags f
        where f.child_id = children.id and f.flag = any (${holdingFlags}::text[]) and f.raised and not exists (
          select from child_flags later where later.child_id = f.child_id and later.replaces = f.id)
        limit 1), false) as held,
      coalesce(case when children.one_child_id is not null then (select schools.name from children other join schools on schools.id = other.school_id
          where other.one_child_id = children.one_child_id and other.on_roll limit 1) end,
        (select coalesce(f.evidence ->> 'namesakeAt', f.evidence ->> 'alikeAt') from comparison_findings f
          -- Not coalesce(): row-level security keeps that from the index.
          where f.child_id = case when children.one_child_id is null then children.id else children.one_child_id end
            and f.listed and f.case_id is null limit 1),
        (select schools.name from namesakes_of(children.id) as namesake join children other on other.id = namesake and other.on_roll
            join schools on schools.id = other.school_id limit 1)) as "perhapsAt",
      latest.facts as latest
    from step join cases on cases.id = step.case_id join children on children.id = cases.child_id
      join roles on roles.role = step.role
      cross join lateral (select coalesce(json_agg(json_build_object('kind', kind, 'details', details,
        'happenedAt', happened_at) order by happened_at desc, id desc), '[]') as facts
        from (select * from case_facts where case_id = step.case_id order by id desc limit 3) as f) as latest
    order by step.mine desc, step.place, step.urgent desc, step.due_at, step.case_id, step.obligation, step.started_by`.execute(
    database,
  );
  return rows;
}

export type WorkOverview = WorkCounts & {
  /** Of what is late or due today. */
  urgent: number;
  areas: readonly { id: number; name: string }[];
  owners: readonly { id: number; name: string }[];
};

/** What is overdue and due today of the viewer's own roles, what is late with others, how many cases are open, and what the list can be narrowed to. */
export async function workOverview(
  database: Database,
  posts: readonly Post[],
  { now, endOfToday }: { now: Temporal.Instant; endOfToday: Temporal.Instant },
): Promise<WorkOverview | undefined> {
  const grounds = groundsOf(posts);
  if (grounds.length === 0) return undefined;
  const owed = sql.join(
    grounds.map(
      ({ column, id, roles }) => sql`select o.due_at, o.urgent from obligations o
        where o.${sql.ref(column)} = ${id} and o.role = any (${roles}::text[]) and ${live} and o.due_at <= ${endOfToday}
          and o.state <> 'suspended' and (o.state <> 'waiting' or o.due_at < ${now})`,
    ),
    sql` union all `,
  );
  const others = sql.join(
    grounds.map(
      ({ column, id, roles }) => sql`select o.case_id, o.obligation, o.started_by from obligations o
        where o.${sql.ref(column)} = ${id} and o.role <> all (${roles}::text[]) and ${live} and o.due_at < ${now}
          and o.state <> 'suspended'`,
    ),
    sql` union all `,
  );
  const mine = sql.join(
    grounds.map(({ column, id }) => sql`cases.${sql.ref(column)} = ${id}`),
    sql` or `,
  );
  const authorities = [...new Set(posts.map(({ authorityId }) => authorityId))];
  const { rows } = await sql<WorkOverview>`
    select due.*, late.*, kept.*,
      (select coalesce(json_agg(json_build_object('id', id, 'name', name) order by name), '[]') from areas
        where authority_id = any (${authorities}::int[])) as areas,
      (select coalesce(json_agg(distinct jsonb_build_object('id', people.id, 'name', people.name)), '[]')
        from posts join permissions on permissions.role = posts.role and permissions.act = 'work-case'
        join people on people.id = posts.person_id where posts.authority_id = any (${authorities}::int[]) and not posts.of_system
          and posts.from_on <= current_date and (posts.until_on is null or posts.until_on >= current_date)) as owners
    from (select count(*) filter (where due_at < ${now}) as overdue, count(*) filter (where due_at >= ${now}) as today,
        count(*) filter (where urgent) as urgent
        from (${owed}) as o) as due, (select count(*) as "lateWithOthers" from (${others}) as o) as late,
      (select count(*) as open, count(*) filter (where next_obligation is null) as forgotten
        from cases where open and (${mine})) as kept`.execute(database);
  return rows[0];
}
