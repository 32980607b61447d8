/** What every new contact with a child must leave on record. [A01] */
export const basics = {
  name: "Name",
  address: "Address",
  "date-of-birth": "Date of birth",
  carer: "Primary carer",
  gp: "GP",
  school: "School",
} as const;

export type Basic = keyof typeof basics;

/** As much of a child's record as says what is missing from it. */
export type KnownBasics = {
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  addresses: readonly { certainty: string }[];
  carers: readonly unknown[];
  gp: string | null;
  schoolName: string | null;
};

/** The basics that a child's record lacks, in the order in which they are asked for. An address that was left is none. [A01] */
export function missingBasicsOf(child: KnownBasics): Basic[] {
  const known: Record<Basic, boolean> = {
    name: child.forename.trim() !== "" && child.surname.trim() !== "",
    address: child.addresses.some(({ certainty }) => certainty !== "left"),
    "date-of-birth": child.dateOfBirth !== null,
    carer: child.carers.length > 0,
    gp: (child.gp ?? "").trim() !== "",
    school: child.schoolName !== null,
  };
  return (Object.keys(basics) as Basic[]).filter((basic) => !known[basic]);
}
