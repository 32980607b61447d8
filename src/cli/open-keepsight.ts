import { readingRecord } from "../audit/index.ts";
import type { Keepsight } from "../context.ts";
import { connectionPool, databaseFor, migrate, startEmbeddedServer } from "../database/index.ts";
import { installJobs, jobQueue } from "../jobs/queue.ts";
import { goByForwardProxy } from "../operating/index.ts";
import { loadProcedures, takeUpVersions } from "../procedures/index.ts";
import type { Settings } from "../settings.ts";
import { keepServer } from "./kept-server.ts";

export type OpenKeepsight = {
  keepsight: Keepsight;
  ownerUrl: string;
  /** Lets go of the database. The bundled server stops too, unless it ran before us. */
  close: () => Promise<void>;
};

export type Opening = {
  /** Connections of the application's role. */
  connections?: number;
  /** Stop the bundled server at the end even if it was found running, as the main program does. */
  ownsServer?: boolean;
  report?: (line: string) => void;
};

/** Opens the database that the settings name (or the bundled one), brings it up to date and makes the program ready. */
export async function openKeepsight(
  settings: Settings,
  { connections = 8, ownsServer = false, report }: Opening = {},
): Promise<OpenKeepsight> {
  goByForwardProxy(settings);
  const starting = settings.databaseUrl ? undefined : startEmbeddedServer(settings.dataFolder);
  // Read while the server's own process makes its files, a second each; what is wrong in one is met when it is used.
  const procedures = Promise.try(loadProcedures);
  procedures.catch(() => {});
  const server = await starting;
  const ownerUrl = settings.databaseUrl ?? server?.url ?? "";
  const letServerBe = server && ownsServer ? keepServer(server) : undefined;
  const stopServer = async () => {
    await letServerBe?.();
    if (server && (ownsServer || !server.found)) await server.stop();
  };
  try {
    const pool = connectionPool(await migrate(ownerUrl, report), connections);
    await installJobs(ownerUrl);
    const program = databaseFor(pool, undefined);
    const keepsight: Keepsight = {
      settings,
      pool,
      readingRecord: readingRecord(program),
      procedures: await procedures,
      jobs: await jobQueue(program),
      // PostgreSQL keeps microseconds and rounds what is finer: a moment read back must not be later than now.
      now: () => Temporal.Now.instant().round({ smallestUnit: "microsecond", roundingMode: "floor" }),
    };
    await takeUpVersions(keepsight);
    return {
      keepsight,
      ownerUrl,
      close: async () => {
        await keepsight.jobs.close();
        await pool.end();
        await stopServer();
      },
    };
  } catch (fault) {
    await stopServer();
    throw fault;
  }
}
