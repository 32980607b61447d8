import { sql } from "kysely";
import type { Context } from "../../context.ts";
import type { Database } from "../../database/index.ts";
import type { CaseOnRegister, LetterKind, LineTold } from "./area-register.ts";

type Making = Pick<Context, "database" | "viewer" | "now">;
const factsShown = 4;

/** The open cases of an authority as its areas are told of them: the longest missing first in each area. [H02] */
export async function casesForRegisters(database: Database, authorityId: number): Promise<CaseOnRegister[]> {
  const { rows } = await sql<CaseOnRegister>`
    select c.id as "caseId", c.area_id as "areaId", c.reference, ch.forename, ch.surname, ch.date_of_birth::text as "dateOfBirth", ch.upn,
      s.name as school, c.reason, c.missing_since::text as "missingSince", p.name as owner,
      (select coalesce(json_agg(json_build_object('kind', f.kind, 'details', f.details, 'happenedAt', f.happened_at) order by f.happened_at desc, f.id desc), '[]')
        from (select * from case_facts f where f.case_id = c.id
            and not exists (select from case_facts later where later.case_id = f.case_id and later.replaces = f.id)
          order by f.happened_at desc, f.id desc limit ${sql.lit(factsShown)}) f) as facts,
      (select coalesce(json_agg(json_build_object('asks', o.asks, 'role', o.role, 'dueAt', o.due_at) order by o.due_at), '[]')
        from obligations o where o.case_id = c.id and o.state in ('open', 'due-soon', 'overdue')) as obligations,
      (select coalesce(json_agg(json_build_object('to', coalesce(asked.name, schools.name, agencies.name), 'askedAt', e.asked_at) order by e.asked_at), '[]')
        from enquiries e left join authorities asked on asked.id = e.to_authority_id left join schools on schools.id = e.to_school_id
          left join agencies on agencies.id = e.to_agency_id
        where e.case_id = c.id and e.answered_at is null and e.withdrawn_at is null) as enquiries
    from cases c join children ch on ch.id = c.child_id left join schools s on s.id = c.school_id left join people p on p.id = c.owner_id
    where c.authority_id = ${authorityId} and c.open
    order by c.missing_since nulls first, c.id`.execute(database);
  return rows;
}

/** Keeps the register of one area, or of the cases of none, with its lines in their order. */
export async function insertRegister(
  { database, viewer, now }: Making,
  { authorityId, areaId, dutyFactId }: { authorityId: number; areaId: number | null; dutyFactId: number },
  lines: readonly { caseId: number; told: LineTold }[],
): Promise<number> {
  const made = { made_at: now, made_by: viewer.personId };
  const { id } = await database
    .insertInto("area_registers")
    .values({ authority_id: authorityId, area_id: areaId, duty_fact_id: dutyFactId, ...made })
    .returning("id")
    .executeTakeFirstOrThrow();
  await sql`
    insert into area_register_lines (register_id, case_id, told, made_at, made_by)
    select ${id}, line."caseId", line.told, ${now}, ${viewer.personId}
    from json_to_recordset(${JSON.stringify(lines)}::json) as line ("caseId" bigint, told jsonb)`.execute(
    database,
  );
  return id;
}

/** A register with how many children stand on it, of how many the area has said something, and when all is owed. */
export type AreaRegister = {
  id: number;
  authorityId: number;
  areaId: number | null;
  area: string | null;
  dutyFactId: number;
  madeAt: Temporal.Instant;
  lines: number;
  answered: number;
};

const registers = sql`
  select r.id, r.authority_id as "authorityId", r.area_id as "areaId", areas.name as area, r.duty_fact_id as "dutyFactId", r.made_at as "madeAt",
    count(l.id)::int as lines, (count(l.id) filter (where exists (select from area_register_news n where n.line_id = l.id)))::int as answered
  from area_registers r left join areas on areas.id = r.area_id left join area_register_lines l on l.register_id = r.id`;

