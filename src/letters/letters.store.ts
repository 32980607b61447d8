import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { PurposeName } from "./letter-purposes.ts";

export type SentBy = "post" | "hand";

/** A letter as it was sent, and what became of it. */
export type Letter = {
  id: number;
  reference: string;
  caseReference: string;
  template: string;
  about: PurposeName;
  title: string;
  addressee: string;
  /** Empty also where it has been hidden since. */
  address: string;
  /** Empty where it says an address that has been hidden since. */
  body: string;
  addressHidden: boolean;
  bodyHidden: boolean;
  writer: string;
  sentBy: SentBy;
  sentOn: Temporal.PlainDate;
  madeAt: Temporal.Instant;
  madeBy: string;
  madeById: number;
  /** What it left on the case and stands there, if anything. */
  factId: number | null;
  /** If it went otherwise than was recorded first. */
  putRight: boolean;
  /** Why it is on record though it was never sent; null for a letter that went. */
  notSentBecause: string | null;
  authority: string;
  colour: string;
  childId: number;
  /** If nobody may approach the family now. */
  held: boolean;
  outcome: "served" | "came-back" | null;
  happenedOn: Temporal.PlainDate | null;
  note: string | null;
};

/** If nothing has taken the place of a fact of the letter's case. What left no fact stands. */
function stands(factId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`not exists (select from case_facts later where later.case_id = l.case_id and later.replaces = ${factId})`;
}

/** How many letters a page shows. */
export const lettersOnPage = 50;

function lettersWhere(database: Database, rule: RawBuilder<unknown>): Promise<Letter[]> {
  return sql<Letter>`
    select l.id, l.reference, cases.reference as "caseReference", l.template, l.about, l.title, l.addressee,
      case when hides.address then '' else l.address end as address, case when hides.body then '' else l.body end as body,
      hides.address as "addressHidden", hides.body as "bodyHidden", l.writer,
      coalesce(put_right.sent_by, l.sent_by) as "sentBy", coalesce(put_right.sent_on, l.sent_on) as "sentOn",
      put_right.was is not null as "putRight", case when put_right.was = 'not' then put_right.because end as "notSentBecause",
      l.made_at as "madeAt", people.name as "madeBy", l.made_by as "madeById", stands.fact_id as "factId",
      authorities.name as authority, authorities.colour, cases.child_id as "childId",
      bars_approach(cases.id) or is_approach_barred(cases.child_id) as held,
      became.outcome, became.happened_on as "happenedOn", became.note
    from letters l join cases on cases.id = l.case_id join people on people.id = l.made_by
      join authorities on authorities.id = l.authority_id
      cross join lateral (select coalesce(bool_or(said_in(h.lines, h.postcode, l.address)), false) as address,
          coalesce(bool_or(said_in(h.lines, h.postcode, l.body)), false) as body
        from child_addresses h where h.child_id = cases.child_id and h.hidden and not exists (
          select from child_addresses later where later.child_id = h.child_id and later.replaces = h.id)) hides
      left join lateral (select was, sent_by, sent_on, because from letter_corrections where letter_id = l.id order by id desc limit 1) put_right on true
      left join lateral (select outcome, happened_on, note from letter_services where letter_id = l.id and ${stands(sql`letter_services.fact_id`)}
        order by id desc limit 1) became on true
      left join lateral (select max(left_by.fact_id) as fact_id from (select l.fact_id union select fact_id from letter_services where letter_id = l.id
          union select fact_id from letter_corrections where letter_id = l.id and was = 'otherwise') left_by
        where ${stands(sql`left_by.fact_id`)}) stands on true
    where ${rule}`
    .execute(database)
    .then(({ rows }) => rows);
}

/** The letters of a case, the latest first, from before one of them; one more than a page shows says that there are more. */
export function lettersOf(database: Database, caseId: number, before?: number): Promise<Letter[]> {
  const from = before === undefined ? sql`` : sql`and l.id < ${before}`;
  return lettersWhere(
    database,
    sql`l.case_id = ${caseId} ${from} order by l.id desc limit ${lettersOnPage + 1}`,
  );
}

