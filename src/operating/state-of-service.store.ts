import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Feed, FeedList } from "../feeds/index.ts";

/** How the whole service stands now: counts and times, no record of anybody. Seconds are since what is oldest. */
export type StateOfService = {
  /** Since the oldest entry of the audit log that is under no seal; 0 where all are. */
  unsealedSeconds: number;
  queues: readonly { queue: string; waiting: number; failed: number; oldestSeconds: number }[];
  authorities: readonly AuthorityState[];
};

/** What fails is counted for a day. */
export type AuthorityState = {
  name: string;
  openCases: number;
  withoutNextStep: number;
  overdue: number;
  emailsWaiting: number;
  emailsFailed: number;
  /** The last day of the authority's own terms, as yyyy-mm-dd; null where it has none. */
  termsUntil: string | null;
  feeds: readonly { list: FeedList; lastAt: string; expected: Feed["expected"] | null }[];
};

/** Reads it for whoever runs the service, who sees no record: the function answers for all authorities. */
export async function stateOfService(database: Database): Promise<StateOfService> {
  const { rows } = await sql<{ state: StateOfService }>`select state_of_service() as state`.execute(database);
  if (!rows[0]) throw new Error("state_of_service() answers one row.");
  return rows[0].state;
}

/** If the database answers at all. */
export async function answers(database: Database): Promise<boolean> {
  try {
    await sql`select 1`.execute(database);
    return true;
  } catch {
    return false;
  }
}
