import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { UnusableDatabase } from "./faults.ts";

/** At the repository's root, the same distance from src/database and dist/database. */
export const migrationsFolder = join(import.meta.dirname, "..", "..", "migrations");

const oldestVersion = 15;
/** Any number that no other program uses: two starts at once migrate one after the other. */
const migrationLock = 728_114_002;
/**
 * A migration that waits for a table keeps everybody else waiting for it, so it soon lets them pass and tries again: well
 * before the second after which PostgreSQL ends one of two that wait for each other, which might be a page. Now and then it
 * waits for longer, since only after that second does PostgreSQL send its own vacuum away.
 */
const waitOf = (attempt: number) => (attempt % 5 === 0 ? "2s" : "400ms");
const attempts = 40;
/** Not got in that time, or each waited for the other. */
const waitedInVain = ["55P03", "40P01"];

/**
 * Brings the database up to date as its owner, and makes the application's own role, which owns nothing and cannot bypass
 * row-level security. Returns that role's connection address. What runs on the database meanwhile goes on: a migration
 * waits a moment for what is in use, and then lets it be for a second.
 * `folder`: where the migrations are; those that it does not know of were made by a later release, and stay.
 * @throws UnusableDatabase when it cannot be reached, is too old, only reads, or the owner may not create a role; when a migration
 * fails, or finds a table in use forty times.
 */
export async function migrate(
  ownerUrl: string,
  report: (line: string) => void = () => {},
  folder: string = migrationsFolder,
): Promise<string> {
  const owner = await connectOwner(ownerUrl);
  try {
    await owner.query("select pg_advisory_lock($1)", [migrationLock]);
    await createGroupRole(owner);
    await owner.query(
      `create table if not exists migrations (name text primary key, run_at timestamptz not null default now())`,
    );
    await owner.query(
      `create table if not exists application_login (role text not null, password text not null)`,
    );
    const run = new Set(
      (await owner.query("select name from migrations")).rows.map((row: { name: string }) => row.name),
    );
    for (const name of readdirSync(folder)
      .filter((file) => file.endsWith(".sql"))
      .sort()) {
      if (run.has(name)) continue;
      await runMigration(owner, name, readFileSync(join(folder, name), "utf8"));
      report(`Migrated ${name}`);
    }
    return await applicationUrl(owner, ownerUrl);
  } finally {
    await owner.end();
  }
}

/** Connects as the owner, creating the database where the server is there and the database is not. */
async function connectOwner(url: string): Promise<pg.Client> {
  const owner = new pg.Client({
    connectionString: url,
    application_name: "keepsight migrate",
    connectionTimeoutMillis: 10_000,
  });
  owner.on("error", () => {});
  try {
    await owner.connect();
  } catch (error) {
    if ((error as { code?: string }).code === "3D000") {
      await createDatabase(url);
      return connectOwner(url);
    }
    const where = new URL(url);
    throw new UnusableDatabase(
      `The database at ${where.hostname}:${where.port || 5432}${where.pathname} cannot be used (${reasonOf(error)}). Start it, or mend DATABASE_URL.`,
    );
  }
  const version = Number((await owner.query("show server_version_num")).rows[0].server_version_num);
  if (version < oldestVersion * 10_000) {
    await owner.end();
    throw new UnusableDatabase(
      `PostgreSQL ${Math.floor(version / 10_000)} is too old. Keepsight needs ${oldestVersion} or later; upgrade it, or unset DATABASE_URL to use the bundled one.`,
    );
  }
  if ((await owner.query("select pg_is_in_recovery() as reading")).rows[0].reading) {
    await owner.end();
    throw new UnusableDatabase(
      "The database is being recovered, or follows another, and only reads. Let it go on (docs/operate/back-up.md), or mend DATABASE_URL.",
    );
  }
  return owner;
}

function reasonOf(error: unknown): string {
  const { message, code, errors } = error as { message?: string; code?: string; errors?: Error[] };
  return message || errors?.[0]?.message || code || "no answer";
}

async function createDatabase(url: string): Promise<void> {
  const wanted = new URL(url);
  const name = decodeURIComponent(wanted.pathname.slice(1));
  wanted.pathname = "/postgres";
  const server = new pg.Client({ connectionString: wanted.href });
  try {
    await server.connect();
    await server.query(`create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8'`);
  } catch (error) {
    if ((error as { code?: string }).code === "42P04") return;
    throw new UnusableDatabase(
      `There is no database called ${name} and it could not be created (${reasonOf(error)}). Create it, or mend DATABASE_URL.`,
    );
  } finally {
    await server.end().catch(() => {});
  }
}

async function createGroupRole(owner: pg.Client): Promise<void> {
  await createRole(
    owner,
    "create role keepsight_app nologin nosuperuser nocreatedb nocreaterole nobypassrls",
  );
}

async function createRole(owner: pg.Client, statement: string): Promise<void> {
  try {
    await owner.query(statement);
  } catch (error) {
    const code = (error as { code?: string }).code;
    // 42710: another database of the same server, or another start, made it.
    if (code === "42710" || code === "23505") return;
    if (code === "42501") {
      throw new UnusableDatabase(
        "The login in DATABASE_URL may not create roles, and Keepsight works under a role of its own. Give it CREATEROLE.",
      );
    }
    throw error;
  }
}

async function runMigration(owner: pg.Client, name: string, text: string, attempt = 1): Promise<void> {
  await owner.query("begin");
  try {
    await owner.query(`set local lock_timeout = '${waitOf(attempt)}'`);
    await owner.query(text);
    await owner.query("insert into migrations (name) values ($1)", [name]);
    await owner.query("commit");
  } catch (error) {
    await owner.query("rollback");
    const isInUse = waitedInVain.includes((error as { code?: string }).code ?? "");
    if (isInUse && attempt < attempts) {
      await wait(1000);
      return runMigration(owner, name, text, attempt + 1);
    }
    const mend = isInUse ? " Stop what uses the tables, then start again." : "";
    throw new UnusableDatabase(
      `The migration ${name} failed: ${reasonOf(error)}. Nothing of it was kept.${mend}`,
    );
  }
}

/** A login for this database alone, in the group role that holds the rights; its password only the owner can read. */
async function applicationUrl(owner: pg.Client, ownerUrl: string): Promise<string> {
  let login = (await owner.query("select role, password from application_login")).rows[0] as
    | { role: string; password: string }
    | undefined;
  if (!login) {
    login = {
      role: `keepsight_app_${randomBytes(6).toString("hex")}`,
      password: randomBytes(24).toString("base64url"),
    };
    await createRole(
      owner,
      `create role ${login.role} login nosuperuser nocreatedb nocreaterole nobypassrls in role keepsight_app password '${login.password}'`,
    );
    await owner.query("insert into application_login (role, password) values ($1, $2)", [
      login.role,
      login.password,
    ]);
  }
  const url = new URL(ownerUrl);
  // Logins of other databases of this server are in the same group role: they may not come in here.
  const name = pg.escapeIdentifier(decodeURIComponent(url.pathname.slice(1)));
  await owner.query(
    `revoke all on database ${name} from public; grant connect on database ${name} to ${login.role}`,
  );
  url.username = login.role;
  url.password = login.password;
  return url.href;
}
