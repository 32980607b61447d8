import { authorityKnown } from "../access/index.ts";
import { type Calendars, CalendarTooShort, NoTermDates, numberOf } from "../calendar/index.ts";
import { calendarsOf } from "../cases/index.ts";
import { schoolYearOf, yearGroupOn } from "../children/index.ts";
import type { Context } from "../context.ts";
import { schoolMeets } from "../feeds/index.ts";
import { type School, schoolById } from "./removals.store.ts";
import {
  absencesToReturn,
  arrivalsToReturn,
  deletionsToReturn,
  type ReturnToSend,
  sicknessToReturn,
} from "./returns.store.ts";
import { returnKinds } from "./school-return.ts";
import { returnDue } from "./what-procedures-ask.ts";

/** A return that is owed, and by when; without a day where term dates are missing. */
export type ReturnOwed = ReturnToSend & { schoolName: string; dueOn: Temporal.PlainDate | undefined };

/** Everything that these schools owe their authorities by regulation 13, the first due first: from rolls, marks and removals. */
export async function returnsOwed(
  context: Pick<Context, "database" | "procedures">,
  schools: readonly number[],
  today: Temporal.PlainDate,
): Promise<ReturnOwed[]> {
  const { database } = context;
  const yearBegan = Temporal.PlainDate.from({ year: schoolYearOf(today), month: 9, day: 1 });
  const owed = [
    ...(await deletionsToReturn(database, schools)),
    ...(await arrivalsToReturn(database, schools, { today, yearBegan })),
    ...(await absencesToReturn(database, schools)),
    ...(await sicknessToReturn(database, schools, yearBegan)),
  ];
  const due: ReturnOwed[] = [];
  for (const id of schools) {
    const school = await schoolById(database, id);
    if (school)
      due.push(
        ...(await withDueDays(
          context,
          school,
          owed.filter((one) => one.schoolId === id),
        )),
      );
  }
  return due.sort((one, other) => compare(one.dueOn, other.dueOn));
}

async function withDueDays(
  { database, procedures }: Pick<Context, "database" | "procedures">,
  school: School,
  owed: readonly ReturnToSend[],
): Promise<ReturnOwed[]> {
  if (owed.length === 0) return [];
  const { id: schoolId, name: schoolName, authorityId } = school;
  const calendars = await calendarsOf(database, [{ schoolId, authorityId }]);
  const follower = { authorityId, procedure: (await authorityKnown(database, authorityId)).procedure };
  const began = beganWithYear(calendars, { schoolId, authorityId });
  return owed
    .filter((one) => !isSpared(one, began))
    .map((one) => ({
      ...{ ...one, schoolName },
      dueOn: counted(() => {
        // The time of a sickness return ends with the fifteenth day: it is owed as soon as that is known.
        if (one.kind === "fifteen-days-sick") return one.since;
        const { rule } = returnKinds[one.kind];
        const place = { schoolId, authorityId };
        return returnDue(procedures, follower, { rule, since: one.since, calendars, place })?.due.on;
      }),
    }));
}

/** The day, or nothing where the school days are not known as far as that. */
function counted(due: () => Temporal.PlainDate | undefined): Temporal.PlainDate | undefined {
  try {
    return due();
  } catch (fault) {
    if (fault instanceof NoTermDates || fault instanceof CalendarTooShort) return undefined;
    throw fault;
  }
}

/** No new pupil return is owed for the youngest class who start on the first day of the school year, unless the authority asks. */
function isSpared(
  { kind, dateOfBirth, phase, aboutOn }: ReturnToSend,
  began: (day: Temporal.PlainDate) => boolean,
): boolean {
  const youngest = phase === "secondary" ? "7" : phase === "primary" ? "R" : undefined;
  return (
    kind === "new-pupil" &&
    dateOfBirth !== null &&
    yearGroupOn(dateOfBirth, aboutOn) === youngest &&
    began(aboutOn)
  );
}

/**
 * If a day is the first of a school year on which the school meets, or before it in that September. Where its term dates do not
 * say, the first ten days of September stand for it.
 */
function beganWithYear(
  calendars: Calendars,
  place: { schoolId: number; authorityId: number },
): (day: Temporal.PlainDate) => boolean {
  const meets = schoolMeets(calendars, place);
  return (day) => {
    if (day.month !== 9) return false;
    const before = Array.from({ length: day.day - 1 }, (_, at) => meets.on(numberOf(day) - 1 - at));
    return !before.includes(true) && (day.day <= 10 || !before.includes(undefined));
  };
}

function compare(one: Temporal.PlainDate | undefined, other: Temporal.PlainDate | undefined): number {
  if (!one || !other) return Number(!one) - Number(!other);
  return Temporal.PlainDate.compare(one, other);
}
