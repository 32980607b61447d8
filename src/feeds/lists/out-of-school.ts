import type { ListDefinition } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";
import { authorityOf, keyFor, listedChild, schoolOf } from "./listed-child.ts";
import { ownSchoolOf } from "./rolls.ts";

const kinds = ["permanent", "suspension", "managed-move"];

/** Exclusions, suspensions and managed moves, as head teachers tell the authority of them. [B07] */
export const exclusions: ListDefinition = {
  word: "exclusions",
  expected: "weekly",
  list: "exclusion",
  title: "Exclusions and managed moves",
  required: ["ExclusionReference", "LAESTAB", "Surname", "Forename", "DOB", "Kind", "StartsOn"],
  optional:
    "UPN,Sex,DecidedOn,EndsOn,Sessions,Reason,ProvisionName,ProvisionLAESTAB,ProvisionFrom,Postcode".split(
      ",",
    ),
  keyField: "ExclusionReference",
  read: (row) => {
    const [startsOn, endsOn] = row.span("StartsOn", "EndsOn");
    if (startsOn === null && row.text("StartsOn") === "")
      row.refuse("StartsOn", "It is empty.", "Enter the first day.");
    row.day("DecidedOn");
    row.day("ProvisionFrom");
    numberIn(row, "Sessions", 190);
    return {
      ...listedChild(row, ownSchoolOf(row, "exclusions"), []),
      rowKey: row.required("ExclusionReference", "the reference by which your list tells it from others"),
      startsOn,
      endsOn,
      other: JSON.stringify({
        ...JSON.parse(
          row.others([
            ...["DecidedOn", "Sessions", "Reason"],
            ...["ProvisionName", "ProvisionLAESTAB", "ProvisionFrom"],
          ]),
        ),
        Kind: kindOf(row),
      }),
    };
  },
};

function kindOf(row: RowReader): string {
  const text = row.required("Kind", "permanent, suspension or managed-move");
  const kind = text.toLowerCase().replace(/[\s_]+/g, "-");
  if (text !== "" && !kinds.includes(kind))
    row.refuse("Kind", `'${text}' is no kind of exclusion.`, "Write permanent, suspension or managed-move.");
  return kind;
}

/** Places in alternative provision and pupil referral units, with the hours a week. [B07] */
export const alternativeProvision: ListDefinition = {
  word: "alternative-provision",
  expected: "termly",
  list: "alternative-provision",
  title: "Places in alternative provision",
  required: ["LACode", "Surname", "Forename", "DOB", "Provider", "StartsOn", "HoursAWeek"],
  optional: "UPN,Sex,LAESTAB,ProviderLAESTAB,EndsOn,Arranged,Postcode".split(","),
  keyField: "UPN",
  read: (row) => {
    const authorityId = authorityOf(row, "LACode");
    const place = { authorityId, schoolId: schoolOf(row, "ProviderLAESTAB", authorityId) };
    const child = listedChild(row, place, []);
    const [startsOn, endsOn] = row.span("StartsOn", "EndsOn");
    if (startsOn === null && row.text("StartsOn") === "")
      row.refuse("StartsOn", "It is empty.", "Enter the first day.");
    row.required("HoursAWeek", "the hours a week, such as 25 or 12.5");
    numberIn(row, "HoursAWeek", 50);
    return {
      ...child,
      rowKey: keyFor(child, row.required("Provider", "the name of the provider"), startsOn ?? ""),
      startsOn,
      endsOn,
      other: row.others(["Provider", "ProviderLAESTAB", "LAESTAB", "HoursAWeek", "Arranged"]),
    };
  },
};

function numberIn(row: RowReader, column: string, most: number): void {
  const text = row.text(column);
  if (text === "") return;
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || Number(text) > most)
    row.refuse(column, `'${text}' is not a number from 0 to ${most}.`, "Write it in digits, such as 12.5.");
}
