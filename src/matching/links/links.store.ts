import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { FieldEvidence } from "../linkage/index.ts";
import type { LinkedList } from "../linked-fields.ts";
import type { Answer, Decision, LinkedRecord } from "./link.ts";

/** One link as a line of a list: who the row names, and whom it may be. */
export type LinkLine = {
  id: number;
  list: LinkedList;
  childId: number | null;
  name: string;
  dateOfBirth: Temporal.PlainDate | null;
  otherName: string;
  otherDateOfBirth: Temporal.PlainDate | null;
  /** The list of the other row; null where it is a child on record. */
  otherList: LinkedList | null;
  probability: number;
  answer: Answer;
  evidence: FieldEvidence[];
  risk: number;
  doubt: number;
  decided: Decision | null;
  decisionId: number | null;
  decidedBy: string | null;
  decidedAt: Temporal.Instant | null;
};

/** Where a page of links begins. */
export type LinkPlace = { risk: number; doubt: number; id: number };

const lineShown = sql`l.id, l.list, l.child_id as "childId", concat_ws(' ', e.forename, e.surname) as name, e.date_of_birth as "dateOfBirth",
  concat_ws(' ', coalesce(c.forename, o.forename), coalesce(c.surname, o.surname)) as "otherName",
  coalesce(c.date_of_birth, o.date_of_birth) as "otherDateOfBirth", o.list as "otherList", l.probability, l.answer, l.evidence, l.risk, l.doubt,
  l.decided, l.decision_id as "decisionId"`;
const joined = sql`join list_entries e on e.id = l.entry_id left join children c on c.id = l.child_id
  left join list_entries o on o.id = l.other_entry_id`;

