import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type History, type PastFact, recordHistories } from "../src/cases/record-histories.ts";
import { connectionPool, databaseFor, migrate, startEmbeddedServer } from "../src/database/index.ts";
import type { Procedure } from "../src/procedures/index.ts";
import { calendars, casesOf } from "./obligations-cases.ts";

const together = 2000;

/** Runs `work` on a database of its own in which so many invented cases are kept, half of them of each authority. */
export async function withRegister(
  cases: number,
  { procedures, now }: { procedures: readonly Procedure[]; now: Temporal.Instant },
  work: (ownerUrl: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "obligations-bench-"));
  // PostgreSQL runs as another user where the bench runs as root.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedServer(join(folder, "data"));
  try {
    await migrate(server.url);
    await load(server.url, cases, procedures, now);
    await work(server.url);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function load(
  ownerUrl: string,
  cases: number,
  procedures: readonly Procedure[],
  now: Temporal.Instant,
): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const pool = connectionPool(ownerUrl, 1);
  await owner.query(
    "insert into people (issuer, subject, name, email) values ('bench', 'bench', 'Bench', 'bench@keepsight.example')",
  );
  for (const [place, name] of ["norfolk", "oxfordshire"].entries()) {
    const schools = await authority(owner, place, name);
    const nextCase = casesOf([procedures.filter((each) => each.procedure === name)], now, 1000);
    for (let done = 0; done < cases / 2; done += together) {
      const count = Math.min(together, cases / 2 - done);
      const children = await childrenOf(owner, place, count);
      const histories = children.map((childId) => historyOf(nextCase().facts, childId, place, schools));
      await recordHistories(databaseFor(pool, undefined), histories, { procedures, now });
    }
  }
  await owner.query("vacuum analyze");
  await pool.end();
  await owner.end();
}

/** An authority, its area and the invented schools with their terms; answers the schools' ids. */
async function authority(owner: pg.Client, place: number, procedure: string): Promise<number[]> {
  const code = `99${place}`;
  await owner.query("insert into authorities (code, name, initials, procedure) values ($1, $2, $3, $2)", [
    code,
    procedure,
    procedure.slice(0, 2).toUpperCase(),
  ]);
  await owner.query(
    "insert into areas (authority_id, name) select id, 'North' from authorities where code = $1",
    [code],
  );
  const { rows } = await owner.query(
    `insert into schools (laestab, name, phase, authority_id, area_id)
     select $1 || lpad(n::text, 4, '0'), 'School ' || n, 'primary', areas.authority_id, areas.id
     from generate_series(1, 100) n, areas join authorities on authorities.id = areas.authority_id where code = $1
     returning id, authority_id`,
    [code],
  );
  for (const [term, school] of rows.entries()) {
    const spans = calendars.schools.get(term + 1)?.spans ?? [];
    await owner.query(
      `insert into terms (authority_id, school_id, starts_on, ends_on, kind)
       select $1, $2, starts_on, ends_on, kind from json_to_recordset($3) t (starts_on date, ends_on date, kind text)`,
      [
        school.authority_id,
        school.id,
        JSON.stringify(spans.map(({ from, until, kind }) => ({ starts_on: from, ends_on: until, kind }))),
      ],
    );
  }
  return rows.map(({ id }) => id);
}

async function childrenOf(owner: pg.Client, place: number, count: number): Promise<number[]> {
  const { rows } = await owner.query(
    `insert into children (authority_id, area_id, forename, surname, made_at)
     select authority_id, areas.id, 'Invented', 'Child', now() from generate_series(1, $2::int), areas
     join authorities on authorities.id = authority_id where code = $1 returning id`,
    [`99${place}`, count],
  );
  return rows.map(({ id }) => Number(id));
}

function historyOf(
  facts: ReturnType<ReturnType<typeof casesOf>>["facts"],
  childId: number,
  place: number,
  schools: readonly number[],
): History {
  const past = facts.map(({ kind, details, happenedAt, madeAt }) => ({
    ...{ kind, details, happenedAt, madeAt },
    madeBy: 1,
  })) as PastFact[];
  const schoolId = schools[childId % schools.length] ?? null;
  return { childId, authorityId: place + 1, areaId: place + 1, schoolId, ownerId: 1, facts: past };
}
