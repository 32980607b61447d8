import type { Role } from "../roles.ts";

/** Where the demonstration's people can work: one authority with what is in it. */
export type AuthorityToStaff = {
  id: number;
  name: string;
  areas: readonly { id: number; name: string }[];
  /** The first few, by number; pupil referral units beside them. */
  schools: readonly { id: number; name: string }[];
  referralUnits: readonly { id: number; name: string }[];
  /** The number of the agency of each kind there is. */
  agencies: Readonly<Record<string, number>>;
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

/** The agencies whose people answer questions, by the role they hold. */
const rolesOfAgencies: readonly (readonly [kind: string, role: Role, local: string])[] = [
  ["police", "police", "police"],
  ["social-care", "social-worker", "social"],
  ["health", "health", "health"],
  ["housing", "housing", "housing"],
  ["youth-offending", "youth-offending", "youth"],
];

/** More than the people of one authority, so that the names of the next do not begin where these have not ended. */
const peopleOfAuthority = 60;

/**
 * One person for each role of an authority, but three CME officers, one attendance officer for each area and one for
 * each of the schools given.
 */
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
  const inSchools = (role: Role, local: string, schools: AuthorityToStaff["schools"]) =>
    schools.map(({ id }, index) => ({
      ...nowhere,
      role,
      local: index === 0 ? local : `${local}${index + 1}`,
      schoolId: id,
    }));
  const everywhere = (role: Role, local: string) => [{ ...nowhere, role, local }];
  return [
    ...everywhere("cme-officer", "cme"),
    ...everywhere("named-officer", "named"),
    ...inArea("area-attendance-officer", "area", [...authority.areas]),
    ...inArea("area-manager", "manager"),
    ...inArea("area-lead", "lead"),
    ...inArea("hub-worker", "hub"),
    ...inArea("hub-lead", "hub-lead"),
    ...inSchools("school-attendance-officer", "school", authority.schools),
    ...inSchools("pru-attendance-officer", "pru", authority.referralUnits.slice(0, 1)),
    ...everywhere("admissions-officer", "admissions"),
    ...everywhere("ehe-officer", "ehe"),
    ...everywhere("exclusions-officer", "exclusions"),
    ...everywhere("safeguarding-lead", "safeguarding"),
    ...everywhere("auditor", "auditor"),
    ...everywhere("data-officer", "data"),
    ...rolesOfAgencies.flatMap(([kind, role, local]) => {
      const agencyId = authority.agencies[kind];
      return agencyId === undefined ? [] : [{ ...nowhere, role, local, agencyId }];
    }),
    ...everywhere("post-16", "post16"),
    ...everywhere("other-authority", "abroad"),
    ...everywhere("cme-officer", "cme2"),
    ...everywhere("cme-officer", "cme3"),
  ].map(({ local, ...post }, index) => {
    const subject = `${local}.${asLocalPart(authority.name)}`;
    const person = nth * peopleOfAuthority + index;
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
