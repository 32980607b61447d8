import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";

const launcher = join(import.meta.dirname, "../../bin/keepsight.js");

/** The real program, started as a newcomer starts it. */
export type Program = {
  address: string;
  /** Everything that it has printed. */
  said: () => string;
  /** The processes in which it runs a worker now. */
  workers: () => number[];
  /** Ends it by a signal and answers the code it ended with. */
  end: (signal: "SIGINT" | "SIGKILL") => Promise<number | null>;
  /** Kills it and its worker in the same moment, as when the machine loses its power. */
  cutPower: () => Promise<void>;
};

/** Starts the program on a data folder and waits until its pages are there. Throws what it said when it ends before. */
export async function startProgram(
  dataFolder: string,
  port: number,
  settings: Record<string, string> = {},
): Promise<Program> {
  let said = "";
  const program = spawn(process.execPath, [launcher, "start"], {
    env: { ...cleanEnvironment(), KEEPSIGHT_DATA: dataFolder, KEEPSIGHT_PORT: String(port), ...settings },
  });
  await new Promise<void>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes("Keepsight is ready at")) ready();
    };
    program.stdout.on("data", hear);
    program.stderr.on("data", hear);
    program.once("exit", (code) => failed(new Error(`The program ended with ${code}: ${said}`)));
  });
  // Looked up now: then, every moment counts.
  const workers = childrenOf(program.pid ?? 0);
  return {
    address: `http://localhost:${port}`,
    said: () => said,
    workers: () => childrenOf(program.pid ?? 0, / worker$/),
    end: (signal) => ended(program, signal),
    cutPower: async () => {
      for (const worker of workers) process.kill(worker, "SIGKILL");
      await ended(program, "SIGKILL");
    },
  };
}

/** Every process that one began, and those that they began, whose command is `called` so. */
function childrenOf(pid: number, called = /^/): number[] {
  const all = execFileSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, id, of, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return id ? [{ id: Number(id), of: Number(of), command }] : [];
    });
  const under = (parent: number): typeof all =>
    all.flatMap((each) => (each.of === parent ? [each, ...under(each.id)] : []));
  return under(pid).flatMap(({ id, command }) => (called.test(command) ? [id] : []));
}

/** Runs a command of the program to its end. */
export async function runCommand(
  words: readonly string[],
  settings: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  const command = spawn(process.execPath, [launcher, ...words], {
    env: { ...cleanEnvironment(), ...settings },
  });
  let out = "";
  let err = "";
  command.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  command.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const code = await new Promise<number | null>((done) => command.once("close", done));
  return { code, out, err };
}

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}

function cleanEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("KEEPSIGHT_") && name !== "DATABASE_URL" && name !== "NODE_ENV",
  );
  return Object.fromEntries(kept);
}

function ended(program: ChildProcess, signal: "SIGINT" | "SIGKILL"): Promise<number | null> {
  return new Promise((done) => {
    program.removeAllListeners("exit");
    program.once("exit", (code) => done(code));
    program.kill(signal);
  });
}
