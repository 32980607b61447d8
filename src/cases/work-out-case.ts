import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { type Database, inTransaction } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { proceduresOf } from "../procedures/index.ts";
import { calendarsAtHand } from "./calendars-at-hand.ts";
import type { Kase } from "./case.ts";
import { caseHeld, casesCalled, copyStanding } from "./cases.store.ts";
import { casesCountedBy, type TermsChanged } from "./cases-by-terms.store.ts";
import { factsOfCase } from "./facts.store.ts";
import { casesWaitingTooLong, replaceObligations } from "./obligations.store.ts";
import { standingOf } from "./standing.ts";
import { verifyObligations } from "./verify-obligations.ts";

/** Works a case out from its facts and stores the copies that lists read. The caller holds the case. */
export async function workOutCase(
  context: Pick<Context, "database" | "procedures" | "now">,
  kase: Kase,
): Promise<void> {
  const { database, now } = context;
  const facts = await factsOfCase(database, kase.id);
  const standing = standingOf({
    procedures: proceduresOf(context.procedures, kase),
    facts,
    calendars: await calendarsAtHand(context, kase),
    place: kase,
    now,
  });
  await replaceObligations(database, kase.id, standing.obligations);
  await copyStanding(database, kase.id, facts.at(-1)?.id ?? 0, standing);
}

/**
 * Works out anew every case in which something waited past its due moment: time alone has made it overdue, and it may be
 * the next step now. As the owner of the tables, who sees every case. Answers how many there were.
 */
export async function workOutLateWaits(
  context: Pick<Context, "database" | "procedures" | "now">,
): Promise<number> {
  const late = await casesWaitingTooLong(context.database, context.now);
  await eachInTurn(late, (caseId) => workOutAlone(context, caseId));
  return late.length;
}

/**
 * Works out anew, open cases first, every case whose deadlines are counted by term dates that have changed, each in a
 * transaction of its own: to do it twice changes nothing. As the owner of the tables. Answers how many there were.
 */
export async function workOutByNewTerms(
  context: Pick<Context, "database" | "procedures" | "now">,
  changed: TermsChanged,
): Promise<number> {
  const counted = await casesCountedBy(context.database, changed);
  await eachInTurn(counted, (caseId) => workOutAlone(context, caseId));
  return counted.length;
}

/**
 * Works out anew, open cases first, every case whose copies are not what its facts make of it by the rules as they are now. As the owner
 * of the tables. Answers how many there were.
 */
export async function workOutWhatDiffers(
  context: Pick<Context, "database" | "procedures" | "now">,
): Promise<number> {
  const differing = new Set<string>();
  for await (const { differences } of verifyObligations(context.database, context))
    for (const { case: reference } of differences) differing.add(reference);
  await eachInTurn(await casesCalled(context.database, [...differing]), (caseId) =>
    workOutAlone(context, caseId),
  );
  return differing.size;
}

/**
 * A case with a deadline that its calendar does not reach stays as it was, and holds up no other: administrators are told
 * of the calendar (src/terms), and whoever works the case is told when they do.
 */
async function workOutAlone(
  context: Pick<Context, "database" | "procedures" | "now">,
  caseId: number,
): Promise<void> {
  try {
    await inTransaction(context.database, async (database: Database) => {
      const kase = await caseHeld(database, caseId);
      if (kase) await workOutCase({ ...context, database }, kase);
    });
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
  }
}
