import { postsAllowing, programItself, type Viewer, viewerOf } from "../access/index.ts";
import { bankHolidaysOfEngland, dayOf, dueMomentOf, zone } from "../calendar/index.ts";
import { workWaiting } from "../cases/index.ts";
import { type Context, type Keepsight, perform, readingContext } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { eachInTurn } from "../jobs/each-in-turn.ts";
import { onceKey } from "../jobs/once-key.ts";
import { type Pressing, postEmail } from "../post/index.ts";
import { schoolSteps } from "../referrals/index.ts";
import { dayInWords } from "../web/design/words.ts";
import { type Reminded, whoIsReminded } from "./reminders.store.ts";
import { schoolSources, workSources } from "./sources.ts";

/** The hours of a morning: a worker that comes back by night waits, and one that comes back later lets it be. */
const morning = { begins: 6, ends: 12 };

/**
 * On the morning of a working day, writes to everybody of whose own something is late or due today, or who is told of what is late, how much it
 * is; once a day, whoever else runs or died. Who chose to do without is left out. [G05]
 */
export async function remindOfDay(keepsight: Keepsight): Promise<void> {
  const now = keepsight.now();
  const today = dayOf(now);
  const { hour } = now.toZonedDateTimeISO(zone);
  if (!isWorkingDay(today) || hour < morning.begins || hour >= morning.ends) return;
  const program = await programItself(databaseFor(keepsight.pool, undefined));
  const database = databaseFor(keepsight.pool, program.personId);
  await eachInTurn(await whoIsReminded(database, today), async (person) => {
    const viewer = await viewerOf(database, person.personId);
    const pressing = viewer && (await pressingFor(readingContext(keepsight, viewer, "reminders")));
    if (!pressing || Object.values(pressing).every((count) => count === 0)) return;
    await writeTo(keepsight, program, person, { pressing, viewer, now });
  });
}

async function writeTo(
  keepsight: Keepsight,
  program: Viewer,
  { personId, authorityId, council, email }: Reminded,
  { pressing, viewer, now }: { pressing: Pressing; viewer: Viewer; now: Temporal.Instant },
): Promise<void> {
  const today = dayOf(now);
  const key = onceKey("reminder of the day", personId, today.toString());
  const call = { viewer: program, act: "schedule-report", key, now, request: "reminders" } as const;
  await perform(keepsight, call, async (context) => {
    await postEmail(context, {
      ...{ authorityId, council, to: email, about: "day", reference: dayInWords(today), pressing },
      links: [
        postsAllowing(viewer, "see-my-work").length > 0
          ? { title: "My work", href: "/my-work" }
          : { title: "My school", href: "/my-school" },
      ],
    });
    await context.audit({
      ...{ act: "reminded of the day", subject: "person", subjectId: personId, authorityId },
      details: pressing,
    });
    return null;
  });
}

/** What presses for the one who asks, as My work and My school count it. */
async function pressingFor(context: Context): Promise<Pressing> {
  const { viewer, now } = context;
  const schools = postsAllowing(viewer, "see-my-school").flatMap(({ schoolId }) => schoolId ?? []);
  const [work, ofSchools] = await Promise.all([
    workWaiting(context, workSources),
    schools.length === 0 ? [] : schoolSteps(context, schools, schoolSources),
  ]);
  const endOfToday = dueMomentOf(dayOf(now));
  const dueBy = (moment: Temporal.Instant) =>
    ofSchools.filter(({ dueAt }) => dueAt && Temporal.Instant.compare(dueAt, moment) <= 0).length;
  const late = dueBy(now);
  return {
    ...work,
    overdue: work.overdue + late,
    today: work.today + dueBy(endOfToday) - late,
  };
}

function isWorkingDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek <= 5 && !bankHolidaysOfEngland.days.some((holiday) => holiday.day.equals(day));
}
