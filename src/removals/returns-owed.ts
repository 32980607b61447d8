import { authorityKnown } from "../access/index.ts";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { calendarsOf } from "../cases/index.ts";
import { schoolYearOf, yearGroupOn } from "../children/index.ts";
import type { Context } from "../context.ts";
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

/** How far back a start of a pupil is looked for. */
const arrivalsSince = { days: 60 };

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
    ...(await arrivalsToReturn(database, schools, today.subtract(arrivalsSince), today)).filter(isOwed),
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
  return owed.map((one) => ({
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

/** No new pupil return is owed for the youngest class on the first days of the school year, unless the authority asks. */
function isOwed({ dateOfBirth, phase, aboutOn }: ReturnToSend): boolean {
  const beganWithYear = aboutOn.month === 9 && aboutOn.day <= 10;
  const youngest = phase === "secondary" ? "7" : phase === "primary" ? "R" : undefined;
  return !(beganWithYear && dateOfBirth && yearGroupOn(dateOfBirth, aboutOn) === youngest);
}

function compare(one: Temporal.PlainDate | undefined, other: Temporal.PlainDate | undefined): number {
  if (!one || !other) return Number(!one) - Number(!other);
  return Temporal.PlainDate.compare(one, other);
}
