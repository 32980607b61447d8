import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { AbsenceAsked } from "../procedures/index.ts";
import type { List } from "./lists.ts";
import type { ProvisionKind } from "./provisions.ts";

type Sourced = { id: number; source: string; madeAt: Temporal.Instant };
type Dated = { fromOn: Temporal.PlainDate | null; untilOn: Temporal.PlainDate | null };

export type ChildName = Sourced &
  Dated & { kind: string; forename: string; middleNames: string; surname: string };
export type ChildIdentifier = Sourced & { kind: string; value: string };
/** A hidden address comes without its lines and postcode, for everybody. */
export type ChildAddress = Sourced &
  Dated & { lines: string | null; postcode: string | null; certainty: string; hidden: boolean };
export type Carer = Sourced & {
  name: string;
  relationship: string;
  parentalResponsibility: string;
  livesWithChild: string;
  address: string | null;
  postcode: string | null;
  phones: string[];
};
export type Provision = Sourced &
  Dated & {
    kind: ProvisionKind;
    schoolName: string | null;
    place: string;
    hoursAWeek: number | null;
    leavingReason: string | null;
    destination: string | null;
  };
export type ChildFlag = Sourced & { flag: string; raised: boolean; note: string };
export type Particulars = Sourced & {
  dateOfBirth: Temporal.PlainDate | null;
  ethnicity: string | null;
  firstLanguage: string | null;
  specialEducationalNeeds: string | null;
  gp: string | null;
};
export type KnownByList = {
  entryId: number;
  list: List;
  schoolName: string | null;
  startsOn: Temporal.PlainDate | null;
  endsOn: Temporal.PlainDate | null;
  lastSeenAt: Temporal.Instant;
};
export type CaseOfChild = {
  reference: string;
  open: boolean;
  outcome: string | null;
  openedAt: Temporal.Instant;
};

/** Everything on record of one child that nothing has replaced, newest first. */
export type ChildRecord = {
  id: number;
  authorityId: number;
  /** The name of the procedure by which the child's authority works. */
  procedure: string;
  areaId: number | null;
  schoolId: number | null;
  schoolName: string | null;
  schoolAuthorityId: number | null;
  schoolAreaId: number | null;
  onRoll: boolean;
  /** The last day of the school whose roll has the child, where it has closed: such a school sends no roll that would end its last one. */
  schoolClosedOn: Temporal.PlainDate | null;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  sex: string | null;
  upn: string | null;
  postcode: string | null;
  educated: ProvisionKind;
  restricted: boolean;
  names: ChildName[];
  identifiers: ChildIdentifier[];
  addresses: ChildAddress[];
  carers: Carer[];
  provisions: Provision[];
  flags: ChildFlag[];
  particulars: Particulars[];
  lists: KnownByList[];
  cases: CaseOfChild[];
  /** What an open case says, to those who may see it: that the child has left or stays away, and since when. */
  notAttending: { since: Temporal.PlainDate } | null;
  /** The absence without leave that goes on at the school whose roll has the child, to those who may see its marks. */
  absence: AbsenceAsked | null;
};

/**
 * A child with everything that is on record, in one query; undefined when there is none, or none that the viewer may know of.
 * With `knownAt` the facts are those recorded by then, and so are the name and date of birth; what is hidden now stays hidden,
 * and where the child is educated is the present picture. [A02] [A03]
 */
