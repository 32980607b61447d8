import { sql } from "kysely";
import type { AuditEntry } from "../audit/index.ts";
import type { Database } from "../database/index.ts";

/** A post that began or ended because somebody's groups did. */
export type PostRenewed = { personId: number; role: string; authorityId: number; given: boolean };

/** What the audit log keeps of a post that began or ended so. */
export function postEntry({ personId, role, authorityId, given }: PostRenewed): AuditEntry {
  return {
    act: given ? "gave a post by group" : "ended a post",
    ...{ subject: "person", subjectId: personId, authorityId, details: { role } },
  };
}

/** Gives and ends the posts of these people as their groups have it; again, it changes nothing. */
export async function renewPosts(
  database: Database,
  people: readonly number[],
  at: Temporal.Instant,
): Promise<PostRenewed[]> {
  const { rows } = await sql<PostRenewed>`
    select person_id as "personId", role, authority_id as "authorityId", given
    from renew_posts(${people}::bigint[], ${at})`.execute(database);
  return rows;
}

/** What a sign-in provider says of the person who comes back from it. */
export type SignInTold = {
  issuer: string;
  subject: string;
  name: string;
  /** Only an e-mail that the provider has verified. */
  email: string | undefined;
  groups: readonly string[];
  place: { authorityId: number; schoolId: number | null } | undefined;
};

/** Keeps what was told and answers the person: somebody known, or somebody new whose groups hold a post. */
export async function personByGroups(
  database: Database,
  { issuer, subject, name, email, groups, place }: SignInTold,
  at: Temporal.Instant,
): Promise<number | null> {
  const { rows } = await sql<{ person: number | null }>`
    select sign_in_by_groups(${issuer}, ${subject}, ${name}, ${email ?? null}, ${groups}::text[],
      ${place?.authorityId ?? null}, ${place?.schoolId ?? null}, ${at}) as person`.execute(database);
  return rows[0]?.person ?? null;
}

/** The authority, or the school in it, that an organisation's numbers name. */
export async function placeOfOrganisation(
  database: Database,
  {
    urn,
    laestab,
    code,
  }: { urn?: string | undefined; laestab?: string | undefined; code?: string | undefined },
): Promise<SignInTold["place"]> {
  const { rows } = await sql<{ authorityId: number; schoolId: number | null }>`
    select authority_id as "authorityId", school_id as "schoolId"
    from organisation_named(${urn ?? null}, ${laestab ?? null}, ${code ?? null})`.execute(database);
  return rows[0];
}
