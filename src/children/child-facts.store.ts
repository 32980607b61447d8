import { sql } from "kysely";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { Carer, ChildName, ChildRecord } from "./child-record.store.ts";
import type { ProvisionKind } from "./provisions.ts";
import type { VulnerabilityGroup } from "./vulnerability-groups.ts";

type Recording = Pick<Context, "database" | "viewer" | "now">;

/** Records a name of a child. A legal name becomes the one shown. */
export async function recordName(
  { database, viewer, now }: Recording,
  childId: number,
  name: Pick<ChildName, "forename" | "middleNames" | "surname" | "source"> & {
    kind: "legal" | "preferred" | "former" | "other";
  },
): Promise<void> {
  const { kind, forename, middleNames, surname, source } = name;
  const made = { made_at: now, made_by: viewer.personId, source };
  await database
    .insertInto("child_names")
    .values({ child_id: childId, kind, forename, middle_names: middleNames, surname, ...made })
    .execute();
  if (kind !== "legal") return;
  await database.updateTable("children").set({ forename, surname }).where("id", "=", childId).execute();
}

/** Records a parent or carer of a child. */
export async function recordCarer(
  { database, viewer, now }: Recording,
  childId: number,
  carer: Pick<Carer, "name" | "relationship" | "phones" | "source"> & {
    parentalResponsibility: "yes" | "no" | "unknown";
    livesWithChild: "yes" | "no" | "unknown";
  },
): Promise<void> {
  const { name, relationship, phones, source, parentalResponsibility, livesWithChild } = carer;
  await database
    .insertInto("carers")
    .values({
      child_id: childId,
      name,
      relationship,
      phones,
      source,
      parental_responsibility: parentalResponsibility,
      lives_with_child: livesWithChild,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
}

/** What else is told of a child; what is left out is not changed. */
export type NewParticulars = {
  dateOfBirth?: Temporal.PlainDate | undefined;
  ethnicity?: string | undefined;
  firstLanguage?: string | undefined;
  specialEducationalNeeds?: string | undefined;
  gp?: string | undefined;
  source: string;
};

/** Records particulars of a child. A date of birth becomes the one shown. */
export async function recordParticulars(
  { database, viewer, now }: Recording,
  childId: number,
  told: NewParticulars,
): Promise<void> {
  await database
    .insertInto("child_particulars")
    .values({
      child_id: childId,
      date_of_birth: told.dateOfBirth ?? null,
      ethnicity: told.ethnicity ?? null,
      first_language: told.firstLanguage ?? null,
      special_educational_needs: told.specialEducationalNeeds ?? null,
      gp: told.gp ?? null,
      source: told.source,
      made_at: now,
      made_by: viewer.personId,
    })
    .execute();
  if (!told.dateOfBirth) return;
  await database
    .updateTable("children")
    .set({ date_of_birth: told.dateOfBirth })
    .where("id", "=", childId)
    .execute();
}

/** Records that a child belongs to a vulnerability group. What holds a case goes through `raiseFlags` of src/cases. [A08] */
export async function recordFlags(
  { database, viewer, now }: Recording,
  childId: number,
  flags: readonly string[],
  source: string,
): Promise<void> {
  if (flags.length === 0) return;
  const made = { child_id: childId, source, made_at: now, made_by: viewer.personId };
  await database
    .insertInto("child_flags")
    .values(flags.map((flag) => ({ ...made, flag })))
    .execute();
}

/** The flag of this name that stands on a child's record: since when, and who said so. */
export async function flagStanding(
  database: Database,
  childId: number,
  flag: VulnerabilityGroup,
): Promise<{ source: string; madeAt: Temporal.Instant } | undefined> {
  return (await flagsStanding(database, childId, [flag]))[0];
}

/** Which of these flags stand on a child's record, each once and as it was said last. */
export async function flagsStanding<Flag extends VulnerabilityGroup>(
  database: Database,
  childId: number,
  flags: readonly Flag[],
): Promise<{ flag: Flag; source: string; madeAt: Temporal.Instant }[]> {
  const { rows } = await sql<{ flag: Flag; source: string; madeAt: Temporal.Instant }>`
    select distinct on (flag) flag, source, made_at as "madeAt" from child_flags as flags
    where child_id = ${childId} and flag = any (${flags}::text[]) and raised and ${notReplaced}
    order by flag, id desc`.execute(database);
  return rows;
}

/** Records that a child belongs to a vulnerability group no longer. */
export async function lowerFlag(
  { database, viewer, now }: Recording,
  childId: number,
  flag: VulnerabilityGroup,
  source: string,
): Promise<void> {
  await sql`
    insert into child_flags (child_id, flag, raised, source, made_at, made_by, replaces)
    select child_id, flag, false, ${source}, ${now}, ${viewer.personId}, id from child_flags as flags
    where child_id = ${childId} and flag = ${flag} and raised and ${notReplaced}`.execute(database);
}

const notReplaced = sql<boolean>`not exists (
  select from child_flags as later where later.child_id = flags.child_id and later.replaces = flags.id)`;

/**
 * Records how a child is educated by hand, from a day to a day. One of the same kind and first day is replaced: so is it ended. The child's
 * present picture follows, but what a roll says of a child on it stands. [A03]
 */
export async function recordProvision(
  { database, viewer, now }: Recording,
  childId: number,
  provision: {
    kind: ProvisionKind;
    fromOn: Temporal.PlainDate;
    untilOn?: Temporal.PlainDate | undefined;
    source: string;
  },
): Promise<void> {
  const { kind, fromOn, untilOn, source } = provision;
  await sql`
    insert into provisions (child_id, kind, from_on, until_on, source, made_at, made_by, replaces)
    values (${childId}, ${kind}, ${fromOn}, ${untilOn ?? null}, ${source}, ${now}, ${viewer.personId},
      (select p.id from provisions p where p.child_id = ${childId} and p.kind = ${kind} and p.from_on = ${fromOn}
        and not exists (select from provisions later where later.child_id = p.child_id and later.replaces = p.id)
        order by p.id desc limit 1))`.execute(database);
  await sql`
    update children set educated = case when ${untilOn ?? null}::date is null then ${kind} else 'unknown' end
    where id = ${childId} and not on_roll and (${untilOn ?? null}::date is null or educated = ${kind})`.execute(
    database,
  );
}

/** Begins the record of a child whom nobody knew, with what a referral tells. Answers the child's id. */
export async function meetChild(
  context: Recording,
  authorityId: number,
  told: Pick<ChildRecord, "forename" | "surname" | "dateOfBirth" | "sex" | "upn" | "postcode">,
  source: string,
): Promise<number> {
  const { forename, surname, dateOfBirth, sex, upn, postcode } = told;
  const { id } = await context.database
    .insertInto("children")
    .values({
      ...{ authority_id: authorityId, forename, surname, date_of_birth: dateOfBirth, sex, upn, postcode },
      made_at: context.now,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await recordName(context, id, { kind: "legal", forename, middleNames: "", surname, source });
  return id;
}
