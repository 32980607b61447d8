import { loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import type pg from "pg";
import type * as DatabaseOf from "../src/database/index.ts";
import { built } from "./built.ts";
import { type Kind, kinds, type Person, signedInPeople } from "./load-people.ts";
import { countyOptions, loadedCounty } from "./web-county.ts";
import { Connection, SignedOut } from "./web-load.ts";
import { started } from "./web-started.ts";

const { asOwner } = await built<typeof DatabaseOf>("database/index");

const { values } = parseArgs({
  options: {
    ...countyOptions,
    people: { type: "string", default: "500" },
    minutes: { type: "string", default: "5" },
  },
});
const [count, minutes] = [values.people, values.minutes].map(Number) as [number, number];
/** Seconds that a person looks at a page before they ask for the next. */
const thinking = { least: 20, most: 40 };

const opened = await loadedCounty(values);
try {
  await asOwner(opened.ownerUrl, measure);
} finally {
  await opened.close();
}

async function measure(owner: pg.Client): Promise<void> {
  const people = await signedInPeople(owner, count);
  const { rows } = await owner.query(
    `select (select count(*) from children) as children, (select count(*) from cases where open) as open`,
  );
  console.log(
    `${rows[0].children} children, ${rows[0].open} open cases, ${people.length} people for ${minutes} minutes.\n`,
  );
  const program = await started("web-server.ts", [opened.keepsight.pool.options.connectionString ?? ""]);
  const outcome = { took: new Map<Kind, number[]>(), errors: [] as string[], signedOut: 0 };
  const begun = performance.now();
  const until = begun + minutes * 60_000;
  await Promise.all(people.map((person) => day(person, program.port, until, outcome)));
  const seconds = (performance.now() - begun) / 1000;
  program.child.disconnect();
  report(outcome, seconds);
}

type Outcome = { took: Map<Kind, number[]>; errors: string[]; signedOut: number };

/** What one person does until the end: asks, looks, asks again. They do not all begin at once. */
async function day(person: Person, port: number, until: number, outcome: Outcome): Promise<void> {
  await wait(Math.random() * ((thinking.least + thinking.most) / 2) * 1000);
  while (performance.now() < until) {
    const { kind, visit } = person.next();
    // People come from everywhere, and a connection does not wait for as long as they think.
    const connection = new Connection(port);
    const asked = performance.now();
    try {
      await connection.visit(visit);
      const took = outcome.took.get(kind) ?? [];
      took.push(performance.now() - asked);
      outcome.took.set(kind, took);
    } catch (fault) {
      if (fault instanceof SignedOut) outcome.signedOut += 1;
      else outcome.errors.push(`${kind}: ${(fault as Error).message}`);
    } finally {
      connection.end();
    }
    const thinks = thinking.least + Math.random() * (thinking.most - thinking.least);
    await wait(Math.min(thinks * 1000, Math.max(0, until - performance.now())));
  }
}

function report({ took, errors, signedOut }: Outcome, seconds: number): void {
  const all = [...took.values()].flat();
  line(["visit", "visits", "p50 p95 p99 ms", "against the aim"]);
  for (const [kind, most] of Object.entries(kinds) as [Kind, number | undefined][]) {
    const times = took.get(kind) ?? [];
    const p95 = percentile(times, 0.95);
    const aim = most === undefined ? "none stated" : `${p95 <= most ? "met" : "missed"} (p95 ${most} ms)`;
    line([kind, String(times.length), inWords(times), aim]);
  }
  line(["all", String(all.length), inWords(all), ""]);
  console.log(`\n${(all.length / seconds).toFixed(1)} visits a second.`);
  console.log(`Errors: ${errors.length} (aim none). Sessions lost: ${signedOut} (aim none).`);
  for (const error of new Set(errors)) console.log(`  ${error}`);
  console.log(`Load average of the last five minutes: ${loadavg()[1]?.toFixed(1)}.`);
}

function percentile(times: readonly number[], part: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? Number.NaN;
}

function inWords(times: readonly number[]): string {
  return [0.5, 0.95, 0.99].map((part) => percentile(times, part).toFixed(1)).join("  ");
}

function line(cells: readonly string[]): void {
  const widths = [14, 8, 24, 0];
  console.log(cells.map((cell, nth) => cell.padEnd(widths[nth] ?? 0)).join(" "));
}
