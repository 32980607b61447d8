import type { ListDefinition } from "../list-definition.ts";
import type { RowReader } from "../row-reader.ts";
import { keyFor, listedChild } from "./listed-child.ts";
import { ownSchoolOf } from "./rolls.ts";

const address = ["AddressLine1", "AddressLine2", "Town", "Postcode"];

/** What schools return when a name goes on or off the register outside the normal intakes (regulation 13). [A04] */
export const joinersAndLeavers: ListDefinition = {
  word: "joiners-and-leavers",
  expected: "weekly",
  list: "joiner-or-leaver",
  title: "Joiners and leavers",
  ofSchools: true,
  required: ["LAESTAB", "Surname", "Forename", "DOB", "Event", "On"],
  optional: [
    ...["UPN", "Sex", "Reason", "DestinationLAESTAB", "PreviousLAESTAB"],
    ...address,
    ...["Carer1Name", "Carer1Phone"],
  ],
  keyField: "UPN",
  read: (row) => {
    const child = listedChild(row, ownSchoolOf(row, "returns"));
    const event = eventOf(row);
    const on = row.day("On");
    if (on === null && row.text("On") === "") row.refuse("On", "It is empty.", "Enter the day.");
    return {
      ...child,
      // A child may join, leave and join again: each is a row of its own.
      rowKey: keyFor(child, event, on ?? ""),
      startsOn: event === "joined" ? on : null,
      endsOn: event === "left" ? on : null,
      other: JSON.stringify({
        ...JSON.parse(
          row.others(["Reason", "DestinationLAESTAB", "PreviousLAESTAB", "Carer1Name", "Carer1Phone"]),
        ),
        Event: event,
      }),
    };
  },
};

function eventOf(row: RowReader): string {
  const text = row.required("Event", "joined or left");
  if (/^(joined|joiner|join|on)$/i.test(text)) return "joined";
  if (/^(left|leaver|leave|off)$/i.test(text)) return "left";
  if (text !== "") row.refuse("Event", `'${text}' is neither joined nor left.`, "Write joined or left.");
  return "";
}

/** What independent schools say of their pupils. [A04] */
export const independentSchools: ListDefinition = {
  word: "independent-schools",
  expected: "yearly",
  list: "independent-school",
  title: "Pupils of independent schools",
  required: ["LAESTAB", "Surname", "Forename", "DOB"],
  optional: ["UPN", "MiddleNames", "Sex", "NCYear", ...address, "StartDate", "LeavingDate"],
  keyField: "UPN",
  read: (row) => {
    const child = listedChild(row, ownSchoolOf(row, "pupils"));
    const [startsOn, endsOn] = row.span("StartDate", "LeavingDate");
    return { ...child, rowKey: child.upn ?? null, startsOn, endsOn, other: row.others(["NCYear"]) };
  },
};
