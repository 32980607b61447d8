import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Audience, SharedChild, SweepAction, SweepLikelihood, SweepStatus } from "./sweep.ts";

/** A sweep with how many children it met, and how many of them wait for a status. */
export type Sweep = {
  id: number;
  reference: string;
  authorityId: number;
  areaId: number;
  area: string;
  plannedOn: Temporal.PlainDate;
  place: string;
  partners: string;
  plannedBy: string;
  met: number;
  open: number;
};

const sweepShown = sql`s.id, s.reference, s.authority_id as "authorityId", s.area_id as "areaId", areas.name as area, s.planned_on as "plannedOn",
  s.place, s.partners, people.name as "plannedBy",
  (select count(*)::int from sweep_meetings m where m.sweep_id = s.id) as met,
  (select count(*)::int from sweep_meetings m where m.sweep_id = s.id and not exists (select from sweep_outcomes o where o.meeting_id = m.id)) as open`;

/** The sweeps that the viewer may see, the latest day first, from before a place on. [E06] */
export async function sweepsBefore(
  database: Database,
  before: { plannedOn: Temporal.PlainDate; id: number } | undefined,
  atMost: number,
): Promise<Sweep[]> {
  const { rows } = await sql<Sweep>`
    select ${sweepShown} from sweeps s join areas on areas.id = s.area_id join people on people.id = s.made_by
    where ${before ? sql`(s.planned_on, s.id) < (${before.plannedOn}, ${before.id})` : sql`true`}
    order by s.planned_on desc, s.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** The sweep with this reference; undefined when the viewer may not know of it. */
export async function sweepReferenced(database: Database, reference: string): Promise<Sweep | undefined> {
  const { rows } = await sql<Sweep>`
    select ${sweepShown} from sweeps s join areas on areas.id = s.area_id join people on people.id = s.made_by
    where s.reference = ${reference}`.execute(database);
  return rows[0];
}

/** The areas of these authorities, or these areas. */
export async function areasOf(
  database: Database,
  { authorities, areas }: { authorities: readonly number[]; areas: readonly number[] },
): Promise<{ id: number; authorityId: number; name: string }[]> {
  const { rows } = await sql<{ id: number; authorityId: number; name: string }>`
    select id, authority_id as "authorityId", name from areas
    where authority_id = any (${authorities}::int[]) or id = any (${areas}::int[]) order by name`.execute(
    database,
  );
  return rows;
}

/** Keeps a plan under the authority's next reference. */
export async function insertSweep(
  { database, viewer, now }: Context,
  plan: Pick<Sweep, "authorityId" | "areaId" | "plannedOn" | "place" | "partners">,
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("sweeps")
    .values({
      reference: sql<string>`next_reference(${plan.authorityId}::int, 'S')`,
      authority_id: plan.authorityId,
      area_id: plan.areaId,
      planned_on: plan.plannedOn,
      place: plan.place,
      partners: plan.partners,
      made_at: now,
      made_by: viewer.personId,
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** A child who was met, with the last that was recorded of them. */
export type Meeting = {
  id: number;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  age: string;
  sex: string | null;
  postcode: string | null;
  schoolSaid: string;
  reasonSaid: string;
  likelihood: SweepLikelihood;
  foundAt: string;
  onRoll: boolean;
  metAt: Temporal.Instant;
  metBy: string;
  status: SweepStatus | null;
  action: SweepAction | null;
  note: string | null;
  referral: string | null;
};

/** The children whom a sweep met, the last on top; no sweep meets more than some hundred. */
export async function meetingsOf(database: Database, sweepId: number): Promise<Meeting[]> {
  const { rows } = await sql<Meeting>`
    select m.id, m.forename, m.surname, m.date_of_birth as "dateOfBirth", m.age, m.sex, m.postcode, m.school_said as "schoolSaid",
      m.reason_said as "reasonSaid", m.likelihood, m.found_at as "foundAt", m.on_roll as "onRoll", m.made_at as "metAt", people.name as "metBy",
      o.status, o.action, o.note, r.reference as referral
    from sweep_meetings m join people on people.id = m.made_by
    left join lateral (select status, action, note from sweep_outcomes o where o.meeting_id = m.id order by o.id desc limit 1) o on true
    left join sweep_referrals r on r.meeting_id = m.id
    where m.sweep_id = ${sweepId} order by m.id desc limit 500`.execute(database);
  return rows;
}

/** Keeps a child who was met. */
export async function insertMeeting(
  { database, viewer, now }: Context,
  sweepId: number,
  met: Pick<
    Meeting,
    | ("forename" | "surname" | "dateOfBirth" | "age" | "sex" | "postcode" | "schoolSaid" | "reasonSaid")
    | ("likelihood" | "foundAt" | "onRoll")
  >,
): Promise<number> {
  const { id } = await database
    .insertInto("sweep_meetings")
    .values({
      sweep_id: sweepId,
      ...{ forename: met.forename, surname: met.surname, date_of_birth: met.dateOfBirth, age: met.age },
      ...{ sex: met.sex, postcode: met.postcode, school_said: met.schoolSaid, reason_said: met.reasonSaid },
      ...{ likelihood: met.likelihood, found_at: met.foundAt, on_roll: met.onRoll },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Keeps how a child who was met is educated, and what was done. */
export async function insertOutcome(
  { database, viewer, now }: Context,
  meetingId: number,
  { status, action, note }: { status: SweepStatus; action: SweepAction; note: string },
): Promise<void> {
  await database
    .insertInto("sweep_outcomes")
    .values({ meeting_id: meetingId, status, action, note, made_at: now, made_by: viewer.personId })
    .execute();
}

/** Keeps that a child who was met is referred. */
export async function insertSweepReferral(
  { database, viewer, now }: Context,
  meetingId: number,
  { id, reference }: { id: number; reference: string },
): Promise<void> {
  await database
    .insertInto("sweep_referrals")
    .values({ meeting_id: meetingId, referral_id: id, reference, made_at: now, made_by: viewer.personId })
    .execute();
}

/** The open case of a child in an authority, if there is one. As the program. */
export async function openCaseIn(
  database: Database,
  authorityId: number,
  childId: number,
): Promise<number | undefined> {
  const kase = await database
    .selectFrom("cases")
    .where("child_id", "=", childId)
    .where("authority_id", "=", authorityId)
    .where("open", "=", true)
    .select("id")
    .executeTakeFirst();
  return kase?.id;
}

/** A list that was shared, as it left. */
export type Share = {
  id: number;
  authorityId: number;
  audience: Audience;
  called: string;
  lawfulBasis: string;
  children: SharedChild[];
  madeAt: Temporal.Instant;
  madeBy: string;
};

const shareShown = sql`h.id, h.authority_id as "authorityId", h.audience, h.called, h.lawful_basis as "lawfulBasis", h.children, h.made_at as "madeAt",
  people.name as "madeBy"`;

/** What a sweep shared, the last on top. */
export async function sharesOf(database: Database, sweepId: number): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select ${shareShown} from sweep_shares h join people on people.id = h.made_by where h.sweep_id = ${sweepId} order by h.id desc limit 20`.execute(
    database,
  );
  return rows;
}

