import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Recipient } from "./enquiry.ts";

export type NamedRecipient = Recipient & {
  name: string;
  toKind: string;
  /** The area that an agency serves; null is all of the authority. */
  areaId: number | null;
  area: string | null;
};

/** Whom an authority can ask besides schools: every other authority, and its own agencies that its directory has not ended. */
export async function recipientsOf(
  database: Database,
  authorityId: number,
): Promise<{ own: string; authorities: NamedRecipient[]; agencies: NamedRecipient[] }> {
  const [authorities, agencies] = await Promise.all([
    database.selectFrom("authorities").select(["id", "name"]).orderBy("name").execute(),
    database
      .selectFrom("agencies")
      .leftJoin("directory", (join) =>
        join
          .onRef("directory.authority_id", "=", "agencies.authority_id")
          .onRef("directory.agency_id", "=", "agencies.id"),
      )
      .leftJoin("areas", "areas.id", "directory.area_id")
      .where("agencies.authority_id", "=", authorityId)
      .where((row) => row.or([row("directory.ended", "is", null), row("directory.ended", "=", false)]))
      .select(["agencies.id", "agencies.name", "agencies.kind", "areas.id as areaId", "areas.name as area"])
      .orderBy("agencies.name")
      .execute(),
  ]);
  return {
    own: authorities.find(({ id }) => id === authorityId)?.name ?? "",
    authorities: authorities
      .filter(({ id }) => id !== authorityId)
      .map(({ id, name }) => ({
        ...{ kind: "authority" as const, id, name, toKind: "other-authority", areaId: null, area: null },
      })),
    agencies: agencies.map(({ kind, ...agency }) => ({ kind: "agency" as const, ...agency, toKind: kind })),
  };
}

export type AskedSchool = {
  id: number;
  laestab: string;
  name: string;
  authorityId: number;
  authority: string;
};

/** Schools by authority and name: those of one authority, or all. */
export function schoolsOf(database: Database, authorityId?: number): Promise<AskedSchool[]> {
  return database
    .selectFrom("schools")
    .innerJoin("authorities", "authorities.id", "schools.authority_id")
    .$if(authorityId !== undefined, (query) => query.where("schools.authority_id", "=", authorityId ?? 0))
    .select(["schools.id", "schools.laestab", "schools.name", "schools.authority_id as authorityId"])
    .select("authorities.name as authority")
    .orderBy("authorities.name")
    .orderBy("schools.name")
    .execute();
}

/** What the record of a case's child holds that may be disclosed. */
export type RecordToDisclose = {
  forename: string;
  surname: string;
  otherNames: string | null;
  dateOfBirth: Temporal.PlainDate | null;
  sex: string | null;
  upn: string | null;
  formerSchool: string | null;
  carers: string | null;
  missingSince: Temporal.PlainDate | null;
};

export async function recordToDisclose(
  database: Database,
  caseId: number,
): Promise<RecordToDisclose | undefined> {
  const rows = await sql<RecordToDisclose>`
    select children.forename, children.surname, children.date_of_birth as "dateOfBirth", children.sex, children.upn,
      coalesce(left_school.name, last_school.name) as "formerSchool", cases.missing_since as "missingSince",
      (select string_agg(distinct forename || ' ' || surname, ', ') from child_names
        where child_id = children.id and (forename, surname) <> (children.forename, children.surname)) as "otherNames",
      (select string_agg(name, ', ' order by id) from carers where child_id = children.id and not exists (
        select from carers as later where later.child_id = carers.child_id and later.replaces = carers.id)) as carers
    from cases join children on children.id = cases.child_id
    left join schools as left_school on left_school.id = cases.school_id
    left join schools as last_school on last_school.id = children.school_id
    where cases.id = ${caseId}`.execute(database);
  return rows.rows[0];
}
