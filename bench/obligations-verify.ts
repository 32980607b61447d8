import { casesKept } from "../src/cases/kept-cases.store.ts";
import { verifyObligations } from "../src/cases/verify-obligations.ts";
import { connectionPool, databaseFor } from "../src/database/index.ts";
import { loadProcedures } from "../src/procedures/index.ts";
import { withRegister } from "./obligations-register.ts";

const now = Temporal.Instant.from("2026-11-24T09:00:00Z");
const procedures = loadProcedures();
const rounds = 3;
let mostHeap = 0;

type Pass = { seconds: number; cases: number; rows: number };

/**
 * Reads every row that verifying reads, and verifies, by turns in one program; prints the best of each, how many times
 * longer verifying takes beside the aim of 2, and the most heap in use.
 */
export async function benchVerify(cases: number): Promise<void> {
  await withRegister(cases, { procedures, now }, async (ownerUrl) => {
    const pool = connectionPool(ownerUrl, 1);
    const database = databaseFor(pool, undefined);
    const reads: Pass[] = [];
    const verifies: Pass[] = [];
    for (let round = 0; round < rounds; round++) {
      reads.push(await timed(() => reading(database)));
      verifies.push(await timed(() => verifying(database)));
    }
    await pool.end();
    const [read, verified] = [best(reads), best(verifies)];
    const times = verified.seconds / read.seconds;
    console.log(inWords("only reading", read));
    console.log(inWords("verifying", verified));
    console.log(`${times.toFixed(2)} times only reading; aim 2: ${times <= 2 ? "met" : "missed"}`);
    console.log(
      `1,000,000 cases would take ${Math.round((verified.seconds / verified.cases) * 1_000_000)} s at this rate; at most ${Math.round(mostHeap / 1e6)} MB of heap in use`,
    );
  });
}

type Database = ReturnType<typeof databaseFor>;

async function reading(database: Database): Promise<Omit<Pass, "seconds">> {
  const sum = { cases: 0, rows: 0 };
  for await (const page of casesKept(database)) {
    sum.cases += page.length;
    for (const { facts, obligations } of page) sum.rows += 1 + facts.length + obligations.length;
  }
  return sum;
}

async function verifying(database: Database): Promise<Omit<Pass, "seconds">> {
  let [cases, rows] = [0, 0];
  for await (const page of verifyObligations(database, { procedures, now })) {
    if (page.differences.length > 0) throw new Error(JSON.stringify(page.differences[0]));
    [cases, rows] = [page.cases, page.obligations];
    mostHeap = Math.max(mostHeap, process.memoryUsage().heapUsed);
  }
  return { cases, rows };
}

async function timed(work: () => Promise<Omit<Pass, "seconds">>): Promise<Pass> {
  const begun = performance.now();
  const done = await work();
  return { ...done, seconds: (performance.now() - begun) / 1000 };
}

function best(passes: readonly Pass[]): Pass {
  return passes.reduce((one, other) => (other.seconds < one.seconds ? other : one));
}

function inWords(what: string, { seconds, cases, rows }: Pass): string {
  return `${what.padEnd(13)} ${cases} cases (${rows} ${what === "verifying" ? "obligations compared" : "rows"}) in ${seconds.toFixed(1)} s: ${Math.round(cases / seconds)} cases/s`;
}
