import { ageInWords, dayInWords } from "../web/design/words.ts";
import { type ProvisionKind, provisionKinds } from "./provisions.ts";
import { yearGroupOn } from "./year-group.ts";

/** "9 years old, year 5". [A07] */
export function ageAndYear(born: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const year = yearGroupOn(born, today);
  return `${ageInWords(born, today)}${year === undefined ? "" : year === "R" ? ", Reception" : `, year ${year}`}`;
}

/** "On the roll of Ashfield Primary School", "Left Ashfield Primary School; since then not known", "Elective home education". [A03] */
export function educatedInWords({
  onRoll,
  schoolName,
  schoolClosedOn,
  educated,
  away,
}: {
  /** Since when the child has not come, though a roll has them. */
  away?: Temporal.PlainDate | undefined;
  onRoll: boolean;
  schoolName: string | null;
  /** Where the school whose roll has the child has closed. */
  schoolClosedOn?: Temporal.PlainDate | null;
  educated: ProvisionKind;
}): string {
  if (onRoll && schoolName && schoolClosedOn && away)
    return `On the last roll of ${schoolName}, which closed on ${dayInWords(schoolClosedOn)}; since then not known`;
  if (onRoll && schoolName && away)
    return `Still on the roll of ${schoolName}, but has not attended since ${dayInWords(away)}`;
  if (onRoll && schoolName) return `On the roll of ${schoolName}`;
  if (educated === "unknown" && schoolName) return `Left ${schoolName}; since then not known`;
  return provisionKinds[educated];
}
