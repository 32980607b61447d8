import { compulsorySchoolAgeOf } from "../../children/index.ts";
import { dayInWords } from "../../web/design/words.ts";
import { type GroundAsked, isAfter, type Part } from "./part.ts";

/**
 * That the pupil will be over compulsory school age when the school next meets: from the last school day on or before the
 * school leaving date; the leaving date itself where no term dates are known. [A07] [F01]
 */
export function overAge({ ground, dateOfBirth, meets, day }: GroundAsked): Part {
  const head = {
    clause: ground.clause,
    says: "The pupil is over compulsory school age when the school next meets",
  };
  if (!dateOfBirth) return { ...head, state: "missing", because: "The date of birth is not on record." };
  const { until } = compulsorySchoolAgeOf(dateOfBirth);
  const on = lastSchoolDay(until, meets);
  return isAfter(on, day)
    ? {
        ...{ ...head, state: "too-soon", from: on },
        because: `Compulsory school age ends on ${dayInWords(until)}.`,
      }
    : { ...head, state: "met", on };
}

function lastSchoolDay(until: Temporal.PlainDate, meets: GroundAsked["meets"]): Temporal.PlainDate {
  const number = Temporal.PlainDate.from("1970-01-01").until(until, { largestUnit: "days" }).days;
  for (let back = 0; ; back++) {
    const meeting = meets.on(number - back);
    if (meeting === undefined) return until;
    if (meeting) return until.subtract({ days: back });
  }
}
