import { readFileSync } from "node:fs";
import { join } from "node:path";
import { schoolYearOf } from "../children/index.ts";

/** The file beside the lists that says that nobody in them exists. */
export const noticeName = "README.txt";
const ownCalendar = " of its own calendar";

/** The notice of a county that was invented on a day. */
export function countyNotice(
  { children, seed }: { children: number; seed: string },
  today: Temporal.PlainDate,
): string {
  return `SYNTHETIC. Nobody in these files exists.

Keepsight invented ${children} children, their families and their schools on ${today}${ownCalendar}, from seed ${seed}.
School year ${schoolYearOf(today)}. Authorities 997 (Eastmere) and 998 (Westholme), their towns and the postcode areas
EA and WE do not exist. Telephone numbers ring nowhere, NHS numbers are from the test range 999 and school URNs start
with 9. truth.csv says what is true of each child: no real feed brings such a file.
`;
}

/** The day on which the county in this folder is seen, as its notice says; undefined where no county is. */
export function dayOfCounty(folder: string): Temporal.PlainDate | undefined {
  try {
    const notice = readFileSync(join(folder, noticeName), "utf8");
    const [day] = new RegExp(String.raw`\d{4}-\d\d-\d\d(?=${ownCalendar})`).exec(notice) ?? [];
    return day === undefined ? undefined : Temporal.PlainDate.from(day);
  } catch {
    return undefined;
  }
}
