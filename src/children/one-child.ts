import { foldName } from "./name-folding.ts";

/** What tells one record of a child from another. */
export type RecordToTell = {
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  upn: string | null;
};

const shortestCallName = 3;

/**
 * Why two records of one household are, or probably are, of one and the same child; undefined where they are of two. Twins share
 * all but the forename, so a birth date and a surname alone say nothing. What a person decided of a link (`linked`) prevails. [A11]
 */
export function whyOneChild(
  one: RecordToTell,
  other: RecordToTell & { linked: "same" | "different" | null },
): string | undefined {
  if (other.linked === "different") return undefined;
  if (other.linked === "same") return "A second record of this child, as somebody decided";
  if (one.upn && other.upn)
    return one.upn === other.upn ? "A second record of this child: the same UPN" : undefined;
  if (!isOneForename(foldName(one.forename), foldName(other.forename))) return undefined;
  if (one.dateOfBirth && other.dateOfBirth)
    return one.dateOfBirth.equals(other.dateOfBirth)
      ? "Probably a second record of this child: the same first name and date of birth"
      : undefined;
  return foldName(one.surname) === foldName(other.surname)
    ? "May be a second record of this child: the same name, and no date of birth to tell by"
    : undefined;
}

/** The same, or one the beginning of the other: Sam and Samuel. A name without Latin letters equals none. */
function isOneForename(one: string, other: string): boolean {
  const [shorter = "", longer = ""] = [one, other].sort((a, b) => a.length - b.length);
  return (
    shorter !== "" &&
    (shorter === longer || (shorter.length >= shortestCallName && longer.startsWith(shorter)))
  );
}
