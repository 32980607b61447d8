import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { loadProcedures, type Obligation, obligationsOf, proceduresOf } from "../src/procedures/index.ts";
import { calendars, casesOf } from "./obligations-cases.ts";

const now = Temporal.Instant.from("2026-11-24T09:00:00Z");
const together = 500;

setFlagsFromString("--expose-gc");
const collect: (how: { type: "minor" }) => void = runInNewContext("gc");

/**
 * Making cases leaves more behind than working them out does, and whoever runs next would clear it away. After two such
 * rounds what is still held is old, as facts that were read from a database a while ago are.
 */
function tidy(): void {
  collect({ type: "minor" });
  collect({ type: "minor" });
}

/**
 * What one size of register took: only the seconds within the engine count, and nothing of a case is held after it. `read`
 * only keeps what it reads from being left out as unused.
 */
type Run = {
  cases: number;
  facts: number;
  obligations: number;
  seconds: number;
  /** The seconds that the invention of its cases took besides. */
  inventing: number;
  read: number;
};

/** Reads of an obligation what lists ask for, as far as it is made only then; or, besides, the words for why. */
type Reader = (each: Obligation) => number;
const asLists: Reader = ({ state, dueAt, role, clause }) =>
  state.length + role.length + clause.length + (dueAt === undefined ? 0 : 1);
const withWhy: Reader = (each) => asLists(each) + each.why.length;

/**
 * Works out cases of an invented county under every shipped procedure, as many as each size says, on one core, and prints
 * cases a second beside the aim and how the time grows; then as many with the words for why.
 */
export function benchEngine(sizes: readonly number[]): void {
  const all = loadProcedures();
  const names = [
    ...new Set(all.filter(({ runsWith }) => runsWith.length === 0).map((each) => each.procedure)),
  ];
  const worked = names.map((procedure) =>
    proceduresOf(all, { authorityId: 1, procedure, openedAt: undefined }),
  );
  for (const [place, name] of names.entries())
    console.log(
      `${name}: ${worked[place]?.map(({ procedure, rules }) => `${procedure} (${rules.length})`).join(", ")}`,
    );
  console.log(
    `cases are invented ${together} at a time before the clock runs: each is one of 4,000 pasts in other weeks and at another school, none asked twice`,
  );
  const nextCase = casesOf(worked, now, 4000);
  const run = (cases: number, reader: Reader): Run => {
    const sum: Run = { cases, facts: 0, obligations: 0, seconds: 0, inventing: 0, read: 0 };
    for (let done = 0; done < cases; done += together) {
      const started = process.cpuUsage();
      const some = Array.from({ length: together }, nextCase);
      tidy();
      sum.inventing += secondsSince(started);
      const begun = process.cpuUsage();
      for (const each of some) {
        const owed = obligationsOf({ ...each, calendars, now });
        for (const obligation of owed) sum.read += reader(obligation);
        sum.obligations += owed.length;
      }
      sum.seconds += secondsSince(begun);
      for (const { facts } of some) sum.facts += facts.length;
    }
    return sum;
  };
  run(20_000, asLists);
  const runs = sizes.map((size) => {
    const done = run(size, asLists);
    console.log(inWords(done));
    return done;
  });
  run(5_000, withWhy);
  console.log(`${inWords(run(20_000, withWhy))}, with every why`);
  const [first, last] = [runs[0], runs.at(-1)];
  if (!first || !last) return;
  const rate = last.cases / last.seconds;
  const growth = last.seconds / last.cases / (first.seconds / first.cases);
  console.log(`${Math.round(rate)} cases a second a core; aim 50,000: ${rate >= 50_000 ? "met" : "missed"}`);
  console.log(
    `from ${first.cases} to ${last.cases} cases, ${growth.toFixed(2)} times the time for each; aim 1.2 (linear): ${growth <= 1.2 ? "met" : "missed"}`,
  );
}

/** The seconds that the processor has worked for this program since then, its own collector and compiler included. */
function secondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
}

function inWords({ cases, facts, obligations, seconds, inventing }: Run): string {
  const each = (count: number) => (count / cases).toFixed(1);
  return `${String(cases).padStart(9)} cases of ${each(facts)} facts and ${each(obligations)} obligations in ${seconds.toFixed(2)} s: ${Math.round(cases / seconds)} cases/s (with their invention, ${inventing.toFixed(2)} s more: ${Math.round(cases / (seconds + inventing))}), heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`;
}