/** The links of an authority that wait for a person: what most hangs on first, and of these the most doubtful. */
export async function linksToConfirm(
  database: Database,
  asked: {
    authorityId: number;
    list: LinkedList | undefined;
    after: LinkPlace | undefined;
    count: number;
  },
): Promise<LinkLine[]> {
  const { authorityId, list, after, count } = asked;
  const { rows } = await sql<LinkLine>`
    select ${lineShown}, null as "decidedBy", null as "decidedAt" from list_links l ${joined}
    where l.open and l.authority_id = ${authorityId} ${list ? sql`and l.list = ${list}` : sql``}
      ${after ? sql`and (l.risk, l.doubt, l.id) > (${after.risk}, ${after.doubt}, ${after.id})` : sql``}
    order by l.risk, l.doubt, l.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The links of an authority on which a person has decided, the latest decision first. */
export async function linksDecided(
  database: Database,
  asked: { authorityId: number; list: LinkedList | undefined; before: number | undefined; count: number },
): Promise<LinkLine[]> {
  const { authorityId, list, before, count } = asked;
  const { rows } = await sql<LinkLine>`
    select ${lineShown}, people.name as "decidedBy", d.made_at as "decidedAt" from list_links l ${joined}
      join link_decisions d on d.id = l.decision_id join people on people.id = d.made_by
    where l.decided is not null and l.authority_id = ${authorityId} ${list ? sql`and l.list = ${list}` : sql``}
      ${before ? sql`and l.decision_id < ${before}` : sql``}
    order by l.decision_id desc limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** Where a page of what the program joined begins. */
export type JoinedPlace = { probability: number; id: number };

/**
 * What the program joined by itself and nobody has looked at, the least likely first: by likeness, or by a number alone where
 * name or birthday is another. What was matched exactly and weighed is not among them. [A11]
 */
export async function linksJoined(
  database: Database,
  asked: {
    authorityId: number;
    list: LinkedList | undefined;
    after: JoinedPlace | undefined;
    count: number;
  },
): Promise<LinkLine[]> {
  const { authorityId, list, after, count } = asked;
  const { rows } = await sql<LinkLine>`
    select ${lineShown}, null as "decidedBy", null as "decidedAt" from list_links l ${joined}
    where l.answer <> 'to-be-confirmed' and l.decided is null and l.authority_id = ${authorityId} ${list ? sql`and l.list = ${list}` : sql``}
      and (l.answer = 'matched' or l.child_id is null or e.matched_child_id is distinct from l.child_id)
      and (l.child_id is null or e.child_id = l.child_id)
      ${after ? sql`and (l.probability, l.id) > (${after.probability}, ${after.id})` : sql``}
    order by l.probability, l.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** How many links of each list wait for a person. */
export async function linksWaiting(
  database: Database,
  authorityId: number,
): Promise<{ list: LinkedList; count: number }[]> {
  const { rows } = await sql<{ list: LinkedList; count: number }>`
    select list, count(*) as count from list_links where open and authority_id = ${authorityId}
    group by list, risk order by risk`.execute(database);
  return rows;
}

/** The link that comes after another one in the same order; undefined at the end. */
export async function linkAfter(
  database: Database,
  { id, authorityId, list }: { id: number; authorityId: number; list: LinkedList | undefined },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select l.id from list_links l join list_links this on this.id = ${id}
    where l.open and l.authority_id = ${authorityId} and l.id <> ${id} ${list ? sql`and l.list = ${list}` : sql``}
    order by (l.risk, l.doubt, l.id) < (this.risk, this.doubt, this.id), l.risk, l.doubt, l.id limit 1`.execute(
    database,
  );
  return rows[0]?.id;
}

/** Two records side by side, and all that is known of whether they are one child. */
export type LinkShown = {
  id: number;
  authorityId: number;
  entryId: number;
  childId: number | null;
  otherEntryId: number | null;
  probability: number;
  answer: Answer;
  evidence: FieldEvidence[];
  madeAt: Temporal.Instant;
  /** The child whom the row means now, where that is another one. */
  meansChildId: number | null;
  decided: Decision | null;
  decisionId: number | null;
  row: LinkedRecord;
  other: LinkedRecord;
  /** If where the child lives is hidden: then neither record says it, for a list may give the same address. */
  addressHidden: boolean;
  history: { decision: Decision | "undone"; note: string; madeAt: string; madeBy: string }[];
};

const rowAsRecord = (e: string) =>
  sql.raw(`json_build_object('list', ${e}.list, 'childId', null, 'forename', ${e}.forename, 'middleNames', ${e}.middle_names,
    'surname', ${e}.surname, 'alsoCalled', array_remove(array[nullif(${e}.other_forename, ''), nullif(${e}.other_surname, '')], null),
    'dateOfBirth', ${e}.date_of_birth, 'sex', ${e}.sex, 'upn', ${e}.upn, 'formerUpn', ${e}.former_upn, 'address', ${e}.address,
    'postcode', ${e}.postcode, 'schoolName', (select name from schools where id = ${e}.school_id), 'startsOn', ${e}.starts_on,
    'endsOn', ${e}.ends_on, 'lastSeenAt', ${e}.last_seen_at)`);

const childAsRecord = sql`json_build_object('list', 'child-record', 'childId', c.id, 'forename', c.forename,
  'middleNames', coalesce((select middle_names from child_names n where n.child_id = c.id and middle_names <> '' order by id desc limit 1), ''),
  'surname', c.surname, 'alsoCalled', (select coalesce(json_agg(distinct concat_ws(' ', n.forename, n.surname)), '[]') from child_names n
    where n.child_id = c.id and (lower(n.forename), lower(n.surname)) <> (lower(c.forename), lower(c.surname))),
  'dateOfBirth', c.date_of_birth, 'sex', c.sex, 'upn', c.upn,
  'formerUpn', (select value from child_identifiers i where i.child_id = c.id and i.kind = 'former-upn' order by id desc limit 1),
  'address', coalesce((select a.lines from child_addresses a where a.child_id = c.id and a.certainty <> 'left' order by id desc limit 1), ''),
  'postcode', c.postcode, 'schoolName', (select name from schools where id = c.school_id), 'startsOn', null, 'endsOn', null,
  'lastSeenAt', null)`;

/** The link of this id with both records; undefined where there is none that the viewer may know of. */
export async function linkShown(database: Database, id: number): Promise<LinkShown | undefined> {
  const { rows } = await sql<Omit<LinkShown, "row" | "other"> & { row: string; other: string }>`
    select l.id, l.authority_id as "authorityId", l.entry_id as "entryId", l.child_id as "childId", l.other_entry_id as "otherEntryId",
      l.probability, l.answer, l.evidence, l.made_at as "madeAt", nullif(e.child_id, l.child_id) as "meansChildId", l.decided,
      l.decision_id as "decisionId", (${rowAsRecord("e")})::text as row,
      (case when c.id is null then ${rowAsRecord("o")} else ${childAsRecord} end)::text as other,
      exists (select from child_addresses a where a.child_id in (c.id, e.child_id) and a.hidden and not exists
        (select from child_addresses later where later.child_id = a.child_id and later.replaces = a.id)) as "addressHidden",
      (select coalesce(json_agg(json_build_object('decision', d.decision, 'note', d.note, 'madeAt', d.made_at,
        'madeBy', (select name from people where people.id = d.made_by)) order by d.id desc), '[]') from link_decisions d where d.link_id = l.id) as history
    from list_links l ${joined} where l.id = ${id}`.execute(database);
  const [found] = rows;
  return found && { ...found, row: recordFrom(found.row), other: recordFrom(found.other) };
}

function recordFrom(json: string): LinkedRecord {
  return JSON.parse(json, (key, value: unknown) => {
    if (typeof value !== "string") return value;
    if (/On$|^dateOfBirth$/.test(key)) return Temporal.PlainDate.from(value);
    return key === "lastSeenAt" ? Temporal.Instant.from(value) : value;
  }) as LinkedRecord;
}