/** The registers that the viewer sees, the latest first, each month's by area; before one of these ids. [H02] */
export async function registersBefore(
  database: Database,
  before: number | undefined,
  atMost: number,
): Promise<AreaRegister[]> {
  const { rows } = await sql<AreaRegister>`
    ${registers} where ${before === undefined ? sql`true` : sql`r.id < ${before}`}
    group by r.id, areas.name order by r.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The register of this number, if the viewer may know of it. */
export async function registerNumbered(database: Database, id: number): Promise<AreaRegister | undefined> {
  const { rows } = await sql<AreaRegister>`${registers} where r.id = ${id} group by r.id, areas.name`.execute(
    database,
  );
  return rows[0];
}

/** The registers that went out last in an authority, of every area. */
export async function lastRegisters(database: Database, authorityId: number): Promise<AreaRegister[]> {
  const { rows } = await sql<AreaRegister>`
    ${registers} where r.authority_id = ${authorityId}
      and r.duty_fact_id = (select max(duty_fact_id) from area_registers last where last.authority_id = ${authorityId})
    group by r.id, areas.name order by r.id`.execute(database);
  return rows;
}

/** A line as it was sent, with what the area said of it since. */
export type RegisterLine = {
  id: number;
  caseId: number;
  told: LineTold;
  news: { words: string; madeAt: string; by: string }[];
};

/** Lines of a register after one of them, in the order in which they were sent; `waiting` leaves out those of which something was said. [H02] */
export async function linesOf(
  database: Database,
  registerId: number,
  { after, waiting, count }: { after: number; waiting: boolean; count: number },
): Promise<RegisterLine[]> {
  const { rows } = await sql<RegisterLine>`
    select l.id, l.case_id as "caseId", l.told,
      (select coalesce(json_agg(json_build_object('words', n.words, 'madeAt', n.made_at, 'by', p.name) order by n.id), '[]')
        from area_register_news n join people p on p.id = n.made_by where n.line_id = l.id) as news
    from area_register_lines l
    where l.register_id = ${registerId} and l.id > ${after}
      and ${waiting ? sql`not exists (select from area_register_news n where n.line_id = l.id)` : sql`true`}
    order by l.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The cases of these lines of a register, by line. */
export async function casesOfLines(
  database: Database,
  registerId: number,
  lines: readonly number[],
): Promise<Map<number, number>> {
  const rows = await database
    .selectFrom("area_register_lines")
    .where("register_id", "=", registerId)
    .where("id", "=", sql<number>`any (${lines}::bigint[])`)
    .select(["id", "case_id as caseId"])
    .execute();
  return new Map(rows.map(({ id, caseId }) => [id, caseId]));
}

/** Keeps what the area said of one line, beside the fact in its case. */
export async function insertNews(
  { database, viewer, now }: Making,
  news: { lineId: number; caseId: number; factId: number; words: string },
): Promise<void> {
  await database
    .insertInto("area_register_news")
    .values({
      ...{ line_id: news.lineId, case_id: news.caseId, fact_id: news.factId, words: news.words },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}

/** Who leads an area, today. */
export async function leadsOf(
  database: Database,
  areas: readonly number[],
  today: Temporal.PlainDate,
): Promise<{ areaId: number; name: string; email: string }[]> {
  const { rows } = await sql<{ areaId: number; name: string; email: string }>`
    select posts.area_id as "areaId", people.name, people.email from posts join people on people.id = posts.person_id
    where posts.role = 'area-lead' and posts.area_id = any (${areas}::int[]) and posts.from_on <= ${today} and (posts.until_on is null or posts.until_on >= ${today})
    order by people.name`.execute(database);
  return rows;
}

/** Which letters have gone about each of these registers. */
export async function lettersSent(
  database: Database,
  registerIds: readonly number[],
): Promise<Map<number, { kind: LetterKind; madeAt: Temporal.Instant }[]>> {
  const rows = await database
    .selectFrom("area_register_letters")
    .where("register_id", "=", sql<number>`any (${registerIds}::bigint[])`)
    .select(["register_id as registerId", "kind", "made_at as madeAt"])
    .orderBy("id")
    .execute();
  const letters = rows.map(({ registerId, kind, madeAt }) => ({
    registerId,
    letter: { kind: kind as LetterKind, madeAt },
  }));
  return new Map(
    [...Map.groupBy(letters, ({ registerId }) => registerId)].map(([id, some]) => [
      id,
      some.map(({ letter }) => letter),
    ]),
  );
}

/** Notes that a letter about a register has gone. */
export async function insertLetterSent(
  { database, viewer, now }: Making,
  { registerId, kind, sentTo }: { registerId: number; kind: LetterKind; sentTo: number },
): Promise<void> {
  await database
    .insertInto("area_register_letters")
    .values({ register_id: registerId, kind, sent_to: sentTo, made_at: now, made_by: viewer.personId })
    .execute();
}
