// A process that records notes on a case, one after another, and says each key once its fact is acknowledged.
// It is there to be killed: see kills.test.ts. The first key it is given is one that its forerunner may have sent.
import { viewerOf } from "../../src/access/index.ts";
import { readingRecord } from "../../src/audit/index.ts";
import { recordFact } from "../../src/cases/index.ts";
import { type Keepsight, perform } from "../../src/context.ts";
import { connectionPool, databaseFor } from "../../src/database/index.ts";
import { loadProcedures } from "../../src/procedures/index.ts";
import { readSettings } from "../../src/settings.ts";

const [url = "", person = "", caseId = "", begunKey = ""] = process.argv.slice(2);
const pool = connectionPool(url, 2);
const program = databaseFor(pool, undefined);
const keepsight: Keepsight = {
  settings: readSettings({}),
  pool,
  readingRecord: readingRecord(program),
  procedures: loadProcedures(),
  jobs: { send: async () => {} },
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