/** The lists that were shared with a service, the last on top, from before a place on. */
export async function sharesWith(
  database: Database,
  { audience, before, atMost }: { audience: Audience; before: number | undefined; atMost: number },
): Promise<Share[]> {
  const { rows } = await sql<Share>`
    select ${shareShown} from sweep_shares h join people on people.id = h.made_by
    where h.audience = ${audience} and ${before ? sql`h.id < ${before}` : sql`true`}
    order by h.id desc limit ${sql.lit(atMost)}`.execute(database);
  return rows;
}

/** One list that was shared with a service. */
export async function shareNumbered(
  database: Database,
  id: number,
  audience: Audience,
): Promise<Share | undefined> {
  const { rows } = await sql<Share>`
    select ${shareShown} from sweep_shares h join people on people.id = h.made_by
    where h.id = ${id} and h.audience = ${audience}`.execute(database);
  return rows[0];
}

/** Keeps what is shared with a service. */
export async function insertShare(
  { database, viewer, now }: Context,
  { id, authorityId }: Pick<Sweep, "id" | "authorityId">,
  share: Pick<Share, "audience" | "called" | "lawfulBasis" | "children">,
): Promise<void> {
  await database
    .insertInto("sweep_shares")
    .values({
      ...{ sweep_id: id, authority_id: authorityId, audience: share.audience, called: share.called },
      ...{ lawful_basis: share.lawfulBasis, children: JSON.stringify(share.children) },
      ...{ made_at: now, made_by: viewer.personId },
    })
    .execute();
}
