import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { plainBrowser } from "../support/plain-browser.ts";
import { freePort, type Program, runCommand, startProgram } from "../support/program.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Where Debian keeps PostgreSQL 15. Where it is not, this file has nothing to try and says so. */
const debian = "/usr/lib/postgresql/15/bin";
const folder = mkdtempSync(join(tmpdir(), "keepsight-debian-"));
const cluster = join(folder, "cluster");
let stopServer = () => {};
let url: string;

const runAs = () => (userInfo().uid === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {});
const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));

beforeAll(async () => {
  if (!existsSync(debian)) return;
  const as = runAs();
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  execFileSync(`${debian}/initdb`, ["-D", cluster, "-U", "council", "--auth=trust", "-E", "UTF8"], {
    ...as,
    cwd: folder,
    stdio: "ignore",
  });
  const port = await freePort();
  const server = spawn(
    `${debian}/postgres`,
    [
      "-D",
      cluster,
      "-p",
      String(port),
      "-c",
      "listen_addresses=127.0.0.1",
      "-c",
      `unix_socket_directories=${folder}`,
      "-c",
      "fsync=off",
    ],
    { ...as, cwd: folder, stdio: "ignore" },
  );
  stopServer = () => server.kill("SIGINT");
  url = `postgres://council@127.0.0.1:${port}/keepsight`;
  await vi.waitFor(
    () => execFileSync(`${debian}/pg_isready`, ["-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" }),
    20_000,
  );
});
afterAll(() => {
  stopServer();
  rmSync(folder, { recursive: true, force: true });
});

test.skipIf(!existsSync(debian))(
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
