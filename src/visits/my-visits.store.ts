import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { RiskLevel } from "./risk-assessment.ts";
import { type AlsoMissing, alsoMissing } from "./visit-requests.store.ts";

/** What is still to be done at one door. Of a case that is held neither address nor carer is told. */
export type VisitOwed = {
  caseId: number;
  childId: number;
  reference: string;
  /** The last fact of the case: what a visitor had seen who records the visit later. */
  lastFactId: number | null;
  child: string;
  dateOfBirth: Temporal.PlainDate | null;
  missingSince: Temporal.PlainDate | null;
  dueAt: Temporal.Instant;
  /** Acts still to be done (write-to-family, assess-visit-risk, visit-family), the one that is due first in front. */
  acts: string[];
  /** Until when the first of them is to be done. */
  nextDueAt: Temporal.Instant;
  /** Why the child is looked for. */
  reason: string;
  /** What the area was told to fear. */
  concerns: string;
  alsoMissing: AlsoMissing[];
  /** If the visit was asked for as urgent, or a referral of the child was. */
  urgent: boolean;
  /** If nobody may go now. */
  held: boolean;
  /** If the safeguarding lead is to be asked first, for another child's sake. */
  familyBarred: boolean;
  address: string | null;
  postcode: string | null;
  hidden: boolean;
  /** Who is met there. */
  carers: { who: string; phones: string[] }[];
  /** The worst risk that anybody has found there or with this child. */
  knownRisk: RiskLevel | null;
  area: string | null;
  /** When the family was last written to about a visit, since it was last asked for. */
  letterSentAt: Temporal.Instant | null;
  /** Until when that is still to be done. */
  letterDueAt: Temporal.Instant | null;
  /** Who goes on which day, where that is planned. */
  planned: { personId: number; by: string; on: string } | null;
  /** Where its postcode lies, in degrees; never of an address that is hidden or of a case that is held. */
  position: { longitude: number; latitude: number; invented: boolean } | null;
};

/** How many visits a page shows. */
export const visitsOnPage = 30;

/** Where the list goes on: the last visit of the page before. */
export type After = { urgent: boolean; dueAt: Temporal.Instant; caseId: number };

/** What narrows the visits owed. */
export type VisitsAsked = {
  after?: After | undefined;
  areaId?: number | undefined;
  /** Those planned for this person, or for nobody yet. */
  of?: number | "nobody" | undefined;
  on?: Temporal.PlainDate | undefined;
};

/**
 * The visits owed in the cases that the viewer may see, urgent ones first, then the one due first: one row a case, one more than
 * a page holds if there are more. [E02]
 */
export async function visitsOwed(
  database: Database,
  { after, areaId, of, on }: VisitsAsked = {},
  most = visitsOnPage + 1,
): Promise<VisitOwed[]> {
  const rows = await sql<VisitOwed>`
    with steps as (
      select case_id, act, min(due_at) as due_at, bool_or(urgent) as urgent, bool_and(state = 'waiting') as waits,
        bool_or(state = 'suspended') as suspended
      from obligations
      where act in ('write-to-family', 'assess-visit-risk', 'visit-family') and state in ('waiting', 'open', 'due-soon', 'overdue', 'suspended')
      group by case_id, act),
    owed as (
      select case_id, coalesce(min(due_at) filter (where act = 'visit-family'), min(due_at)) as due_at,
        array_agg(act order by waits, due_at, act) as acts, (array_agg(due_at order by waits, due_at, act))[1] as next_due_at,
        min(due_at) filter (where act = 'write-to-family') as letter_due_at,
        bool_or(urgent) as urgent, bool_or(suspended) as suspended
      from steps group by case_id)
    select cases.id as "caseId", children.id as "childId", cases.reference, cases.last_fact_id as "lastFactId", children.forename || ' ' || children.surname as child,
      children.date_of_birth as "dateOfBirth", cases.missing_since as "missingSince", owed.due_at as "dueAt", owed.acts, owed.next_due_at as "nextDueAt",
      cases.reason, ${alsoMissing} as "alsoMissing",
      coalesce((select content ->> 'concerns' from visit_requests where case_id = cases.id order by id desc limit 1), '') as concerns,
      owed.urgent, owed.suspended or is_approach_barred(children.id) as held, is_family_barred(children.id) as "familyBarred", address.lines as address, address.postcode, coalesce(address.hidden, false) as hidden,
      (select coalesce(json_agg(json_build_object('who', name || case when relationship = '' then '' else ' (' || relationship || ')' end,
        'phones', phones) order by id), '[]') from carers
        where child_id = children.id and lives_with_child <> 'no' and not exists (
          select from carers as later where later.child_id = carers.child_id and later.replaces = carers.id)) as carers,
      (select overall from visit_risk_assessments as known
        where known.child_id = children.id or known.postcode = address.postcode
        order by array_position(array['high', 'medium', 'low'], overall) limit 1) as "knownRisk",
      areas.name as area, owed.letter_due_at as "letterDueAt",
      (select max(happened_at) from case_facts as letter where letter.case_id = cases.id and letter.kind = 'letter-sent'
        and letter.details ->> 'about' = 'visit' and letter.happened_at >= coalesce(
          (select made_at from visit_requests where case_id = cases.id order by id desc limit 1), cases.opened_at)) as "letterSentAt",
      case when plan.person_id is not null then json_build_object('personId', plan.person_id, 'by', plan.name, 'on', plan.on_day) end as planned,
      case when place.postcode is not null then
        json_build_object('longitude', place.longitude, 'latitude', place.latitude, 'invented', place.invented) end as position
    from owed join cases on cases.id = owed.case_id and cases.open join children on children.id = cases.child_id
    left join lateral (
      select lines, postcode, hidden from child_addresses as held where held.child_id = children.id and not exists (
        select from child_addresses as later where later.child_id = held.child_id and later.replaces = held.id)
      order by (certainty = 'left'), id desc limit 1) as address on true
    left join postcode_positions as place on place.postcode = address.postcode and not address.hidden
    left join areas on areas.id = cases.area_id
    left join lateral (
      select last.* from (select visit_plans.*, people.name from visit_plans left join people on people.id = person_id
        where case_id = cases.id order by visit_plans.id desc limit 1) as last
      where person_id is not null and not exists (select from visits where case_id = cases.id and visits.made_at > last.made_at)) as plan on true
    where ${sql.join(narrowedBy({ after, areaId, of, on }), sql` and `)}
    order by owed.urgent desc, owed.due_at, cases.id limit ${sql.lit(most)}`.execute(database);
  return rows.rows.map((row) =>
    row.held ? { ...row, address: null, postcode: null, carers: [], planned: null, position: null } : row,
  );
}

function narrowedBy({ after, areaId, of, on }: VisitsAsked) {
  return [
    after
      ? sql`(not owed.urgent, owed.due_at, cases.id) > (${!after.urgent}, ${after.dueAt}, ${after.caseId})`
      : sql`true`,
    ...(areaId === undefined ? [] : [sql`cases.area_id = ${areaId}`]),
    ...(of === undefined ? [] : [of === "nobody" ? sql`plan.id is null` : sql`plan.person_id = ${of}`]),
    ...(on === undefined ? [] : [sql`plan.on_day = ${on.toString()}::date`]),
  ];
}
