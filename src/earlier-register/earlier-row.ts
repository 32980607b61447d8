import { createHash } from "node:crypto";
import { momentWithin } from "../calendar/index.ts";
import { foldName, postcodeFaultOf, readPostcode, tidyUpn, upnFaultOf } from "../children/index.ts";
import { type RowFault, readDay } from "../feeds/index.ts";
import type { EarlierCase } from "../referrals/index.ts";
import { type FieldOfRow, folded, type RegisterMap } from "./register-map.ts";

/** The places that a row can name. */
export type PlacesNamed = {
  authorityId: number;
  areas: readonly { id: number; name: string }[];
  /** The number and the name of each school of the authority. */
  schools: readonly { id: number; name: string; laestab: string }[];
};

export type RowRead = { earlier: EarlierCase } | { fault: RowFault } | "over" | "empty";

/** What one row of a spreadsheet says, by the map, or the first thing in it that has to be mended. */
export function readEarlierRow(
  header: readonly string[],
  cells: readonly string[],
  { map, places, now }: { map: RegisterMap; places: PlacesNamed; now: Temporal.Instant },
): RowRead {
  const said = (field: FieldOfRow): string => {
    const heading = map.columns[field];
    return heading === undefined ? "" : (cells[header.indexOf(heading)] ?? "").trim();
  };
  if (cells.every((cell) => cell.trim() === "")) return "empty";
  if (map.closed.has(folded(said("status")))) return "over";
  const fault = faultOf(said, map, now);
  if (fault) return { fault };
  const day = (field: FieldOfRow) =>
    said(field) === "" ? null : Temporal.PlainDate.from(readDay(said(field)) as string);
  const { authorityId } = places;
  const receivedOn = day("received-on");
  const [forename, surname, dateOfBirth] = [said("forename"), said("surname"), day("date-of-birth")];
  const upn = said("upn") === "" ? null : tidyUpn(said("upn"));
  const answers = {
    ...{ address: said("address"), postcode: said("postcode"), school: said("school") },
    ...{ carer: said("carer"), carerPhone: said("carer-phone") },
    lastAttended: day("last-attended")?.toString() ?? "",
  };
  return {
    earlier: {
      authorityId,
      areaId: areaOf(said("area"), places)?.id ?? null,
      schoolId: schoolOf(said("school"), places)?.id ?? null,
      key: keyOf(said("reference"), [forename, surname, dateOfBirth?.toString() ?? ""]),
      child: {
        ...{ forename, surname, upn, dateOfBirth: dateOfBirth?.toString() ?? null },
        ...{ sex: sexOf(said("sex")), address: answers.address },
        postcode: readPostcode(answers.postcode) ?? null,
      },
      reason: map.reasons.get(folded(said("reason"))) ?? "not-known",
      missingSince: day("missing-since") ?? day("last-attended"),
      receivedAt: receivedOn === null ? undefined : momentWithin(receivedOn, now),
      answers: Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== "")),
      rows: header.flatMap((asked, place) => {
        const answered = (cells[place] ?? "").trim();
        return asked.trim() === "" || answered === "" ? [] : { asked, answered };
      }),
    },
  };
}

const days = ["date-of-birth", "missing-since", "last-attended", "received-on"] as const;

function faultOf(
  said: (field: FieldOfRow) => string,
  { columns }: RegisterMap,
  now: Temporal.Instant,
): RowFault | undefined {
  const of = (field: FieldOfRow, fault: string, mend: string) => ({
    field: columns[field] ?? field,
    fault,
    mend,
  });
  for (const field of ["forename", "surname"] as const)
    if (said(field) === "") return of(field, "This is empty.", "Write the name, as far as it is known.");
  for (const field of days) {
    const text = said(field);
    if (text === "") continue;
    const day = readDay(text);
    if (day === undefined)
      return of(field, `"${text}" is not a day.`, "Write a real day, such as 28/02/2015.");
    if (Temporal.PlainDate.compare(day, now.toZonedDateTimeISO("Europe/London").toPlainDate()) > 0)
      return of(field, `${text} has not come yet.`, "Write a day that is past.");
  }
  const upnFault = said("upn") === "" ? undefined : upnFaultOf(said("upn"));
  if (upnFault) return of("upn", upnFault, "Leave it empty where the right one is not known.");
  const postcodeFault = said("postcode") === "" ? undefined : postcodeFaultOf(said("postcode"));
  if (postcodeFault) return of("postcode", postcodeFault, "Leave it empty where it is not known.");
  return undefined;
}

function sexOf(words: string): string | null {
  const first = words.charAt(0).toUpperCase();
  return first === "M" || first === "B" ? "M" : first === "F" || first === "G" ? "F" : null;
}

function areaOf(name: string, { areas }: PlacesNamed) {
  return name === "" ? undefined : areas.find((area) => folded(area.name) === folded(name));
}

function schoolOf(said: string, { schools }: PlacesNamed) {
  const number = said.replace(/\D/g, "");
  return said === ""
    ? undefined
    : schools.find(({ name, laestab }) => laestab === number || folded(name) === folded(said));
}

/** The spreadsheet's own reference; where it keeps none, the child, so that a file sent again changes nothing. Never a name itself. */
function keyOf(reference: string, child: readonly string[]): string {
  if (reference !== "") return reference;
  return createHash("sha256").update(child.map(foldName).join("\n")).digest("hex").slice(0, 32);
}
