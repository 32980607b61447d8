import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { type Viewer, viewerOf } from "../../src/access/index.ts";
import { readingRecord } from "../../src/audit/index.ts";
import type { Keepsight } from "../../src/context.ts";
import { connectionPool, type Database, databaseFor, recordTypes } from "../../src/database/index.ts";
import { jobQueue } from "../../src/jobs/queue.ts";
import { readSettings } from "../../src/settings.ts";
import { shipped } from "./shipped.ts";

export type TestDatabase = {
  keepsight: Keepsight;
  /** The owner's own connection: sees everything. For arranging and for looking behind the curtain. */
  owner: pg.Client;
  /** The same for what takes a database: setting places and people up. */
  ownerDatabase: Database;
  ownerUrl: string;
  applicationUrl: string;
  /** The person with this e-mail name before the @ (see places.ts): `await who("cme.eastmere")`. */
  who: (name: string) => Promise<Viewer>;
  /** Moves the clock. */
  setNow: (instant: string) => void;
  end: () => Promise<void>;
};

/** A database of its own for one test file, cloned from the migrated template. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = new URL(inject("templateUrl"));
  const name = `keepsight_${randomBytes(5).toString("hex")}`;
  const server = new URL(template);
  server.pathname = "/postgres";
  const maker = new pg.Client({ connectionString: server.href });
  await maker.connect();
  // Copied file by file: by way of the log, as is usual, it takes twice as long.
  await maker.query(`create database ${name} template ${template.pathname.slice(1)} strategy file_copy`);
  await maker.end();
  const ownerUrl = new URL(template);
  ownerUrl.pathname = `/${name}`;
  const owner = new pg.Client({ connectionString: ownerUrl.href, types: recordTypes });
  await owner.connect();
  const login = (await owner.query("select role, password from application_login")).rows[0] as {
    role: string;
    password: string;
  };
  const applicationUrl = new URL(ownerUrl);
  applicationUrl.username = login.role;
  applicationUrl.password = login.password;
  const pool = connectionPool(applicationUrl.href, 5);
  const ownerPool = connectionPool(ownerUrl.href, 2);
  let now: Temporal.Instant | undefined;
  const program = databaseFor(pool, undefined);
  const keepsight: Keepsight = {
    settings: readSettings({}),
    pool,
    readingRecord: readingRecord(program),
    procedures: shipped,
    jobs: await jobQueue(program),
    now: () => now ?? Temporal.Now.instant(),
  };
  return {
    keepsight,
    owner,
    ownerDatabase: databaseFor(ownerPool, undefined),
    ownerUrl: ownerUrl.href,
    applicationUrl: applicationUrl.href,
    who: async (local) => {
      const found = (await owner.query("select id from people where email like $1", [`${local}@%`]))
        .rows[0] as { id: number } | undefined;
      const viewer = found && (await viewerOf(program, Number(found.id)));
      if (!viewer) throw new Error(`Nobody is called ${local} in test/support/places.ts`);
      return viewer;
    },
    setNow: (instant) => {
      now = Temporal.Instant.from(instant);
    },
    end: async () => {
      await pool.end();
      await ownerPool.end();
      await owner.end();
    },
  };
}
