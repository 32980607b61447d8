// A process that records notes on a case, one after another, and says each key once its fact is acknowledged.
// It is there to be killed: see kills.test.ts. It waits until a line tells it to begin: the address of the database and
// a key that its forerunner may have sent.
// It is put into one file before it is started: see kills.test.ts.
import { once } from "node:events";
import { createInterface } from "node:readline";
import { viewerOf } from "../../src/access/index.ts";
import { readingRecord } from "../../src/audit/index.ts";
import { recordFact } from "../../src/cases/index.ts";
import { type Keepsight, perform } from "../../src/context.ts";
import { connectionPool, databaseFor } from "../../src/database/index.ts";
import { loadProcedures } from "../../src/procedures/index.ts";
import { readSettings } from "../../src/settings.ts";

const [folder = "", person = "", caseId = ""] = process.argv.slice(2);
const procedures = loadProcedures(folder);
const [line] = await once(createInterface({ input: process.stdin }), "line");
const [url = "", begunKey = ""] = String(line).split(" ");

const pool = connectionPool(url, 2);
const program = databaseFor(pool, undefined);
const keepsight: Keepsight = {
  settings: readSettings({}),
  pool,
  readingRecord: readingRecord(program),
  procedures,
  jobs: { send: async () => {}, close: async () => {} },
  // As the program itself keeps time: see cli/open-keepsight.ts.
  now: () => Temporal.Now.instant().round({ smallestUnit: "microsecond", roundingMode: "floor" }),
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
