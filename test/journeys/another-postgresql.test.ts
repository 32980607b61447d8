import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type DebianPostgresql, debianIsHere, debianPostgresql } from "../support/debian-postgresql.ts";
import { plainBrowser } from "../support/plain-browser.ts";
import { freePort, type Program, runCommand, startProgram } from "../support/program.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), "keepsight-debian-"));
let server: DebianPostgresql;
let url: string;
beforeAll(async () => {
  if (!debianIsHere) return;
  server = await debianPostgresql(folder, "fsync = off");
  await server.start();
  url = server.urlOf("keepsight");
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!debianIsHere)(
  "with DATABASE_URL it works on a council's own PostgreSQL 15, and keeps what is there",
  async () => {
    const data = { DATABASE_URL: url, KEEPSIGHT_COUNTY_CHILDREN: "600" };
    const first = await startProgram(join(folder, "data"), await freePort(), data);
    await seesMyWork(first);
    expect(await first.end("SIGINT")).toBe(0);
    const second = await startProgram(join(folder, "data"), await freePort(), data);
    expect(second.said()).not.toContain("Inventing");
    await second.end("SIGINT");
    const register = await runCommand(["register", "--authority", "Eastmere"], data);
    expect(register.out.split("\r\n").length).toBeGreaterThan(2);

    const council = new pg.Client({ connectionString: url });
    await council.connect();
    const { rows } = await council.query(
      "select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = (select role from application_login)",
    );
    await council.end();
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false }]);
  },
);

async function seesMyWork(program: Program): Promise<void> {
  const browser = plainBrowser(program.address);
  const list = await browser.open("/sign-in?return=/my-work");
  const page = await browser.send(list.url.href, { subject: "cme.eastmere" });
  expect(page.body).toContain("none without a next step");
}
