import type { Authority } from "../access/index.ts";
import { authoritiesKnown } from "../access/index.ts";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { calendarsAtHand } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { inTransaction } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { daysToRecord } from "./days-that-begin-duties.ts";
import { dutiesOwed } from "./duties-owed.ts";
import { factsOfAuthority, holdDutiesOf, insertDays, replaceDuties } from "./standing-duties.store.ts";

type Worked = Pick<Context, "database" | "procedures" | "now">;

/**
 * Works out what an authority owes from its facts and stores the copy that pages read, in the caller's transaction. Throws
 * CalendarTooShort or NoTermDates, and has written nothing then.
 */
export async function workOutDuties(
  context: Worked,
  authority: Pick<Authority, "id" | "procedure">,
): Promise<void> {
  const { database, procedures, now } = context;
  const facts = await factsOfAuthority(database, authority.id);
  const calendars = await calendarsAtHand(context, { authorityId: authority.id, schoolId: null });
  await replaceDuties(database, authority.id, dutiesOwed({ procedures, authority, facts, calendars, now }));
}

/**
 * Records the days that begin duties and have come (the beginning of the work, a version coming in force, a census day), and
 * works out what every authority owes, each in a transaction of its own: to do it twice changes nothing. As the owner of
 * the tables. `only` leaves out all other authorities. [C27, C29]
 */
export async function keepStandingDuties(context: Worked, only?: readonly number[]): Promise<void> {
  await eachInTurn(await authoritiesKnown(context.database, only), (authority) =>
    inTransaction(context.database, async (database) => {
      await holdDutiesOf(database, authority.id);
      const facts = await factsOfAuthority(database, authority.id);
      const days = daysToRecord(context.procedures, authority, facts, context.now);
      await insertDays(database, authority.id, days, context.now);
      await workOutIfCounted({ ...context, database }, authority);
    }),
  );
}

/** Where term dates end too early, what is stored stays: administrators are told of the calendar (src/terms). */
async function workOutIfCounted(context: Worked, authority: Authority): Promise<void> {
  try {
    await workOutDuties(context, authority);
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
  }
}