/** The letter of a case with this reference, if there is one that the viewer may know of. */
export async function letterReferenced(
  database: Database,
  caseId: number,
  reference: string,
): Promise<Letter | undefined> {
  const [letter] = await lettersWhere(
    database,
    sql`l.case_id = ${caseId} and l.reference = ${reference} limit 1`,
  );
  return letter;
}

/** The letters of one day in some authorities, of one area or all, in the order of writing; one more than a page shows. */
export function lettersOfDay(
  database: Database,
  asked: {
    authorityIds: readonly number[];
    areaId: number | undefined;
    on: Temporal.PlainDate;
    after: number;
  },
): Promise<Letter[]> {
  const here = asked.areaId === undefined ? sql`` : sql`and cases.area_id = ${asked.areaId}`;
  return lettersWhere(
    database,
    sql`l.authority_id = any (${asked.authorityIds}::int[]) and l.sent_on = ${asked.on} and l.id > ${asked.after} ${here}
      and put_right.was is distinct from 'not'
      order by l.id limit ${lettersOnPage + 1}`,
  );
}

/** The areas of some authorities, by name. */
export function areasIn(
  database: Database,
  authorityIds: readonly number[],
): Promise<{ id: number; name: string; authorityId: number }[]> {
  return database
    .selectFrom("areas")
    .where("authority_id", "=", sql<number>`any (${authorityIds}::int[])`)
    .select(["id", "name", "authority_id as authorityId"])
    .orderBy("name")
    .execute();
}

export type NewLetter = Pick<
  Letter,
  "template" | "about" | "title" | "addressee" | "address" | "body" | "writer" | "sentBy" | "sentOn"
> & { caseId: number; authorityId: number; revision: number | null; factId: number | null };

type Made = { at: Temporal.Instant; by: number };

/** Appends a letter; answers its id and its reference. */
export async function insertLetter(
  database: Database,
  letter: NewLetter,
  made: Made,
): Promise<{ id: number; reference: string }> {
  return database
    .insertInto("letters")
    .values({
      reference: sql<string>`next_reference(${letter.authorityId}, 'L')`,
      ...{ case_id: letter.caseId, authority_id: letter.authorityId, fact_id: letter.factId },
      ...{ template: letter.template, text_revision: letter.revision, about: letter.about },
      ...{ title: letter.title, addressee: letter.addressee, address: letter.address, body: letter.body },
      ...{ writer: letter.writer, sent_by: letter.sentBy, sent_on: letter.sentOn },
      ...{ made_at: made.at, made_by: made.by },
    })
    .returning(["id", "reference"])
    .executeTakeFirstOrThrow();
}

/** Appends what became of a letter. */
export async function insertService(
  database: Database,
  service: {
    letterId: number;
    outcome: "served" | "came-back";
    happenedOn: Temporal.PlainDate;
    note: string;
    factId: number | null;
  },
  made: Made,
): Promise<void> {
  await database
    .insertInto("letter_services")
    .values({
      ...{ letter_id: service.letterId, outcome: service.outcome, happened_on: service.happenedOn },
      ...{ note: service.note, fact_id: service.factId, made_at: made.at, made_by: made.by },
    })
    .execute();
}

/** Appends how a letter really went, or that it did not go. */
export async function insertCorrection(
  database: Database,
  letterId: number,
  right: { was: "otherwise"; sentBy: SentBy; sentOn: Temporal.PlainDate } | { was: "not"; because: string },
  factId: number | null,
  made: Made,
): Promise<void> {
  await database
    .insertInto("letter_corrections")
    .values({
      ...{ letter_id: letterId, was: right.was, fact_id: factId, made_at: made.at, made_by: made.by },
      ...(right.was === "not"
        ? { because: right.because }
        : { sent_by: right.sentBy, sent_on: right.sentOn }),
    })
    .execute();
}
