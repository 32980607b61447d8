import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { destinationWords, lawfulTimes, removedOn, stateOf, transferFileInWords } from "./removal.ts";
import { type Removal, type RemovalsAsked, removalsSeen } from "./removals.store.ts";

const columns = [
  ...["School", "Forename", "Surname", "Date of birth", "UPN", "Ground", "Regulation", "Ground met on"],
  ...["Last attended", "Removed on", "State", "Reason", "Destination", "New school", "New school's number"],
  ...["Transfer file", "Evidence", "Times", "Late"],
];
const rowsAtOnce = 500;
const stateWords = {
  ...{ waiting: "Waits for the officer", agreed: "Officer agrees" },
  ...{ refused: "Officer says no", removed: "Off the roll" },
} as const;

/** The evidence file of schools, or of all that the viewer may see: a line a removal. [H09] */
export async function* removalLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  schools: readonly number[] | undefined,
  today: Temporal.PlainDate,
  offIn?: RemovalsAsked["offIn"],
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let before: number | undefined; ; ) {
    const removals = await removalsSeen(database, { schools, offIn, before, count: rowsAtOnce });
    await audit({
      ...{ act: "took removals as a file", subject: "list" },
      details: { rows: removals.length, children: removals.map(({ childId }) => childId) },
    });
    yield removals.map((removal) => lineOf(removal, today)).join("");
    before = removals.at(-1)?.id;
    if (removals.length < rowsAtOnce) return;
  }
}

function lineOf(removal: Removal, today: Temporal.PlainDate): string {
  const { pupil, schoolName, letter, clause, metOn, lastAttendedOn, answered } = removal;
  const times = lawfulTimes(removal, today);
  return csvLine([
    ...[schoolName, pupil.forename, pupil.surname, pupil.dateOfBirth, pupil.upn, letter, clause],
    ...[metOn.toString(), lastAttendedOn?.toString(), removedOn(removal)?.toString()],
    ...[stateWords[stateOf(removal)], removal.reason, destinationWords[removal.destination]],
    ...[removal.newSchool, removal.newLaestab, transferFileInWords(removal)],
    answered.map((row) => `${row.asked}: ${row.answered}`).join("; "),
    times.map(({ says }) => says).join("; "),
    times.some(({ isLate }) => isLate) ? "yes" : "no",
  ]);
}
