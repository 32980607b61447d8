import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Held } from "./lines-of-record.ts";
import type { AccessLine, AccessRequest, AccessStep } from "./request.ts";

const request = sql`r.id, r.reference, r.authority_id as "authorityId", r.child_id as "childId", r.asked_by as "askedBy", r.identity,
  r.received_on as "receivedOn", (select count(*)::int from subject_access_lines l where l.request_id = r.id) as lines,
  (select count(*)::int from subject_access_lines l where l.request_id = r.id
    and not exists (select from subject_access_decisions d where d.request_id = l.request_id and d.line = l.line)) as undecided,
  (select coalesce(json_agg(json_build_object('step', s.step, 'words', s.words, 'at', s.made_at, 'by', p.name) order by s.id), '[]')
    from subject_access_steps s join people p on p.id = s.made_by where s.request_id = r.id) as steps`;

/** Requests that have not been answered yet, the longest waiting first; or those of one child, the latest last. */
export async function accessRequests(
  database: Database,
  of: { authorityIds: readonly number[]; after?: number | undefined; count: number } | { childId: number },
): Promise<AccessRequest[]> {
  const where =
    "childId" in of
      ? sql`r.child_id = ${of.childId} order by r.id limit 100`
      : sql`r.authority_id = any (${[...of.authorityIds]}::int[]) and r.id > ${of.after ?? 0}
          and not exists (select from subject_access_steps s where s.request_id = r.id and s.step = 'given') order by r.id limit ${sql.lit(of.count)}`;
  const { rows } =
    await sql<AccessRequest>`select ${request} from subject_access_requests r where ${where}`.execute(
      database,
    );
  return rows;
}

/** A request that waits, with the child's name and if the viewer decided a line of it. */
export type RequestToWork = AccessRequest & { forename: string; surname: string; decidedByViewer: boolean };

/** The requests of these authorities that have not been answered, the longest waiting first. */
export async function requestsToWork(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  {
    authorityIds,
    areaId,
    atMost,
  }: { authorityIds: readonly number[]; areaId: number | undefined; atMost: number },
): Promise<RequestToWork[]> {
  const { rows } = await sql<RequestToWork>`
    select ${request}, c.forename, c.surname, exists (select from subject_access_decisions d
        where d.request_id = r.id and d.made_by = ${viewer.personId}) as "decidedByViewer"
    from subject_access_requests r join children c on c.id = r.child_id
    where r.authority_id = any (${[...authorityIds]}::int[]) ${areaId === undefined ? sql`` : sql`and c.area_id = ${areaId}`}
      and not exists (select from subject_access_steps s where s.request_id = r.id and s.step = 'given')
    order by r.received_on, r.id limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** One request by its reference; undefined when the viewer may not know of it. */
export async function accessRequestCalled(
  database: Database,
  reference: string,
): Promise<AccessRequest | undefined> {
  const { rows } =
    await sql<AccessRequest>`select ${request} from subject_access_requests r where r.reference = ${reference}`.execute(
      database,
    );
  return rows[0];
}

export async function insertRequest(
  { database, viewer, now }: Context,
  { id, authorityId }: { id: number; authorityId: number },
  { askedBy, identity, receivedOn }: Pick<AccessRequest, "askedBy" | "identity" | "receivedOn">,
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("subject_access_requests")
    .values({
      reference: sql<string>`next_reference(${authorityId}, 'A')`,
      ...{ authority_id: authorityId, child_id: id, asked_by: askedBy, identity, received_on: receivedOn },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** Everything that is held of a child, row by row. Throws what the database refuses. */
export async function recordOf(database: Database, childId: number): Promise<Held[]> {
  const { rows } = await sql<Held>`select part, held from record_of_child(${childId})`.execute(database);
  return rows;
}

/** Keeps the copy of the record, a line a row. */
export async function insertLines(
  database: Database,
  requestId: number,
  lines: readonly { part: string; words: string; thirdParty: string }[],
): Promise<void> {
  await sql`insert into subject_access_lines (request_id, line, part, words, third_party)
    select ${requestId}, place, one ->> 'part', one ->> 'words', one ->> 'thirdParty'
    from json_array_elements(${JSON.stringify(lines)}::json) with ordinality listed (one, place)`.execute(
    database,
  );
}

/** Lines of a request after one, in their order, with the last decision on each. */
export async function linesAfter(
  database: Database,
  requestId: number,
  after: number,
  count: number,
): Promise<AccessLine[]> {
  const { rows } = await sql<AccessLine>`
    select l.line, coalesce(p.called, l.part) as part, l.words, l.third_party as "thirdParty", d.decision, coalesce(d.hidden, '') as hidden, coalesce(d.reason, '') as reason
    from subject_access_lines l left join record_parts p on p.part = l.part
      left join lateral (select decision, hidden, reason from subject_access_decisions d
        where d.request_id = l.request_id and d.line = l.line order by d.id desc limit 1) d on true
    where l.request_id = ${requestId} and l.line > ${after} order by l.line limit ${sql.lit(count)}`.execute(
    database,
  );
  return rows;
}

export type LineDecided = { line: number; decision: "release" | "redact"; hidden: string; reason: string };

/** Keeps decisions on lines. */
export async function insertDecisions(
  { database, viewer, now }: Context,
  requestId: number,
  decided: readonly LineDecided[],
): Promise<void> {
  if (decided.length === 0) return;
  await database
    .insertInto("subject_access_decisions")
    .values(
      decided.map((each) => ({ request_id: requestId, ...each, made_at: now, made_by: viewer.personId })),
    )
    .execute();
}

/** If the viewer decided a line of it, and so does not check it. */
export async function hasDecided(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  requestId: number,
): Promise<boolean> {
  const { rows } =
    await sql`select from subject_access_decisions where request_id = ${requestId} and made_by = ${viewer.personId} limit 1`.execute(
      database,
    );
  return rows.length > 0;
}

export async function insertAccessStep(
  { database, viewer, now }: Context,
  requestId: number,
  step: AccessStep,
  words = "",
): Promise<void> {
  await database
    .insertInto("subject_access_steps")
    .values({ request_id: requestId, step, words, made_at: now, made_by: viewer.personId })
    .execute();
}

/** One act on a request at a time, until the transaction ends. */
export async function oneActAtATime(database: Database, requestId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(728114008, ${requestId}::int)`.execute(database);
}
