import { execFileSync, spawn } from "node:child_process";
import { chmodSync, createReadStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { connectionPool, databaseFor, migrate, startEmbeddedServer } from "../src/database/index.ts";
import { importCountyPlaces } from "../src/feeds/county-places.store.ts";

/**
 * Imports the school rolls of an invented county (100,000 children, or the number given) with the built command into a
 * new database, beside a bare COPY of the same rows into a plain table with the same columns and a primary key: rows a
 * second of both, how many times longer the import takes, and its peak memory, each beside its limit. The heap is held
 * to 192 MB, so an import that piled up fails.
 */
const children = Number(process.argv.at(-1)) || 100_000;
const { from } = createRequire(import.meta.url)("pg-copy-streams") as typeof import("pg-copy-streams");
const folder = mkdtempSync(join(tmpdir(), "import-bench-"));
// PostgreSQL runs as another user where the bench runs as root.
chmodSync(folder, 0o711);
const rolls = join(folder, "county", "rolls.csv");
const server = await startEmbeddedServer(join(folder, "data"));
try {
  const county = ["county", `--children=${children}`, "--seed=bench", `--out=${join(folder, "county")}`];
  execFileSync(process.execPath, ["bin/keepsight.js", ...county], { stdio: "ignore" });
  const pool = connectionPool(await placesIn(server.url), 1);
  await pool.end();

  const bare = await bareCopy(server.url);
  const read = await importRolls(server.url);
  const limit = (15 * bare.rows) / 100_000;
  const times = read.seconds / bare.seconds;
  const rate = (seconds: number) => `${Math.round(bare.rows / seconds)} rows/s`;
  const verdict = (met: boolean) => (met ? "met" : "missed");
  console.log(read.said);
  console.log(`bare COPY   ${bare.rows} rows in ${bare.seconds.toFixed(2)} s: ${rate(bare.seconds)}`);
  console.log(`import      ${bare.rows} rows in ${read.seconds.toFixed(2)} s: ${rate(read.seconds)}`);
  console.log(`limit ${limit.toFixed(1)} s: ${verdict(read.seconds <= limit)}`);
  console.log(`${times.toFixed(1)} times a bare COPY; aim 5: ${verdict(times <= 5)}`);
  console.log(`peak memory of the importing program: ${Math.round(read.peak / 1024)} MB`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function placesIn(ownerUrl: string): Promise<string> {
  const url = await migrate(ownerUrl);
  const owner = connectionPool(ownerUrl, 1);
  await importCountyPlaces(databaseFor(owner, undefined), join(folder, "county"));
  await owner.end();
  return url;
}

async function bareCopy(ownerUrl: string): Promise<{ rows: number; seconds: number }> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const lines = createInterface(createReadStream(rolls));
  const header = ((await lines[Symbol.asyncIterator]().next()).value as string).split(",");
  lines.close();
  const columns = header.map((name) => pg.escapeIdentifier(name));
  await client.query(
    `create table bare (row bigint generated always as identity primary key, ${columns.map((name) => `${name} text`).join(", ")})`,
  );
  const begun = performance.now();
  const copy = from(`copy bare (${columns.join(", ")}) from stdin with (format csv, header)`);
  await pipeline(createReadStream(rolls), client.query(copy));
  const seconds = (performance.now() - begun) / 1000;
  const { rows } = await client.query("select count(*)::int as count from bare");
  await client.query("drop table bare");
  await client.end();
  return { rows: rows[0].count, seconds };
}

/** The command as a person types it; the seconds are its own, without the program's start. Peak memory in KB. */
async function importRolls(ownerUrl: string): Promise<{ said: string; seconds: number; peak: number }> {
  const command = ["--max-old-space-size=192", "bin/keepsight.js", "import", "rolls", rolls];
  const program = spawn(process.execPath, command, {
    env: { ...process.env, DATABASE_URL: ownerUrl },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  program.stdout.on("data", (text: Buffer) => {
    said += text.toString();
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentKilobytes(program.pid));
  }, 50);
  await new Promise((ended) => program.once("close", ended));
  clearInterval(watch);
  const seconds = Number(/Finished in ([\d.]+) s/.exec(said)?.[1]);
  if (!seconds) throw new Error(`The import did not finish: ${said}`);
  return { said: said.trim(), seconds, peak };
}

/** As Linux keeps it; 0 on other systems. */
function residentKilobytes(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
