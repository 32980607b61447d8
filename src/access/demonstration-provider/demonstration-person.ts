import type { Role } from "../roles.ts";

/** Where the demonstration's people can work: one authority with what is in it. */
export type AuthorityToStaff = {
  id: number;
  name: string;
  areas: readonly { id: number; name: string }[];
  /** The first few, by number. */
  schools: readonly { id: number; name: string }[];
  police: number | null;
};

/** An invented person and the one post that they hold. */
export type DemonstrationPerson = {
  subject: string;
  name: string;
  email: string;
  role: Role;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  agencyId: number | null;
};

// Invented. No list of real staff was looked at, and the banner of each page says so.
const forenames = [
  "Amara",
  "Bryn",
  "Celia",
  "Dev",
  "Esme",
  "Farid",
  "Greta",
  "Hugo",
  "Iona",
  "Jasper",
  "Kezia",
  "Luca",
  "Maeve",
  "Nadir",
  "Odile",
  "Piotr",
  "Quinn",
  "Rosa",
  "Soren",
];
const surnames = [
  "Ashdown",
  "Birchall",
  "Calloway",
  "Dunmore",
  "Everleigh",
  "Fenwick",
  "Garside",
  "Hallam",
  "Inkpen",
  "Jessop",
  "Kestrel",
  "Lyndhurst",
  "Marlowe",
  "Northam",
  "Oakeshott",
  "Pemberley",
  "Quill",
  "Ravenhill",
  "Sedgemoor",
  "Thornbury",
  "Underhill",
  "Varley",
  "Wexcombe",
];

/** Somebody whom the provider knows and to whom nobody has given a role: for seeing what such a person sees. */
export const newcomer = {
  subject: "newcomer",
  name: "Robin Newcomer",
  email: "newcomer@keepsight.example",
};

/** One person for each role of an authority, but three CME officers, one attendance officer for each area, one for each of the schools given. */
export function demonstrationPeople(authority: AuthorityToStaff, nth: number): DemonstrationPerson[] {
  const nowhere = { areaId: null, schoolId: null, agencyId: null };
  const firstArea = authority.areas.slice(0, 1);
  const inArea = (role: Role, local: string, areas = firstArea) =>
    areas.map(({ id, name }, index) => ({
      ...nowhere,
      role,
      local: index === 0 ? local : `${local}.${asLocalPart(name)}`,
      areaId: id,
    }));
  const everywhere = (role: Role, local: string) => [{ ...nowhere, role, local }];
  return [
    ...everywhere("cme-officer", "cme"),
    ...everywhere("named-officer", "named"),
    ...inArea("area-attendance-officer", "area", [...authority.areas]),
    ...inArea("area-manager", "manager"),
    ...inArea("area-lead", "lead"),
    ...inArea("hub-worker", "hub"),
    ...authority.schools.map(({ id }, index) => ({
      ...nowhere,
      role: "school-attendance-officer" as const,
      local: index === 0 ? "school" : `school${index + 1}`,
      schoolId: id,
    })),
    ...everywhere("admissions-officer", "admissions"),
    ...everywhere("ehe-officer", "ehe"),
    ...everywhere("safeguarding-lead", "safeguarding"),
    ...everywhere("auditor", "auditor"),
    ...everywhere("data-officer", "data"),
    ...(authority.police === null
      ? []
      : [{ ...nowhere, role: "police" as const, local: "police", agencyId: authority.police }]),
    ...everywhere("cme-officer", "cme2"),
    ...everywhere("cme-officer", "cme3"),
  ].map(({ local, ...post }, index) => {
    const subject = `${local}.${asLocalPart(authority.name)}`;
    const person = nth * 31 + index;
    return {
      ...post,
      subject,
      // 19 and 23 have no common divisor: the pair repeats only after 437 people.
      name: `${forenames[person % forenames.length]} ${surnames[person % surnames.length]}`,
      email: `${subject}@keepsight.example`,
      authorityId: authority.id,
    };
  });
}

function asLocalPart(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
}