export async function childRecord(
  database: Database,
  childId: number,
  { knownAt }: { knownAt?: Temporal.Instant | undefined } = {},
): Promise<ChildRecord | undefined> {
  const facts = (table: string, columns: RawBuilder<unknown>) => factsKnown(table, columns, knownAt);
  const isHidden = knownAt ? sql`(f.hidden or ${hiddenSince})` : sql`f.hidden`;
  const { rows } = await sql<{ child: string }>`
    select json_build_object('id', c.id, 'authorityId', c.authority_id,
      'procedure', (select procedure from authorities where id = c.authority_id), 'areaId', c.area_id, 'schoolId', c.school_id,
      'schoolName', s.name, 'schoolAuthorityId', s.authority_id, 'schoolAreaId', s.area_id, 'onRoll', c.on_roll,
      'schoolClosedOn', case when c.on_roll and s.closed_on < (now() at time zone 'Europe/London')::date then s.closed_on end,
      'forename', c.forename, 'surname', c.surname, 'dateOfBirth', c.date_of_birth, 'sex', c.sex, 'upn', c.upn,
      'postcode', c.postcode, 'educated', c.educated, 'restricted', c.restricted,
      'names', ${facts(
        "child_names",
        sql`'kind', f.kind, 'forename', f.forename, 'middleNames', f.middle_names,
        'surname', f.surname, 'fromOn', f.from_on, 'untilOn', f.until_on`,
      )},
      'identifiers', ${facts("child_identifiers", sql`'kind', f.kind, 'value', f.value`)},
      'addresses', ${facts(
        "child_addresses",
        sql`'lines', case when not ${isHidden} then f.lines end,
        'postcode', case when not ${isHidden} then f.postcode end, 'certainty', f.certainty, 'hidden', ${isHidden},
        'fromOn', f.from_on, 'untilOn', f.until_on`,
      )},
      'carers', ${facts(
        "carers",
        sql`'name', f.name, 'relationship', f.relationship,
        'parentalResponsibility', f.parental_responsibility, 'livesWithChild', f.lives_with_child,
        'address', case when not ${ownIsHidden} then f.address end, 'postcode', case when not ${ownIsHidden} then f.postcode end,
        'phones', f.phones`,
      )},
      'provisions', ${facts(
        "provisions",
        sql`'kind', f.kind, 'schoolName', (select name from schools where id = f.school_id),
        'place', f.place, 'hoursAWeek', f.hours_a_week, 'fromOn', f.from_on, 'untilOn', f.until_on,
        'leavingReason', f.leaving_reason,
        'destination', coalesce((select name from schools where laestab = f.destination), f.destination)`,
      )},
      'flags', ${facts("child_flags", sql`'flag', f.flag, 'raised', f.raised, 'note', f.note`)},
      'particulars', ${facts(
        "child_particulars",
        sql`'dateOfBirth', f.date_of_birth, 'ethnicity', f.ethnicity, 'firstLanguage', f.first_language,
        'specialEducationalNeeds', f.special_educational_needs, 'gp', f.gp`,
      )},
      'lists', (select coalesce(json_agg(json_build_object('entryId', e.id, 'list', e.list, 'schoolName', l.name, 'startsOn', e.starts_on,
        'endsOn', ${knownAt ? sql`case when e.last_seen_at <= ${knownAt} then e.ends_on end` : sql`e.ends_on`}, 'lastSeenAt', ${seenAt(knownAt)})
        order by ${seenAt(knownAt)} desc, e.id), '[]')
        from list_entries e left join schools l on l.id = e.school_id
        where e.child_id = c.id ${knownAt ? sql`and e.first_seen_at <= ${knownAt}` : sql``}),
      'cases', (select coalesce(json_agg(json_build_object('reference', k.reference, 'open', k.open, 'outcome', k.outcome,
        'openedAt', k.opened_at) order by k.opened_at desc), '[]') from cases k where k.child_id = c.id ${knownAt ? sql`and k.opened_at <= ${knownAt}` : sql``}),
      'notAttending', (${lastSaid}), 'absence', (${absenceGoingOn}))::text as child
    from children c left join schools s on s.id = c.school_id where c.id = ${childId}`.execute(database);
  const child = rows[0] && (JSON.parse(rows[0].child, withDates) as ChildRecord);
  return child && knownAt ? asCalledThen(child) : child;
}

/** The child by the name and the date of birth that were on record then, where any were. */
function asCalledThen(child: ChildRecord): ChildRecord {
  const { forename, surname } = child.names.find(({ kind }) => kind === "legal") ?? child;
  const told = child.particulars.find((particulars) => particulars.dateOfBirth);
  return { ...child, forename, surname, dateOfBirth: told?.dateOfBirth ?? child.dateOfBirth };
}

/** What the facts of an open case say last of the child's coming to school; a return ends it. */
const lastSaid = sql`select case when said.kind = 'pupil-returned' then null
    else json_build_object('since', (said.happened_at at time zone 'Europe/London')::date) end
  from cases k join case_facts said on said.case_id = k.id
  where k.child_id = c.id and k.open and said.kind in ('child-left-school', 'absence-began', 'pupil-returned')
    and not exists (select from case_facts later where later.case_id = k.id and later.replaces = said.id)
  order by said.happened_at desc, said.id desc limit 1`;

/** Ten school days or more without leave that no session has broken, as the marks of the school that has the child tell. */
const absenceGoingOn = sql`select json_build_object('days', a.days, 'since', a.since, 'until', a.until, 'school', s.name)
  from continuous_absences a where c.on_roll and a.child_id = c.id and a.school_id = c.school_id and a.kind = 'unauthorised'
    and a.broken_on is null order by a.since desc limit 1`;

/** If an address that was known then has been hidden since: whoever looks at a past day looks at it today. */
const hiddenSince = sql`exists (select from child_addresses hiding where hiding.child_id = f.child_id and hiding.hidden
  and (hiding.replaces = f.id or lower(hiding.lines) = lower(f.lines)))`;

/** If a carer's own address is one of the child's that is hidden now. */
const ownIsHidden = sql`says_hidden(f.child_id, concat_ws(' ', f.address, f.postcode))`;

/** When a list last showed the child, as far as was known then: of a row that was seen again later, when it first came. */
function seenAt(knownAt: Temporal.Instant | undefined) {
  return knownAt
    ? sql`case when e.last_seen_at <= ${knownAt} then e.last_seen_at else e.first_seen_at end`
    : sql`e.last_seen_at`;
}

/**
 * The facts of one table about the child `c` that no later one replaces, as JSON. The table is read once: asking it a
 * second time for replacements doubled what row-level security costs.
 */
function factsKnown(table: string, columns: RawBuilder<unknown>, knownAt: Temporal.Instant | undefined) {
  return sql`(select coalesce(json_agg(json_build_object('id', f.id, 'source', f.source, 'madeAt', f.made_at, ${columns})
    order by f.id desc) filter (where f.id <> all (f.replaced)), '[]')
    from (select *, coalesce(array_agg(replaces) filter (where replaces is not null) over (), '{}') as replaced
      from ${sql.table(table)} where child_id = c.id ${knownAt ? sql`and made_at <= ${knownAt}` : sql``}) f)`;
}

/** Makes the days (`...On`, `dateOfBirth`) and instants (`...At`) in JSON from their text. */
function withDates(key: string, value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (/On$|^dateOfBirth$|^since$|^until$/.test(key)) return Temporal.PlainDate.from(value);
  return key.endsWith("At") ? Temporal.Instant.from(value) : value;
}
