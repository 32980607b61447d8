import type { Chance } from "./chance.ts";
import { type DayNumber, dayText, mondayOf } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import type { RollEntry } from "./rolls-list.ts";
import { type CalendarStretch, isSchoolDay } from "./school-terms.ts";

/** One row a pupil and week. Marks are ten letters, Monday morning to Friday afternoon; - is a day not on this roll. */
export const attendanceColumns = ["LAESTAB", "UPN", "Surname", "Forename", "DOB", "WeekStarting", "Marks"];

/** How often pupils are away, so that a pupil in five is persistently absent and one in fifty severely (11.3). */
const habits = [
  { weight: 82, share: 0.032 },
  { weight: 16, share: 0.15 },
  { weight: 2, share: 0.62 },
];
const patternsEach = 4096;

/** Marks of a week by habit, drawn once: 1.8 million weeks are too many to draw mark by mark. */
export type MarkPatterns = readonly { weight: number; weeks: readonly string[] }[];

/** The weeks that marks are drawn from. */
export function markPatterns(chance: Chance): MarkPatterns {
  return habits.map(({ weight, share }) => ({
    weight,
    weeks: Array.from({ length: patternsEach }, () => {
      let marks = "";
      for (let day = 0; day < 5; day++) marks += dayMarks(share, chance);
      return marks;
    }),
  }));
}

function dayMarks(share: number, chance: Chance): string {
  if (chance.happens(share)) return chance.pick(["II", "II", "II", "OO", "OO", "CC", "/M", "GG"]);
  return (chance.happens(0.02) ? "L" : "/") + (chance.happens(0.005) ? "M" : "\\");
}

/** The Mondays of the last six weeks with school before the day's own week. */
export function weeksBefore(today: DayNumber, terms: readonly CalendarStretch[]): DayNumber[] {
  const mondays: DayNumber[] = [];
  for (let monday = mondayOf(today) - 7; mondays.length < 6 && monday > today - 130; monday -= 7) {
    if ([0, 1, 2, 3, 4].some((day) => isSchoolDay(terms, monday + day))) mondays.unshift(monday);
  }
  return mondays;
}

/** Whether a school is open on each of the weeks' days. */
export function openDaysOf(mondays: readonly DayNumber[], terms: readonly CalendarStretch[]): boolean[][] {
  return mondays.map((monday) => [0, 1, 2, 3, 4].map((day) => isSchoolDay(terms, monday + day)));
}

/** Writes the weeks of a pupil of a state-funded school. */
export function writeAttendance(
  listed: ListedChild,
  entry: RollEntry,
  file: CsvFile,
  mondays: readonly DayNumber[],
  openDays: readonly boolean[][],
  patterns: MarkPatterns,
  chance: Chance,
): void {
  const { spell, upn, written } = entry;
  if (spell.school.phase === "independent") return;
  const { weeks } = chance.weighed(patterns);
  const pupil = `${spell.school.laestab},${upn},${cell(written.surname)},${cell(written.forename)},${written.born}`;
  const { absentSince } = spell;
  for (const [place, monday] of mondays.entries()) {
    if (spell.starts > monday + 4 || (spell.left && spell.left.on < monday)) continue;
    const open = openDays[place] ?? [];
    const wholeWeek =
      spell.starts <= monday && (!spell.left || spell.left.on >= monday + 4) && !open.includes(false);
    const drawn = chance.pick(weeks);
    const marks =
      wholeWeek && (absentSince === undefined || absentSince > monday + 4)
        ? drawn
        : marksOf(drawn, monday, open, spell.starts, spell.left?.on, absentSince);
    listRow(listed, file, `${pupil},${dayText(monday)},${marks}`);
  }
}

function marksOf(
  drawn: string,
  monday: DayNumber,
  open: readonly boolean[],
  starts: DayNumber,
  left: DayNumber | undefined,
  absentSince: DayNumber | undefined,
): string {
  let marks = "";
  for (let place = 0; place < 5; place++) {
    const day = monday + place;
    if (day < starts || (left !== undefined && day > left)) marks += "--";
    else if (!open[place]) marks += "##";
    else if (absentSince !== undefined && day >= absentSince) marks += day - absentSince < 7 ? "NN" : "OO";
    else marks += drawn.slice(place * 2, place * 2 + 2);
  }
  return marks;
}
