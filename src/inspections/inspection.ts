/** What may be found amiss with a school's registers, by the regulations of 2024. [E13] (N3.1.4) */
export const faults = {
  particulars: "Particulars are missing from the admission register",
  deletions: "A name was deleted without a lawful ground",
  marks: "Marks are missing from the attendance register",
  codes: "Codes are used wrongly",
  changes: "Changes do not show who made them, when and why",
  "not-electronic": "A register is not kept electronically",
  retention: "Entries are not kept for six years",
  returns: "Returns to the authority were not made",
} as const;
export type Fault = keyof typeof faults;

/** How the registers of a school stand since they were last inspected. */
export type SchoolStanding = {
  schoolId: number;
  code: string;
  school: string;
  areaId: number | null;
  area: string | null;
  inspectedOn: Temporal.PlainDate | null;
  faults: Fault[] | null;
  /** The first day by which something is to be put right that is not settled. */
  mendBy: Temporal.PlainDate | null;
  plannedOn: Temporal.PlainDate | null;
};

/** How a school stands, in a word and the colour of its tag. */
export function stateOf(
  { inspectedOn, mendBy, plannedOn }: SchoolStanding,
  today: Temporal.PlainDate,
): { text: string; classes: string } {
  if (mendBy)
    return Temporal.PlainDate.compare(mendBy, today) < 0
      ? { text: "Not put right in time", classes: "govuk-tag--red" }
      : { text: "To be put right", classes: "govuk-tag--yellow" };
  if (plannedOn) return { text: "Planned", classes: "govuk-tag--blue" };
  return inspectedOn
    ? { text: "Inspected", classes: "govuk-tag--green" }
    : { text: "Never inspected", classes: "govuk-tag--grey" };
}
