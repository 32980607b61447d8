// A process that records notes on a case, one after another, and says each key once its fact is acknowledged.
// It is there to be killed: see kills.test.ts. It waits until a line tells it to begin: the address of the database and
// a key that its forerunner may have sent.
// It runs what the program runs, dist/: Node itself reads no .tsx.
import { once } from "node:events";
import { createInterface } from "node:readline";
import type * as Access from "../../src/access/index.ts";
import type * as Audit from "../../src/audit/index.ts";
import type * as Cases from "../../src/cases/index.ts";
import type * as ContextOf from "../../src/context.ts";
import type * as DatabaseOf from "../../src/database/index.ts";
import type * as Procedures from "../../src/procedures/index.ts";
import type * as SettingsOf from "../../src/settings.ts";

const built = <Exports>(path: string) =>
  import(new URL(`../../dist/${path}.js`, import.meta.url).href) as Promise<Exports>;
const { viewerOf } = await built<typeof Access>("access/index");
const { readingRecord } = await built<typeof Audit>("audit/index");
const { recordFact } = await built<typeof Cases>("cases/index");
const { perform } = await built<typeof ContextOf>("context");
const { connectionPool, databaseFor } = await built<typeof DatabaseOf>("database/index");
const { loadProcedures } = await built<typeof Procedures>("procedures/index");
const { readSettings } = await built<typeof SettingsOf>("settings");

const [folder = "", person = "", caseId = ""] = process.argv.slice(2);
const procedures = loadProcedures(folder);
const [line] = await once(createInterface({ input: process.stdin }), "line");
const [url = "", begunKey = ""] = String(line).split(" ");

const pool = connectionPool(url, 2);
const program = databaseFor(pool, undefined);
const keepsight: ContextOf.Keepsight = {
  settings: readSettings({}),
  pool,
  readingRecord: readingRecord(program),
  procedures,
  jobs: { send: async () => {}, close: async () => {} },
  now: () => Temporal.Now.instant(),
};
const viewer = await viewerOf(program, Number(person));
if (!viewer) throw new Error("The person of the test is gone.");

for (let key = begunKey || crypto.randomUUID(); ; key = crypto.randomUUID()) {
  process.stdout.write(`sending ${key}\n`);
  await perform(keepsight, { viewer, act: "add-note", key, request: key }, (context) =>
    recordFact(context, Number(caseId), { kind: "note-made", details: { note: key } }),
  );
  process.stdout.write(`kept ${key}\n`);
}
