import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate, recordTypes, startEmbeddedServer } from "../../src/database/index.ts";
import { installJobs } from "../../src/jobs/queue.ts";
import { seedPlaces } from "./places.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's address of the template that each test file clones. */
    templateUrl: string;
  }
}

/** Once per test run: a real PostgreSQL, migrated, with the two invented authorities. KEEPSIGHT_TEST_DATABASE_URL names another server's. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-test-"));
  const external = process.env["KEEPSIGHT_TEST_DATABASE_URL"];
  const server = external ? { url: external, stop: async () => {} } : await startEmbeddedServer(folder);
  const template = new URL(server.url);
  template.pathname = `/keepsight_template_${process.pid}`;
  await migrate(template.href);
  if (!external) await forgetful(template.href);
  await installJobs(template.href);
  const owner = new pg.Client({ connectionString: template.href, types: recordTypes });
  await owner.connect();
  await seedPlaces(owner);
  await owner.end();
  project.provide("templateUrl", template.href);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/**
 * What a run writes need not outlive the machine, so nothing waits for its disk; and nobody tidies up a hundred and fifty
 * databases that are soon gone. The kills have a server of their own.
 */
async function forgetful(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes", "autovacuum"])
    await owner.query(`alter system set ${setting} = off`);
  await owner.query("select pg_reload_conf()");
  await owner.end();
}
