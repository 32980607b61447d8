import { CalendarTooShort, NoTermDates } from "../../calendar/index.ts";
import { type CopyDifference, calendarsOf, copiesThatDiffer } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { type Database, inTransaction } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import {
  factsOfReferral,
  type HistoriesAsked,
  historiesKept,
  holdHistoryOf,
  replaceOwed,
} from "./passed-on.store.ts";
import { followsFrom } from "./passed-on.ts";

/** What is owed on a referral that was passed on and is kept otherwise than its history makes of it. */
export type ReferralDifference = { referral: string } & CopyDifference;

type Asked = Pick<Context, "procedures" | "now">;

/**
 * Works out what is owed on every referral that was passed on and compares with what is kept. A state that time alone has
 * carried on since is no difference. As the owner of the tables; all as of one moment, and changing nothing.
 */
export async function verifyPassedOn(
  database: Database,
  asked: Asked,
): Promise<{ referrals: number; owed: number; differences: readonly ReferralDifference[] }> {
  const snapshot = await database
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    let [referrals, owed] = [0, 0];
    const differences: ReferralDifference[] = [];
    for await (const page of historiesKept(snapshot)) {
      const calendars = await calendarsOf(snapshot, page);
      referrals += page.length;
      owed += page.reduce((count, kept) => count + kept.owed.length, 0);
      for (const { reference, facts, owed: kept, ...referral } of page)
        differences.push(
          ...copiesThatDiffer(kept, () => followsFrom({ ...asked, referral, facts, calendars })).map(
            (each) => ({ referral: reference, ...each }),
          ),
        );
    }
    return { referrals, owed, differences };
  } finally {
    await snapshot.rollback().execute();
  }
}

/**
 * Works out anew what is owed on referrals that were passed on: all of them, those whose deadlines are counted by term dates that have
 * changed, or those in which something waits that time alone has opened or made late; each in a transaction of its own. To do
 * it twice changes nothing. As the owner of the tables.
 */
export async function workOutPassedOn(
  { database, ...asked }: Asked & { database: Database },
  only?: HistoriesAsked,
): Promise<void> {
  await eachInTurn(historiesKept(database, only), async (page) => {
    const calendars = await calendarsOf(database, page);
    await eachInTurn(page, (referral) =>
      inTransaction(database, async (transaction) => {
        await holdHistoryOf(transaction, referral.id);
        const facts = await factsOfReferral(transaction, referral.id);
        const owed = counted(() => followsFrom({ ...asked, referral, facts, calendars }));
        if (owed) await replaceOwed(transaction, referral.id, owed);
      }),
    );
  });
}

/** What a calendar does not reach stays as it was: administrators are told of the calendar (src/terms). */
function counted<Answer>(asked: () => Answer): Answer | undefined {
  try {
    return asked();
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
    return undefined;
  }
}
