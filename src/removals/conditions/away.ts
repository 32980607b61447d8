import { type MarkedDay, rowOfUnauthorisedDays } from "../../feeds/index.ts";
import { counted, dayInWords } from "../../web/design/words.ts";
import { codesOn, dayAnswered, dayAt, type GroundAsked, isAfter, type Part } from "./part.ts";

/** If the marks leave out a school day before the day that is asked about, so that the pupil may have come. */
export function endTooEarly({ marks, day }: Pick<GroundAsked, "marks" | "day">): boolean {
  return daysAfterMarks({ marks, day }).length > 0;
}

function daysAfterMarks({ marks, day }: Pick<GroundAsked, "marks" | "day">): MarkedDay[] {
  const last = marks.findLastIndex(({ kind }) => kind !== "not-marked" && kind !== "closed");
  return marks.slice(last + 1).filter((each) => each.kind === "not-marked" && isAfter(day, dayAt(each)));
}

/** So many school days in a row of G, N and O alone, which are over: the ground can be met on the day after the last. [F02] */
export function awayUnauthorised(asked: GroundAsked, schoolDays: number): Part {
  const { ground, marks, day } = asked;
  const head = {
    clause: ground.clause,
    says: `Away for ${schoolDays} school days in a row, every session coded G, N or O`,
  };
  const { row, brokenBy } = rowOfUnauthorisedDays(marks);
  if (!marks.some(({ kind }) => kind !== "closed" && kind !== "not-marked"))
    return {
      ...head,
      state: "missing",
      because: "No marks of this pupil are here. Send the attendance file.",
    };
  const last = row[schoolDays - 1];
  const broke = brokenBy ? ` ${brokenInWords(brokenBy)}` : "";
  if (!last)
    return {
      ...{ ...head, state: "too-soon" },
      because: `${counted(row.length, "school day")} so far.${broke}`,
      from: dayAfterSchoolDays(asked, row.at(-1), schoolDays - row.length),
    };
  const over = dayAt(last).add({ days: 1 });
  if (isAfter(over, day)) {
    const because = `${dayInWords(dayAt(last))} is day ${schoolDays}, and the day must be over.`;
    return { ...head, state: "too-soon", because, from: over };
  }
  return stillAway(asked, { ...head, state: "met", on: over });
}

function brokenInWords(broken: MarkedDay): string {
  const on = dayInWords(dayAt(broken));
  return broken.kind === "not-marked"
    ? `${on}, a school day, has no marks, so the count begins after it.`
    : `${on} has ${codesOn(broken)}, so the count begins after it.`;
}

/** So many school days after the leave, over, without the pupil and without an excuse. [F01] */
export function notBackFromLeave(asked: GroundAsked, schoolDays: number): Part {
  const { ground, answers, day } = asked;
  const head = { clause: ground.clause, says: `Not back within ${schoolDays} school days after the leave` };
  const ended = dayAnswered(answers, "leaveEndedOn");
  if (!ended) return { ...head, state: "missing", because: "The last day of the leave is not given." };
  const days = schoolDaysSince(asked, ended);
  const back = days.find(({ kind }) => kind === "attended" || kind === "came-late");
  if (back) return { ...head, state: "failed", because: `The pupil came on ${dayInWords(dayAt(back))}.` };
  const excused = days.find(({ kind }) => kind === "authorised" || kind === "not-possible");
  if (excused) {
    const because = `${dayInWords(dayAt(excused))} has ${codesOn(excused)}: an excuse, or leave that went on.`;
    return { ...head, state: "failed", because };
  }
  const last = days[schoolDays - 1];
  if (!last)
    return {
      ...{ ...head, state: "too-soon", because: `${counted(days.length, "school day")} so far.` },
      from: dayAfterSchoolDays(asked, days.at(-1), schoolDays - days.length, ended),
    };
  const over = dayAt(last).add({ days: 1 });
  if (isAfter(over, day)) {
    const because = `${dayInWords(dayAt(last))} is day ${schoolDays}, and the day must be over.`;
    return { ...head, state: "too-soon", because, from: over };
  }
  return stillAway(asked, { ...head, state: "met", on: over });
}

/** The school days after a day: as the marks have them, or else by the term dates. */
function schoolDaysSince({ marks, meets, day }: GroundAsked, since: Temporal.PlainDate): MarkedDay[] {
  const known = new Map(marks.map((each) => [each.day, each]));
  const days: MarkedDay[] = [];
  for (let date = since.add({ days: 1 }); !isAfter(date, day); date = date.add({ days: 1 })) {
    const number = numberOf(date);
    const marked = known.get(number);
    if (marked ? marked.kind !== "closed" : meets.on(number))
      days.push(marked ?? { day: number, codes: [], kind: "not-marked" });
  }
  return days;
}

/** The first day on which so many more school days are over; undefined where the term dates do not reach it. */
function dayAfterSchoolDays(
  { meets, day }: GroundAsked,
  last: MarkedDay | undefined,
  more: number,
  since: Temporal.PlainDate = day.subtract({ days: 1 }),
): Temporal.PlainDate | undefined {
  let left = more;
  for (let number = (last?.day ?? numberOf(since)) + 1; left >= 0; number++) {
    const meeting = meets.on(number);
    if (meeting === undefined) return undefined;
    if (meeting) left -= 1;
    if (left === 0) return dayAt({ day: number + 1 });
  }
  return undefined;
}

function stillAway(asked: GroundAsked, met: Part): Part {
  const missing = daysAfterMarks(asked);
  if (missing.length === 0 || asked.answers["stillAway"] === "yes") return met;
  const { clause, says } = met;
  if (asked.answers["stillAway"] === "no")
    return { clause, says, state: "failed", because: "The pupil has come since, or had a reason." };
  const because = `${counted(missing.length, "school day")} since ${dayInWords(dayAt(missing[0] ?? { day: 0 }))} without marks. Send the marks, or say that the pupil is still away.`;
  return { clause, says, state: "missing", because };
}

function numberOf(day: Temporal.PlainDate): number {
  return Temporal.PlainDate.from("1970-01-01").until(day, { largestUnit: "days" }).days;
}

/** That the pupil has ceased to attend: since the last day that the marks have them there. */
export function ceasedToAttend({ ground, marks }: GroundAsked): Part {
  const last = marks.findLast(({ kind }) => kind === "attended" || kind === "came-late");
  const head = { clause: ground.clause, says: "The pupil has ceased to attend", state: "met" } as const;
  return last ? { ...head, on: dayAt(last) } : head;
}
