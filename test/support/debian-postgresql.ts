import { execFile, execFileSync } from "node:child_process";
import { appendFileSync, chownSync, existsSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./program.ts";

/** Where Debian keeps PostgreSQL 15. */
const programs = "/usr/lib/postgresql/15/bin";

/** Where it is not, tests that want it have nothing to try and are left out, and say so. */
export const debianIsHere = existsSync(programs);

/** A PostgreSQL as a council runs its own, which holds nothing yet. */
export type DebianPostgresql = {
  /** Its data folder. */
  data: string;
  urlOf: (database: string) => string;
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Runs a line of the shell as the user whose it is, with its programs and its address at hand. */
  run: (line: string) => Promise<unknown>;
};

/** Makes one in `folder`, which becomes its user's own, with these lines in postgresql.conf. */
export async function debianPostgresql(folder: string, settings: string): Promise<DebianPostgresql> {
  // It refuses to run as root.
  const as = userInfo().uid === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (as.uid !== undefined && as.gid !== undefined) chownSync(folder, as.uid, as.gid);
  const port = String(await freePort());
  const env = {
    ...{ PATH: `${programs}:${process.env["PATH"]}`, PGHOST: "127.0.0.1", PGPORT: port, PGUSER: "council" },
  };
  const data = join(folder, "data");
  const run = (line: string) => promisify(execFile)("sh", ["-ec", line], { ...as, cwd: folder, env });
  await run(`initdb -D ${data} -U council --auth=trust -E UTF8`);
  const own = [`port = ${port}`, "listen_addresses = '127.0.0.1'", `unix_socket_directories = '${folder}'`];
  appendFileSync(join(data, "postgresql.conf"), `${[...own, settings].join("\n")}\n`);
  return {
    data,
    urlOf: (database) => `postgres://council@127.0.0.1:${port}/${database}`,
    start: async () => void (await run(`pg_ctl -D ${data} -l ${join(folder, "log")} -w start`)),
    stop: async () => void (await run(`pg_ctl -D ${data} -m fast -w stop`)),
    run,
  };
}

const idOf = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
