import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { CaseFact } from "../procedures/index.ts";
import type { CasePlace } from "./calendars.store.ts";

/** A case as it is kept: its facts, and every copy of what was worked out from them. */
export type KeptCase = {
  row: Awaited<ReturnType<typeof casesAfter>>[number];
  facts: readonly CaseFact[];
  obligations: readonly KeptRow[];
};
export type KeptRow = Awaited<ReturnType<typeof obligationsBetween>>[number];

const atOnce = 500;

/** Every case in the order of its id, some hundred at a time; the next ones are asked for while these are looked at. */
export async function* casesKept(database: Database): AsyncGenerator<KeptCase[]> {
  let next = pageAfter(database, 0);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (last === undefined) return;
    next = pageAfter(database, last.row.id);
    // What fails while nobody waits for it is met at the next turn.
    next.catch(() => {});
    yield page;
  }
}

/** Whose school days count in any case. */
export async function placesOfCases(database: Database): Promise<CasePlace[]> {
  return database
    .selectFrom("cases")
    .select(["authority_id as authorityId", "school_id as schoolId"])
    .distinct()
    .execute();
}

async function pageAfter(database: Database, after: number): Promise<KeptCase[]> {
  const rows = await casesAfter(database, after);
  const until = rows.at(-1)?.id;
  if (until === undefined) return [];
  const [facts, obligations] = await Promise.all([
    factsBetween(database, after, until),
    obligationsBetween(database, after, until),
  ]);
  const factsOf = byCase(facts);
  const obligationsOf = byCase(obligations);
  return rows.map((row) => ({
    row,
    facts: (factsOf.get(row.id) ?? []) as unknown as CaseFact[],
    obligations: obligationsOf.get(row.id) ?? [],
  }));
}

function casesAfter(database: Database, after: number) {
  return database
    .selectFrom("cases")
    .where("id", ">", after)
    .select(["id", "reference", "authority_id as authorityId", "area_id as areaId", "school_id as schoolId"])
    .select(["restricted", "procedure", "opened_at as openedAt", "open", "outcome", "closed_at as closedAt"])
    .select(["last_fact_id as lastFactId", "next_obligation as nextObligation", "next_asks as nextAsks"])
    .select(["next_clause as nextClause", "next_role as nextRole", "next_act as nextAct"])
    .select("next_due_at as nextDueAt")
    .orderBy("id")
    .limit(sql.lit(atOnce))
    .execute();
}

function factsBetween(database: Database, after: number, until: number) {
  return database
    .selectFrom("case_facts")
    .where("case_id", ">", after)
    .where("case_id", "<=", until)
    .select(["case_id as caseId", "id", "kind", "happened_at as happenedAt", "made_at as madeAt"])
    .select(["details", "replaces"])
    .orderBy("case_id")
    .orderBy("id")
    .execute();
}

function obligationsBetween(database: Database, after: number, until: number) {
  return database
    .selectFrom("obligations")
    .where("case_id", ">", after)
    .where("case_id", "<=", until)
    .select(["case_id as caseId", "procedure", "version", "obligation", "started_by as startedBy", "clause"])
    .select(["asks", "role", "act", "state", "started_at as startedAt", "due_at as dueAt", "met_at as metAt"])
    .select(["met_by as metBy", "not_until as notUntil", "why", "reading", "authority_id as authorityId"])
    .select(["area_id as areaId", "restricted", "late_tell as lateTell", "urgent"])
    .execute();
}

function byCase<Row extends { caseId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const some = found.get(row.caseId);
    if (some) some.push(row);
    else found.set(row.caseId, [row]);
  }
  return found;
}
