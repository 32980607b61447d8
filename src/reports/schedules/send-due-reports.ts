import { programItself } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { calendarsAtHand } from "../../cases/index.ts";
import { type Keepsight, perform } from "../../context.ts";
import { type Database, databaseFor } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import { onceKey } from "../../jobs/once-key.ts";
import { postEmail } from "../../post/index.ts";
import { dayInWords } from "../../web/design/words.ts";
import { nextDayOf, type Report, reports, type Schedule } from "./schedule.ts";
import { type Recipient, recipientsOf, schedulesStanding } from "./schedules.store.ts";

/**
 * Posts to each person one e-mail with the links that are due today and that they may open today. Each is an act of its own, whose key is
 * the person and the day: done again, after a worker died or beside another one, nobody is written to twice.
 */
export async function sendDueReports(keepsight: Keepsight): Promise<void> {
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const database = databaseFor(keepsight.pool, viewer.personId);
  const now = keepsight.now();
  const today = dayOf(now);
  const due = await schedulesDue(keepsight, database, now);
  if (due.length === 0) return;
  await eachInTurn(await recipientsOf(database, due, today), async (recipient) => {
    const { personId, authorityId, council, email } = recipient;
    const key = onceKey("reports as links", personId, today.toString());
    const call = { viewer, act: "schedule-report", key, now, request: "report schedules" } as const;
    await perform(keepsight, call, async (context) => {
      await postEmail(context, {
        ...{ authorityId, council, to: email, about: "reports", reference: dayInWords(today) },
        links: inTheirOrder(recipient).map((report) => reports[report]),
      });
      await context.audit({
        ...{ act: "sent reports as links", subject: "person", subjectId: personId, authorityId },
        details: { schedules: recipient.schedules, reports: recipient.reports },
      });
      return null;
    });
  });
}

/** What is due on the day of a moment. The day on which a schedule was made is not yet one of its days. */
async function schedulesDue(
  { procedures }: Keepsight,
  database: Database,
  now: Temporal.Instant,
): Promise<Schedule[]> {
  const standing = Map.groupBy(await schedulesStanding(database), ({ authorityId }) => authorityId);
  const today = dayOf(now);
  const yesterday = today.subtract({ days: 1 });
  const due: Schedule[] = [];
  for (const [authorityId, some] of standing) {
    const calendars = await calendarsAtHand({ database, procedures, now }, { authorityId, schoolId: null });
    due.push(
      ...some.filter(
        (schedule) =>
          Temporal.PlainDate.compare(dayOf(schedule.madeAt), today) < 0 &&
          nextDayOf(schedule, yesterday, { calendars, authorityId })?.equals(today),
      ),
    );
  }
  return due;
}

function inTheirOrder(recipient: Recipient): Report[] {
  return (Object.keys(reports) as Report[]).filter((report) => recipient.reports.includes(report));
}
