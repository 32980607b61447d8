import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { ClientRole, ClientScope } from "./scopes.ts";

/** A client as it is shown to those who keep clients: never its secret. */
export type ApiClient = {
  id: number;
  key: string;
  called: string;
  role: string;
  place: string;
  authorityId: number;
  scopes: ClientScope[];
  expiresOn: Temporal.PlainDate;
  madeAt: Temporal.Instant;
  madeBy: number;
  madeByName: string;
  admittedAt: Temporal.Instant | null;
  withdrawnAt: Temporal.Instant | null;
  lastUsedAt: Temporal.Instant | null;
};

function clientsSeen(database: Database) {
  return database
    .selectFrom("api_clients as client")
    .innerJoin("people as maker", "maker.id", "client.made_by")
    .innerJoin("roles", "roles.role", "client.role")
    .innerJoin("authorities", "authorities.id", "client.authority_id")
    .leftJoin("schools", "schools.id", "client.school_id")
    .leftJoin("agencies", "agencies.id", "client.agency_id")
    .select(["client.id", "client.client_key as key", "client.called", "roles.title as role"])
    .select(["client.authority_id as authorityId", "client.expires_on as expiresOn"])
    .select(sql<string>`coalesce(schools.name, agencies.name, authorities.name)`.as("place"))
    .select(sql<ClientScope[]>`client.scopes`.as("scopes"))
    .select(["client.made_at as madeAt", "client.made_by as madeBy", "maker.name as madeByName"])
    .select(["client.admitted_at as admittedAt", "client.withdrawn_at as withdrawnAt"])
    .select("client.last_used_at as lastUsedAt");
}

/** The clients of the viewer's authorities, the newest first; `before` pages on. */
export function apiClients(
  database: Database,
  { before, count }: { before?: number | undefined; count: number },
): Promise<ApiClient[]> {
  const query = clientsSeen(database).orderBy("client.id", "desc").limit(sql.lit(count));
  return (before === undefined ? query : query.where("client.id", "<", before)).execute();
}

/** The client of this id that the viewer may see. */
export function apiClientOf(database: Database, id: number): Promise<ApiClient | undefined> {
  return clientsSeen(database).where("client.id", "=", id).executeTakeFirst();
}

/** For whom a client is made, and what it may do. */
export type ClientOrder = {
  authorityId: number;
  schoolId: number | null;
  agencyId: number | null;
  role: ClientRole;
  scopes: readonly ClientScope[];
  called: string;
  expiresOn: Temporal.PlainDate;
};

/** Makes a client of whose secret only the hash is kept; answers its id. */
export async function insertApiClient(
  database: Database,
  order: ClientOrder,
  { key, secretHash, at }: { key: string; secretHash: Buffer; at: Temporal.Instant },
): Promise<number> {
  const { authorityId, schoolId, agencyId, role, scopes, called, expiresOn } = order;
  const { rows } = await sql<{ id: number }>`
    select make_api_client(${authorityId}, ${schoolId}, ${agencyId}, ${role}, ${scopes}::text[], ${called}, ${expiresOn},
      ${key}, ${secretHash}, ${at}) as id`.execute(database);
  return rows[0]?.id ?? 0;
}

/** If it was this that let the client in: another than its maker, who keeps clients there. */
export async function letClientIn(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select admit_api_client(${id}, ${at}) as done`.execute(
    database,
  );
  return rows[0]?.done ?? false;
}

/** If it was this that withdrew the client; its tokens are gone with it. */
export async function endClient(database: Database, id: number, at: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select withdraw_api_client(${id}, ${at}) as done`.execute(
    database,
  );
  return rows[0]?.done ?? false;
}

/** Keeps a token for a client; the scopes that it has, none for a scope beyond the client's, null for no good client. */
export async function keepToken(
  database: Database,
  client: { key: string; secretHash: Buffer },
  token: { hash: Buffer; wanted: readonly string[]; at: Temporal.Instant; until: Temporal.Instant },
): Promise<string[] | null> {
  const { rows } = await sql<{ scopes: string[] | null }>`
    select issue_api_token(${client.key}, ${client.secretHash}, ${token.wanted}::text[], ${token.hash}, ${token.at}, ${token.until}) as scopes`.execute(
    database,
  );
  return rows[0]?.scopes ?? null;
}

/** A client that calls with a good token: as whom, for whom, and for what. */
export type CallingClient = {
  id: number;
  personId: number;
  authorityId: number;
  schoolId: number | null;
  agencyId: number | null;
  scopes: ClientScope[];
};

/** Whose token has this hash, and that it is used now. */
export async function tokenUsed(
  database: Database,
  hash: Buffer,
  at: Temporal.Instant,
): Promise<CallingClient | undefined> {
  const { rows } = await sql<CallingClient>`
    select client_id as id, person_id as "personId", authority_id as "authorityId", school_id as "schoolId",
      agency_id as "agencyId", scopes from use_api_token(${hash}, ${at})`.execute(database);
  return rows[0];
}

/** Which directory of staff has this secret, and that it is used now. */
export async function staffSecretUsed(
  database: Database,
  hash: Buffer,
  at: Temporal.Instant,
): Promise<CallingClient | undefined> {
  const { rows } = await sql<CallingClient>`
    select client_id as id, person_id as "personId", authority_id as "authorityId", school_id as "schoolId",
      agency_id as "agencyId", scopes from use_staff_secret(${hash}, ${at})`.execute(database);
  return rows[0];
}

/** The roles that a client can be given, and how far each reaches. */
export async function rolesForClients(
  database: Database,
): Promise<{ role: ClientRole; title: string; scope: string }[]> {
  return database
    .selectFrom("roles")
    .where("scope", "in", ["authority", "school", "sent"])
    .where("role", "not in", ["list-sender", "school-list-sender"])
    .select([sql<ClientRole>`role`.as("role"), "title", "scope"])
    .orderBy("title")
    .execute();
}

/** The agency of this kind in an authority: the first by name, for each kind has one desk. */
export async function agencyOfKind(
  database: Database,
  authorityId: number,
  kind: string,
): Promise<number | undefined> {
  const agency = await database
    .selectFrom("agencies")
    .where("authority_id", "=", authorityId)
    .where("kind", "=", kind)
    .select("id")
    .orderBy("name")
    .executeTakeFirst();
  return agency?.id;
}
