import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { CaseFact } from "../../procedures/index.ts";

/** A case as it was known at a past moment, with what is needed to work out how it stood. */
export type PastCase = {
  caseId: number;
  childId: number;
  procedure: string;
  areaId: number | null;
  schoolId: number | null;
  reason: string;
  missingSince: Temporal.PlainDate | null;
  openedAt: Temporal.Instant;
  outcome: string | null;
  closedAt: Temporal.Instant | null;
};

/**
 * The cases that were open at a past moment, or else closed, as their facts were known then: by what opened, reopened or
 * closed them last. So many in the order of their ids, from one on. [H01]
 */
export async function casesAt(
  database: Database,
  { authorityId, at, closed }: { authorityId: number; at: Temporal.Instant; closed: boolean },
  after: number,
  rows: number,
): Promise<PastCase[]> {
  const found = await sql<PastCase>`
    select cases.id as "caseId", cases.child_id as "childId", cases.procedure, cases.area_id as "areaId", cases.school_id as "schoolId",
      coalesce(opening.details->>'reason', cases.reason) as reason,
      coalesce((opening.details->>'missingSince')::date, cases.missing_since) as "missingSince", cases.opened_at as "openedAt",
      case when last_turn.kind = 'case-closed' then last_turn.details->>'outcome' end as outcome,
      case when last_turn.kind = 'case-closed' then last_turn.happened_at end as "closedAt"
    from cases
    join children on children.id = cases.child_id
    cross join lateral (select kind, details, happened_at from case_facts f where f.case_id = cases.id and f.made_at <= ${at}
      and f.kind in ('case-opened', 'case-reopened', 'case-closed') order by f.id desc limit 1) last_turn
    cross join lateral (select case when last_turn.kind = 'case-opened' then last_turn.details else (select details from case_facts f
      where f.case_id = cases.id and f.made_at <= ${at} and f.kind = 'case-opened' order by f.id desc limit 1) end as details) opening
    where cases.authority_id = ${authorityId} and cases.opened_at <= ${at} and cases.id > ${after}
      and (last_turn.kind = 'case-closed') = ${closed}
    order by cases.id
    limit ${sql.lit(rows)}`.execute(database);
  return found.rows;
}

/** What a list of cases at a past moment says besides. */
export type PastDescription = {
  caseId: number;
  reference: string;
  forename: string;
  surname: string;
  upn: string | null;
  dateOfBirth: Temporal.PlainDate | null;
  area: string | null;
  school: string | null;
  owner: string | null;
};

/** Who the children of these cases are, by case: names, numbers and birth dates are those recorded by a moment. One query. [H01] */
export async function describedAt(
  database: Database,
  caseIds: readonly number[],
  at: Temporal.Instant,
): Promise<Map<number, PastDescription>> {
  const { rows } = await sql<PastDescription>`
    select cases.id as "caseId", cases.reference, coalesce(name.forename, children.forename) as forename,
      coalesce(name.surname, children.surname) as surname,
      (select value from child_identifiers i where i.child_id = cases.child_id and i.kind = 'upn' and i.made_at <= ${at}
        order by i.id desc limit 1) as upn,
      coalesce(particulars.date_of_birth, children.date_of_birth) as "dateOfBirth",
      areas.name as area, schools.name as school, people.name as owner
    from cases
    join children on children.id = cases.child_id
    left join areas on areas.id = cases.area_id
    left join schools on schools.id = cases.school_id
    left join people on people.id = cases.owner_id
    left join lateral (select forename, surname from child_names n where n.child_id = cases.child_id and n.made_at <= ${at} and n.kind = 'legal'
      order by n.id desc limit 1) name on true
    left join lateral (select date_of_birth from child_particulars p where p.child_id = cases.child_id and p.made_at <= ${at}
      and p.date_of_birth is not null order by p.id desc limit 1) particulars on true
    where cases.id = any (${[...caseIds]}::bigint[])`.execute(database);
  return new Map(rows.map((row) => [row.caseId, row]));
}

/**
 * The facts of several cases that were known at a moment, by case, in the order of their ids. One query, whose answer has a row for
 * each case: a row for each of twenty thousand facts took the driver three times as long to read.
 */
export async function factsKnownAt(
  database: Database,
  caseIds: readonly number[],
  at: Temporal.Instant,
): Promise<Map<number, CaseFact[]>> {
  const { rows } = await sql<{ caseId: number; facts: FactRow[] }>`
    select case_id as "caseId", json_agg(json_build_array(id, kind, happened_at, made_at, details, replaces) order by id) as facts
    from case_facts where case_id = any (${[...caseIds]}::bigint[]) and made_at <= ${at} group by case_id`.execute(
    database,
  );
  return new Map(
    rows.map(({ caseId, facts }) => [caseId, facts.map((row) => new FactOfMany(row) as CaseFact)]),
  );
}

type FactRow = [
  id: number,
  kind: string,
  happenedAt: string,
  madeAt: string,
  details: unknown,
  replaces: number | null,
];

/**
 * A fact of thousands. When each was made is asked only of facts that happened at the same moment.
 * Only recordFacts and recordHistories write facts, and theirs are typed by kind.
 */
class FactOfMany {
  readonly id: number;
  readonly kind: string;
  readonly happenedAt: Temporal.Instant;
  readonly details: unknown;
  readonly replaces: number | undefined;
  readonly #madeAt: string;

  constructor([id, kind, happenedAt, madeAt, details, replaces]: FactRow) {
    this.id = id;
    this.kind = kind;
    this.happenedAt = Temporal.Instant.from(happenedAt);
    this.details = details;
    this.replaces = replaces ?? undefined;
    this.#madeAt = madeAt;
  }

  get madeAt(): Temporal.Instant {
    return Temporal.Instant.from(this.#madeAt);
  }
}
