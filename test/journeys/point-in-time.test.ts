import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { viewerOf } from "../../src/access/index.ts";
import { sealAudit } from "../../src/audit/index.ts";
import { addNote } from "../../src/cases/add-note.ts";
import { openCase } from "../../src/cases/index.ts";
import { openKeepsight } from "../../src/cli/open-keepsight.ts";
import { perform } from "../../src/context.ts";
import { databaseFor, recordTypes } from "../../src/database/index.ts";
import { readSettings } from "../../src/settings.ts";
import { type DebianPostgresql, debianIsHere, debianPostgresql } from "../support/debian-postgresql.ts";
import { seedPlaces } from "../support/places.ts";
import { runCommand } from "../support/program.ts";
import { referredChild } from "../support/referred-child.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), "keepsight-moment-"));
const page = readFileSync(join(import.meta.dirname, "../../docs/operate/back-up.md"), "utf8");
/** What the page says to write and to type, with a folder of this test's own for the backups. */
const [archiving = "", baseBackup = "", recovering = ""] = [...page.matchAll(/```(?:sh)?\n(.*?)```/gs)].map(
  ([, said = ""]) => said.replaceAll("/backup/", `${folder}/backup/`),
);
let server: DebianPostgresql;
beforeAll(async () => {
  if (debianIsHere) server = await debianPostgresql(folder, archiving);
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function asOwner<Answer>(work: (owner: pg.Client) => Promise<Answer>): Promise<Answer> {
  const owner = new pg.Client({ connectionString: server.urlOf("keepsight"), types: recordTypes });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

async function answerOf(question: string): Promise<unknown> {
  const { rows } = await asOwner((owner) => owner.query({ text: question, rowMode: "array" }));
  return rows[0]?.[0];
}

/** A case with two notes and the moment between them, each under a seal. The base backup is older than both. */
async function twoNotes(): Promise<string> {
  const settings = readSettings({ DATABASE_URL: server.urlOf("keepsight"), KEEPSIGHT_DATA: folder });
  const { keepsight, close } = await openKeepsight(settings, { connections: 2 });
  try {
    return await asOwner(async (owner) => {
      await seedPlaces(owner);
      const child = await referredChild(owner);
      const { rows } = await owner.query("select id from people where email like 'cme.eastmere@%'");
      const viewer = await viewerOf(databaseFor(keepsight.pool, undefined), rows[0].id);
      if (!viewer) throw new Error("The officer is not there.");
      const opened = await perform(keepsight, { viewer, act: "open-case", request: "test" }, (context) =>
        openCase(context, {
          ...child,
          ...{ reason: "left-destination-unknown", missingSince: null, address: "inside" },
        }),
      );
      if ("refused" in opened) throw new Error("The case was not opened.");
      await server.run(baseBackup);
      const note = async (said: string) => {
        const call = { viewer, act: "add-note", request: "test" } as const;
        await perform(keepsight, call, (context) => addNote(context, opened.reference, said));
        await sealAudit(owner, keepsight.now());
      };
      await note("the earlier");
      const moment = (await owner.query("select clock_timestamp()::text as now")).rows[0].now;
      await note("the later");
      const { rows: log } = await owner.query("select pg_walfile_name(pg_switch_wal()) as last");
      await vi.waitFor(
        async () => {
          const { rows } = await owner.query("select last_archived_wal as last from pg_stat_archiver");
          expect(rows[0].last >= log[0].last).toBe(true);
        },
        { timeout: 30_000, interval: 200 },
      );
      return moment;
    });
  } finally {
    await close();
  }
}

const notes = `select string_agg(details->>'note', ', ' order by id) from case_facts where kind = 'note-made'`;

test.skipIf(!debianIsHere)(
  "by the steps of docs/operate/back-up.md the record goes back to a moment between two facts, with every seal and obligation in order [G03]",
  async () => {
    await server.run(`mkdir -p ${folder}/backup/wal`);
    await server.start();
    const moment = await twoNotes();
    expect(await answerOf(notes)).toBe("the earlier, the later");

    await server.stop();
    await server.run(`mv ${server.data} ${folder}/aside && cp -a ${folder}/backup/base-* ${server.data}`);
    const wanted = recovering.replace(/(recovery_target_time = )'.*'/, `$1'${moment}'`);
    appendFileSync(join(server.data, "postgresql.conf"), wanted);
    await server.run(`touch ${server.data}/recovery.signal`);
    await server.start();
    await vi.waitFor(
      async () => expect(await answerOf("select pg_get_wal_replay_pause_state()")).toBe("paused"),
      { timeout: 30_000, interval: 200 },
    );
    expect(await answerOf(notes)).toBe("the earlier");
    const settings = { DATABASE_URL: server.urlOf("keepsight"), KEEPSIGHT_DATA: folder };
    const tooSoon = await runCommand(["audit", "verify"], settings);
    expect([tooSoon.code, tooSoon.err]).toEqual([
      1,
      expect.stringMatching(/^The database is being recovered/),
    ]);

    await answerOf("select pg_wal_replay_resume()");
    await vi.waitFor(async () => expect(await answerOf("select pg_is_in_recovery()")).toBe(false), {
      timeout: 30_000,
      interval: 200,
    });
    expect(await answerOf(notes)).toBe("the earlier");
    const sealed = await runCommand(["audit", "verify"], settings);
    expect([sealed.code, sealed.out]).toEqual([0, expect.stringContaining("1 seals over")]);
    const owed = await runCommand(["obligations", "verify"], settings);
    expect([owed.code, owed.out]).toEqual([0, expect.stringContaining("of 1 cases")]);
  },
);
