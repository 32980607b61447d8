import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { AuthorityFile, PersonNamed } from "./authority-file.ts";

type Authority = AuthorityFile["authority"];

/** Puts an authority into the record, or changes what is told otherwise; the code says which it is. Answers its id. */
export async function putAuthority(owner: Database, told: Authority): Promise<number> {
  const { id } = await owner
    .insertInto("authorities")
    .values(told)
    .onConflict((known) =>
      known.column("code").doUpdateSet({
        ...{ name: told.name, initials: told.initials, colour: told.colour, procedure: told.procedure },
      }),
    )
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds the areas and agencies that are not there yet. Answers how many. */
export async function addPlaces(
  owner: Database,
  authorityId: number,
  { areas, agencies }: Pick<AuthorityFile, "areas" | "agencies">,
): Promise<number> {
  const added =
    await sql`insert into areas (authority_id, name) select ${authorityId}, unnest(${areas}::text[])
    on conflict (authority_id, name) do nothing`.execute(owner);
  const kinds = agencies.map(({ kind }) => kind);
  const names = agencies.map(({ name }) => name);
  const asked = await sql`insert into agencies (authority_id, kind, name)
    select ${authorityId}, kind, name from unnest(${kinds}::text[], ${names}::text[]) as told (kind, name)
    on conflict (authority_id, kind, name) do nothing`.execute(owner);
  return Number(added.numAffectedRows ?? 0n) + Number(asked.numAffectedRows ?? 0n);
}

/** The program imports and reports for an authority by a post of its own there. */
export async function givePostToProgram(
  owner: Database,
  authorityId: number,
  personId: number,
): Promise<void> {
  await sql`insert into posts (person_id, role, authority_id, from_on)
    select ${personId}, 'data-officer', ${authorityId}, '2020-01-01'
    where not exists (select from posts where person_id = ${personId} and role = 'data-officer' and authority_id = ${authorityId})`.execute(
    owner,
  );
}

/** Where a post can be, by the scope of its role. */
export async function scopesOfRoles(owner: Database): Promise<ReadonlyMap<string, string>> {
  const found = await owner.selectFrom("roles").select(["role", "scope"]).execute();
  return new Map(found.map(({ role, scope }) => [role, scope]));
}

/** The ids of the places that a person's post names; undefined for one that is not there. */
export async function placesOfPost(
  owner: Database,
  authorityId: number,
  { area, school, agency }: PersonNamed,
): Promise<{ areaId?: number; schoolId?: number; agencyId?: number }> {
  const { rows } = await sql<{ areaId?: number; schoolId?: number; agencyId?: number }>`
    select (select id from areas where authority_id = ${authorityId} and name = ${area ?? null}) as "areaId",
      (select id from schools where authority_id = ${authorityId} and laestab = ${school ?? null}) as "schoolId",
      (select id from agencies where authority_id = ${authorityId} and name = ${agency ?? null}) as "agencyId"`.execute(
    owner,
  );
  const [found] = rows;
  return Object.fromEntries(Object.entries(found ?? {}).filter(([, id]) => id !== null));
}

/** The person whom this e-mail address names there: who is not known yet is invited, and known from the first sign-in on. */
export async function personInvited(
  owner: Database,
  { name, email }: PersonNamed,
  { authorityId, schoolId, agencyId }: { authorityId: number; schoolId?: number; agencyId?: number },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`select id from person_of_email(${name}, ${email.toLowerCase()},
    ${authorityId}, ${schoolId ?? null}, ${agencyId ?? null})`.execute(owner);
  const [found] = rows;
  if (!found) throw new Error("The person who was just invited is not there");
  return found.id;
}

export type PostToGive = {
  personId: number;
  authorityId: number;
  role: string;
  areaId?: number;
  schoolId?: number;
  agencyId?: number;
  until: string | undefined;
};

/** Gives a post, or changes the last day of one that is held. Answers what came of it. */
export async function putPost(
  owner: Database,
  { personId, authorityId, role, areaId, schoolId, agencyId, until }: PostToGive,
): Promise<{ id: number; done: "given" | "changed" | "same" }> {
  const { rows } = await sql<{ id: number; until: string | null; ofGroup: boolean }>`
    select id, until_on::text as until, group_post_id is not null as "ofGroup" from posts where person_id = ${personId} and role = ${role} and authority_id = ${authorityId}
      and area_id is not distinct from ${areaId ?? null}::int and school_id is not distinct from ${schoolId ?? null}::int
      and agency_id is not distinct from ${agencyId ?? null}::int and (until_on is null or until_on >= current_date)`.execute(
    owner,
  );
  const [held] = rows;
  // What a group gave, its group ends.
  if (held && (held.ofGroup || held.until === (until ?? null))) return { id: held.id, done: "same" };
  if (held) {
    await sql`update posts set until_on = ${until ?? null}::date where id = ${held.id}`.execute(owner);
    return { id: held.id, done: "changed" };
  }
  const given = await sql<{ id: number }>`
    insert into posts (person_id, role, authority_id, area_id, school_id, agency_id, until_on)
    values (${personId}, ${role}, ${authorityId}, ${areaId ?? null}, ${schoolId ?? null}, ${agencyId ?? null}, ${until ?? null}::date)
    returning id`.execute(owner);
  const [post] = given.rows;
  if (!post) throw new Error("The post that was just given is not there");
  return { id: post.id, done: "given" };
}
