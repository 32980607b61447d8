import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { csrfTokenOf } from "../../src/access/sign-in/session.ts";
import { openCase } from "../../src/cases/index.ts";
import { perform } from "../../src/context.ts";
import { migrate } from "../../src/database/migrate.ts";
import { navigationOf } from "../../src/web/navigation.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { freePort, type Program, startProgram } from "../support/program.ts";
import { referredChild } from "../support/referred-child.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** What releases usually do, and to every table and function at once: an invented release after this one. */
const nextRelease = `
  do $$ declare each record; begin
    for each in select oid::regclass as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'migrations' loop
      execute format('alter table %s add column of_the_next_release text', each.name);
    end loop;
    for each in select pg_get_functiondef(p.oid) as text from pg_proc p
      join pg_language l on l.oid = p.prolang
      where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and l.lanname in ('sql', 'plpgsql') loop
      execute each.text;
    end loop;
  end $$;
  create table next_release_notes (id bigint generated always as identity primary key, child_id bigint references children, said text);
  alter table next_release_notes enable row level security;
  create index next_release_found on children (authority_id, of_the_next_release);
`;

const people = ["cme", "area", "school", "manager", "lead", "named", "data"].map(
  (name) => `${name}.eastmere`,
);
/** More than the program has connections, so that each has prepared what it is asked. */
const atOnce = 16;

const folder = mkdtempSync(join(tmpdir(), "keepsight-rolling-"));
let database: TestDatabase;
let program: Program;
beforeAll(async () => {
  database = await testDatabase();
  program = await startProgram(join(folder, "old"), await freePort(), {
    DATABASE_URL: database.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
    KEEPSIGHT_REQUESTS_A_MINUTE: "100000",
  });
});
afterAll(async () => {
  await program?.end("SIGINT");
  await database.end();
  rmSync(folder, { recursive: true, force: true });
});

type Asked = { token: string; path: string };

async function ask({ token, path }: Asked, form?: Record<string, string>): Promise<number> {
  const answer = await fetch(`${program.address}${path}`, {
    headers: { cookie: `keepsight=${token}` },
    redirect: "manual",
    ...(form && { method: "POST", body: new URLSearchParams({ ...form, _csrf: csrfTokenOf(token) }) }),
  });
  await answer.arrayBuffer();
  // To the sign-in page goes who has lost their session.
  return answer.headers.get("location")?.startsWith("/sign-in") ? 401 : answer.status;
}

/** What was not answered as it should be, of every page asked `times` over, so many at once. */
async function unanswered(pages: readonly Asked[], times: number): Promise<string[]> {
  const left = Array.from({ length: times }, () => pages).flat();
  const wrong: string[] = [];
  const one = async () => {
    for (let asked = left.pop(); asked; asked = left.pop()) {
      const status = await ask(asked);
      if (status !== 200) wrong.push(`${asked.path}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return wrong;
}

async function signedIn(personId: number): Promise<string> {
  const token = `rolling-${personId}`;
  await database.owner.query(
    "insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, $3, now(), now())",
    [createHash("sha256").update(token).digest(), personId, token],
  );
  return token;
}

test("a release goes on answering while the next one migrates beneath it, and after, and nobody is signed out [G03]", async () => {
  const { keepsight, owner, who } = database;
  const child = await referredChild(owner);
  const officer = await who("cme.eastmere");
  const opened = await perform(keepsight, { viewer: officer, act: "open-case", request: "test" }, (context) =>
    openCase(context, {
      ...child,
      reason: "left-destination-unknown",
      missingSince: null,
      address: "inside",
    }),
  );
  if ("refused" in opened) throw new Error("The case was not opened.");
  const pages: Asked[] = [];
  for (const name of people) {
    const viewer = await who(name);
    const token = await signedIn(viewer.personId);
    pages.push(...navigationOf(viewer, "").map(({ href }) => ({ token, path: href })));
  }
  const token = `rolling-${officer.personId}`;
  pages.push({ token, path: `/cases/${opened.reference}` }, { token, path: `/children/${child.childId}` });
  const sent: string[] = [];
  const note = (words: string) => {
    sent.push(words);
    const form = { note: words, _once: crypto.randomUUID() };
    return ask({ token, path: `/cases/${opened.reference}/notes` }, form);
  };
  expect(await unanswered(pages, 3)).toEqual([]);
  expect(await note("before")).toBe(303);

  const later = join(folder, "later");
  mkdirSync(later);
  writeFileSync(join(later, "9000-next-release.sql"), nextRelease);
  // Somebody reads children for longer than a migration waits for them at a time.
  const reader = new pg.Client({ connectionString: database.ownerUrl });
  await reader.connect();
  await reader.query("begin; lock table children in access share mode");
  let isMigrating = true;
  const migrating = migrate(database.ownerUrl, undefined, later).finally(() => {
    isMigrating = false;
  });
  const during = (async () => {
    const wrong: string[] = [];
    while (isMigrating) {
      wrong.push(...(await unanswered(pages.slice(-2), 1)));
      if ((await note(`during ${sent.length}`)) !== 303) wrong.push("a note");
    }
    return wrong;
  })();
  await wait(4500);
  expect(isMigrating).toBe(true);
  await reader.end();
  await migrating;
  expect(await during, program.said()).toEqual([]);

  expect(await unanswered(pages, 3)).toEqual([]);
  expect(await note("after")).toBe(303);
  expect(program.said()).not.toMatch(/"A page failed"|"0A000"/);
  const { rows } = await owner.query(
    "select details->>'note' as note from case_facts where kind = 'note-made' order by id",
  );
  expect(rows.map((row) => row.note)).toEqual(sent);
  // The release before starts again, should the next one be taken back.
  await program.end("SIGINT");
  program = await startProgram(join(folder, "again"), Number(new URL(program.address).port), {
    DATABASE_URL: database.ownerUrl,
    KEEPSIGHT_ISSUER: "https://provider.example",
    KEEPSIGHT_CLIENT_ID: "test",
  });
  expect(await note("again")).toBe(303);
});
