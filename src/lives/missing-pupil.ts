import type { Role } from "../access/roles.ts";
import type { Truth } from "./truth.ts";

type Leaving = { on: Temporal.PlainDate; ground: string | null };

/** A child of the invented county who can be missing education, with the people who would deal with them. */
export type MissingPupil = {
  childId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  /** The school that the child left, and one that could take the child. */
  schoolName: string;
  newSchoolName: string;
  /** When the child left it, and by which ground of the registration regulations; left out, chance decides. */
  left?: Leaving | undefined;
  /** Which child of its authority this is: a few are new, held or forgotten. Left out, chance decides. */
  nth?: number | undefined;
  /** Who holds each role where the child is. What a role without anybody does, the owner of the case records. */
  posts: Readonly<Partial<Record<Role, number>>>;
  /** Who owns the case, and works as its CME officer. */
  owner: number;
  /** What people will find; left out, chance decides each time. */
  truth?: Truth | undefined;
  /** The next number of an enquiry that will be kept. */
  enquiryId: () => number;
};

/** One of whom it is known when and why they left. */
export type Leaver = MissingPupil & { left: Leaving };

/** Who does what a role owes for this child. */
export function personFor({ posts, owner }: MissingPupil, role: Role | undefined): number {
  return role === undefined || role === "cme-officer" ? owner : (posts[role] ?? owner);
}
