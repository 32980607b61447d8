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
 * all but the forename, so a birth date and a surname alone say nothing. Another UPN does not make two children of one: a school that
 * admits a pupil without a file may give a new one. What a person decided of a link (`linked`) prevails. [A11]
 */
export function whyOneChild(
  one: RecordToTell,
  other: RecordToTell & { linked: "same" | "different" | null },
): string | undefined {
  if (other.linked === "different") return undefined;
  if (other.linked === "same") return "A second record of this child, as somebody decided";
  if (one.upn && one.upn === other.upn) return "A second record of this child: the same UPN";
  if (one.upn && other.upn)
    return isOneName(one, other) && isOneBirth(one, other)
      ? "Probably a second record of this child: the same name and date of birth, under another UPN"
      : undefined;
  if (!isOneForename(foldName(one.forename), foldName(other.forename))) return undefined;
  if (one.dateOfBirth && other.dateOfBirth)
    return one.dateOfBirth.equals(other.dateOfBirth)
      ? "Probably a second record of this child: the same first name and date of birth"
      : undefined;
  return isOneSurname(one, other)
    ? "May be a second record of this child: the same name, and no date of birth to tell by"
    : undefined;
}

function isOneName(one: RecordToTell, other: RecordToTell): boolean {
  return foldName(one.forename) === foldName(other.forename) && isOneSurname(one, other);
}

function isOneSurname(one: RecordToTell, other: RecordToTell): boolean {
  return foldName(one.surname) === foldName(other.surname);
}

function isOneBirth(one: RecordToTell, other: RecordToTell): boolean {
  return one.dateOfBirth !== null && other.dateOfBirth !== null && one.dateOfBirth.equals(other.dateOfBirth);
}

/** The same, or one the beginning of the other: Sam and Samuel. A name without Latin letters equals none. */
function isOneForename(one: string, other: string): boolean {
  const [shorter = "", longer = ""] = [one, other].sort((a, b) => a.length - b.length);
  return (
    shorter !== "" &&
    (shorter === longer || (shorter.length >= shortestCallName && longer.startsWith(shorter)))
  );
}
