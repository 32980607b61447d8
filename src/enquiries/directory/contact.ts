import type { Agency } from "../../procedures/index.ts";

/** The kinds of agency that can be asked, as people say them. */
export const agencyKinds = {
  police: "Police",
  "social-care": "Social care",
  housing: "Housing",
  "youth-offending": "Youth justice",
  health: "Health",
  admissions: "Admissions",
} as const satisfies Partial<Record<Agency, string>>;

export type AgencyKind = keyof typeof agencyKinds;

/** Every kind that a directory holds. */
export const entryKinds = { ...agencyKinds, "other-authority": "Councils", school: "Schools" } as const;
export type EntryKind = keyof typeof entryKinds;

/** Who is asked, as people say it: agencies by their kind, and authorities and schools. */
export function kindInWords(kind: string): string {
  return entryKinds[kind as EntryKind] ?? "Others";
}

/** A line of the directory as an address names it: `agency-12`, `authority-3`, `school-9`. */
export type Entry = { of: "agency" | "authority" | "school"; id: number };

/** The entry that an address names; undefined for what cannot be one. */
export function entryNamed(words: string): Entry | undefined {
  const [, of, id] = /^(agency|authority|school)-([1-9]\d{0,8})$/.exec(words) ?? [];
  return of && id ? { of: of as Entry["of"], id: Number(id) } : undefined;
}

/** How an address names an entry. */
export function addressOfEntry({ of, id }: Entry): string {
  return `/directory/${of}-${id}`;
}

/** How somebody is reached, and where: what an entry says and what may change of it. */
export type Reached = {
  areaId: number | null;
  /** Whom to ask for: a name, a role or a desk. */
  askFor: string | null;
  email: string | null;
  phone: string | null;
};

/** A line of the directory: whom an authority can ask, how they are reached, and if somebody signs in for them. */
export type Contact = Entry &
  Reached & {
    kind: string;
    name: string;
    area: string | null;
    ended: boolean;
    signsIn: boolean;
  };

/** How a question gets to them, in words. */
export function howReached({ signsIn, email, ended }: Pick<Contact, "signsIn" | "email" | "ended">): string {
  if (ended) return "Not asked any more";
  if (signsIn) return "Somebody signs in";
  return email ? "By a link to their e-mail address" : "Not by Keepsight: no e-mail address";
}
