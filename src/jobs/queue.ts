import { CompiledQuery } from "kysely";
import { PgBoss } from "pg-boss";
import type { TermsChanged } from "../cases/index.ts";
import type { Database } from "../database/index.ts";

/** What waits to be done, by name, and what each needs to know: identifiers only. */
export type Jobs = {
  "run-import": { importId: number };
  "work-out-late-waits": Record<string, never>;
  "work-out-by-new-terms": TermsChanged;
  "work-out-by-new-rules": Record<string, never>;
  "prove-procedure": { proofId: number };
  "keep-standing-duties": Record<string, never>;
  "compare-lists": { authorityId: number | null };
  "link-lists": Record<string, never>;
  "send-email": { emailId: number };
  "end-messages": Record<string, never>;
  "find-lost-pupils": Record<string, never>;
  "follow-webhooks": Record<string, never>;
  "deliver-webhook": { deliveryId: number };
  "carry-parcels": Record<string, never>;
  "send-due-reports": Record<string, never>;
  "remind-of-day": Record<string, never>;
  "remind-of-urgent": { about: "referral" | "visit"; reference: string };
};

/** A job goes on with the trace of the request that sent it, where somebody wants traces: ids alone are kept with it. */
export const carryingTraces = { openTelemetry: { propagateContext: true } };

export type JobQueue = {
  /** Queues a job in the caller's transaction: it is there when the transaction is, and not otherwise. */
  send: <Name extends keyof Jobs>(
    database: Database,
    name: Name,
    job: Jobs[Name],
    after?: { seconds: number },
  ) => Promise<void>;
  /** Lets go of the queue's timers, which would keep a command from ending. */
  close: () => Promise<void>;
};

type QueueOptions = {
  retryLimit: number;
  expireInSeconds: number;
  policy?: "short";
  /** A worker that was not heard of for so long is dead, and another takes the job up; else one waits until it expires. */
  heartbeatSeconds?: number;
  /** Seconds until the first try again; with `retryBackoff` about twice as long each time. */
  retryDelay?: number;
  retryBackoff?: boolean;
};

/** What may take long: 10 hours is more than the longest. Its worker is busy with its own thread for some seconds at most. */
const long = { expireInSeconds: 36_000, heartbeatSeconds: 180 };

const queues: Record<keyof Jobs, QueueOptions> = {
  "run-import": { retryLimit: 3, ...long },
  // The next quarter of an hour does what this one missed.
  "work-out-late-waits": { retryLimit: 0, expireInSeconds: 900 },
  "work-out-by-new-terms": { retryLimit: 3, ...long },
  "work-out-by-new-rules": { retryLimit: 3, ...long, policy: "short" },
  "prove-procedure": { retryLimit: 2, expireInSeconds: 3_600 },
  "keep-standing-duties": { retryLimit: 0, expireInSeconds: 900 },
  "compare-lists": { retryLimit: 2, ...long },
  // One that waits is enough for all files that come in meanwhile: it links every list.
  "link-lists": { retryLimit: 2, ...long, policy: "short" },
  // Over about four hours: a mail server that is being mended is back by then.
  "send-email": { retryLimit: 8, expireInSeconds: 120, retryDelay: 60, retryBackoff: true },
  // Five minutes later it is looked again.
  "end-messages": { retryLimit: 0, expireInSeconds: 300 },
  // One that waits looks at every file.
  "find-lost-pupils": { retryLimit: 2, expireInSeconds: 3_600, policy: "short" },
  // A minute later it is looked again.
  "follow-webhooks": { retryLimit: 0, expireInSeconds: 300, policy: "short" },
  // Over about eight hours: longer than a system is mended in.
  "deliver-webhook": { retryLimit: 9, expireInSeconds: 60, retryDelay: 60, retryBackoff: true },
  // When each parcel is tried again stands with the parcel; a minute later it is looked again.
  "carry-parcels": { retryLimit: 0, expireInSeconds: 300 },
  // Who was written to today is not written to again, so the rest of the morning may be tried for.
  "send-due-reports": { retryLimit: 5, expireInSeconds: 900, retryDelay: 60, retryBackoff: true },
  "remind-of-day": { retryLimit: 5, expireInSeconds: 3_600, retryDelay: 60, retryBackoff: true },
  "remind-of-urgent": { retryLimit: 8, expireInSeconds: 300, retryDelay: 30, retryBackoff: true },
};

/** Makes the queues' tables, as the owner, and lets the application's role send to them. */
export async function installJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const [name, { policy, ...options }] of Object.entries(queues)) {
      if (await boss.getQueue(name)) await boss.updateQueue(name, options);
      else await boss.createQueue(name, { ...options, ...(policy && { policy }) });
    }
    await boss.getDb().executeSql(`
      grant usage on schema pgboss to keepsight_app;
      grant select, insert, update on all tables in schema pgboss to keepsight_app;
      grant execute on all functions in schema pgboss to keepsight_app`);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** The door through which requests send jobs. */
export async function jobQueue(database: Database): Promise<JobQueue> {
  const runningIn = (where: Database) => ({
    executeSql: async (text: string, values: unknown[] = []) => {
      const { rows } = await where.executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    },
  });
  const boss = new PgBoss({
    ...{ db: runningIn(database), migrate: false, supervise: false, schedule: false },
    ...carryingTraces,
  });
  boss.on("error", () => {});
  await boss.start();
  return {
    send: async (transaction, name, job, { seconds } = { seconds: 0 }) => {
      await boss.send(name, job, { db: runningIn(transaction), startAfter: seconds });
    },
    close: () => boss.stop({ graceful: false }),
  };
}
