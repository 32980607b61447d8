// The program's own web server in a process of its own, as `keepsight start` has it, on the database of the bench.
// Nobody's requests are counted against a limit: the bench asks more in a second than a person does in a day.
import type { AddressInfo } from "node:net";
import type * as Audit from "../src/audit/index.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Queue from "../src/jobs/queue.ts";
import type * as Procedures from "../src/procedures/index.ts";
import type * as SettingsOf from "../src/settings.ts";
import type * as Web from "../src/web/server.ts";
import { built } from "./built.ts";

const { readingRecord } = await built<typeof Audit>("audit/index");
const { connectionPool, databaseFor } = await built<typeof DatabaseOf>("database/index");
const { jobQueue } = await built<typeof Queue>("jobs/queue");
const { loadProcedures } = await built<typeof Procedures>("procedures/index");
const { readSettings } = await built<typeof SettingsOf>("settings");
const { webServer } = await built<typeof Web>("web/server");

const [applicationUrl = ""] = process.argv.slice(2);
const pool = connectionPool(applicationUrl, 12);
const program = databaseFor(pool, undefined);
const server = await webServer({
  settings: readSettings({ KEEPSIGHT_REQUESTS_A_MINUTE: "1000000000", KEEPSIGHT_LOG: "error" }),
  pool,
  readingRecord: readingRecord(program),
  procedures: loadProcedures(),
  jobs: await jobQueue(program),
  now: () => Temporal.Now.instant(),
});
await server.listen({ host: "127.0.0.1", port: 0 });
process.on("disconnect", () => process.exit());
process.send?.((server.server.address() as AddressInfo).port);
