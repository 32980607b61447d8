/** What can stand on the list of children who cannot be found; never an address in full, a reason, a flag or a carer. [G01] [H03] */
export const told = {
  reference: "Reference",
  surname: "Surname",
  forename: "Forename",
  dateOfBirth: "Date of birth",
  sex: "Sex",
  upn: "UPN",
  school: "Last school",
  district: "Postcode district",
  missingSince: "Missing since",
} as const;

export type Told = keyof typeof told;

const least = ["reference", "surname", "forename", "dateOfBirth"] as const;

/** Who is given the list, and what each needs to recognise a child, and no more. [H03] */
export const partners: Readonly<Record<string, { called: string; told: readonly Told[] }>> = {
  police: { called: "The police", told: [...least, "sex", "district", "missingSince"] },
  "social-care": { called: "Social care", told: [...least, "sex", "school", "district", "missingSince"] },
  health: { called: "Health", told: [...least, "sex", "district"] },
  housing: { called: "Housing", told: [...least, "district"] },
  "youth-offending": { called: "Youth justice", told: [...least, "sex", "missingSince"] },
  schools: { called: "Schools and admissions", told: [...least, "sex", "upn", "school"] },
};

/** The partner of this name; undefined when there is none. */
export function partnerNamed(name: string | undefined) {
  return name !== undefined && Object.hasOwn(partners, name) ? partners[name] : undefined;
}
