import { roleInWords } from "../procedures/index.ts";
import type { Numbers } from "./numbers.ts";

/** What comes of a year in plain lines for the terminal. */
export function summaryOf(numbers: Numbers): string[] {
  const { title, version, opened, closed, open, medianDaysToClose, ninetiethDaysToClose } = numbers;
  const closing =
    medianDaysToClose === null
      ? "No case was closed."
      : `Half of the closed cases took up to ${days(medianDaysToClose)}, nine in ten up to ${days(ninetiethDaysToClose)}.`;
  const visits = numbers.medianDaysToVisit;
  return [
    `${title}, version ${version} (${numbers.file})`,
    `  Cases: ${opened} opened, ${closed} closed, ${open} open at the end.`,
    `  ${closing}`,
    ...(visits === null ? [] : [`  First visits: half within ${days(visits)} of opening the case.`]),
    "  Deadlines missed for want of people, and the busiest week:",
    ...numbers.roles.filter(({ busiest }) => busiest).map(lineOf),
  ];
}

function lineOf({ role, people, missed, inTime, lateAnyway, busiest }: Numbers["roles"][number]): string {
  const staffed = people === null ? "as many as needed" : `${people} ${people === 1 ? "person" : "people"}`;
  const available = busiest?.available == null ? "" : ` of ${busiest.available} available`;
  const week = busiest
    ? `week of ${busiest.monday}: ${busiest.owed} ${busiest.owed === 1 ? "hour" : "hours"} owed${available}`
    : "";
  return `    ${roleInWords(role)} (${staffed}): ${missed} of ${missed + inTime + lateAnyway} missed; ${week}`;
}

function days(count: number | null): string {
  return `${count} ${count === 1 ? "day" : "days"}`;
}
