import type { ChildRecord } from "../children/index.ts";
import { dayInWords } from "../web/design/words.ts";
import type { Answers } from "./form-definition.ts";

/** What the record has of a pupil's time on one school's roll. */
export type TimeOnRoll = { from: Temporal.PlainDate | null; until: Temporal.PlainDate | null };

/** The latest time that the record has of a child on the roll of this school, by default the last one. */
export function timeOnRoll(
  { provisions, schoolName }: Pick<ChildRecord, "provisions" | "schoolName">,
  school = schoolName,
): TimeOnRoll | undefined {
  const time = provisions.find(
    (each) => each.schoolName === school && (each.kind === "on-roll" || each.kind === "dual-registered"),
  );
  return time && { from: time.fromOn, until: time.untilOn };
}

/** If the pupil is said to have attended before the roll has them, which a school must say twice. */
export function isBeforeRoll({ lastAttended }: Answers, child: ChildRecord): boolean {
  const from = timeOnRoll(child)?.from;
  return Boolean(from && lastAttended && String(lastAttended) < from.toString());
}

/** Where the form of a school and its roll contradict one another, in sentences; empty where they agree. [D01] */
export function againstRoll(
  { roll, removedOn, lastAttended }: Answers,
  time: TimeOnRoll | undefined,
): string[] {
  if (!time || !roll) return [];
  const { from, until } = time;
  const day = (iso: unknown) => dayInWords(Temporal.PlainDate.from(String(iso)));
  const found: (string | false | null)[] = [
    roll === "still-on" &&
      until &&
      `The form says that the pupil is still on the roll. The roll ended on ${dayInWords(until)}.`,
    roll === "removed" &&
      !until &&
      "The form says that the pupil was taken off the roll. The roll still has the pupil.",
    roll === "removed" &&
      until &&
      removedOn !== undefined &&
      removedOn !== until.toString() &&
      `The form says that the pupil was taken off the roll on ${day(removedOn)}. The roll ended on ${dayInWords(until)}.`,
    lastAttended !== undefined &&
      until &&
      String(lastAttended) > until.toString() &&
      `The form says that the pupil last attended on ${day(lastAttended)}. The roll ended before that, on ${dayInWords(until)}.`,
    lastAttended !== undefined &&
      from &&
      String(lastAttended) < from.toString() &&
      `The form says that the pupil last attended on ${day(lastAttended)}. The roll began after that, on ${dayInWords(from)}.`,
  ];
  return found.filter((words) => typeof words === "string");
}
