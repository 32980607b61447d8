import { foldName } from "../children/index.ts";
import { type Evidence, evidenceOf, type Identity, missing } from "./evidence.ts";
import { jaroWinkler } from "./name-likeness.ts";

/** How the forenames compare: the same, short or middle names, a slip of the pen, exchanged with the surname. [A11] */
export function compareForenames(sought: Identity, found: Identity): Evidence {
  const one = foldName(sought.forename);
  const other = foldName(found.forename);
  if (one === "" || other === "") return missing("forename", "Forename missing");
  if (bare(one) === bare(other)) return evidenceOf("forename", "same", "Forename the same");
  if (areSwapped(sought, found)) return evidenceOf("forename", "swapped", "Forename and surname exchanged");
  const alsoCalled = [
    ...namesIn(sought.otherForename, sought.middleNames).filter((name) => name === other),
    ...namesIn(found.otherForename, found.middleNames).filter((name) => name === one),
  ];
  if (alsoCalled.length > 0) return evidenceOf("forename", "other-forename", "Also called by this forename");
  if (holdsTheOther(one, other) || isShortFor(one, other))
    return evidenceOf("forename", "part-of", "One forename is part of the other");
  const likeness = jaroWinkler(bare(one), bare(other));
  if (likeness >= 0.92) return evidenceOf("forename", "alike", "Forename spelt nearly the same");
  if (likeness >= 0.8) return evidenceOf("forename", "resembles", "Forename somewhat alike");
  return evidenceOf("forename", "differs", "Forename differs");
}

/** How the surnames compare, former and other surnames of both included. [A11] */
export function compareSurnames(sought: Identity, found: Identity): Evidence {
  const one = foldName(sought.surname);
  const other = foldName(found.surname);
  if (one === "" || other === "") return missing("surname", "Surname missing");
  if (bare(one) === bare(other)) return evidenceOf("surname", "same", "Surname the same");
  if (areSwapped(sought, found)) return evidenceOf("surname", "swapped", "Surname and forename exchanged");
  const formerOfOne = foldName(sought.otherSurname);
  const formerOfOther = foldName(found.otherSurname);
  const former = [formerOfOne === other, formerOfOther === one, formerOfOne === formerOfOther];
  if (former.some((isSame, at) => isSame && (at < 2 || formerOfOne !== "")))
    return evidenceOf("surname", "other-surname", "Former or other surname the same");
  if (holdsTheOther(one, other)) return evidenceOf("surname", "part-of", "One surname is part of the other");
  if (jaroWinkler(bare(one), bare(other)) >= 0.92)
    return evidenceOf("surname", "alike", "Surname spelt nearly the same");
  return evidenceOf("surname", "differs", "Surname differs");
}

function areSwapped(sought: Identity, found: Identity): boolean {
  const keys = (identity: Identity) => [bare(foldName(identity.forename)), bare(foldName(identity.surname))];
  const [soughtForename, soughtSurname] = keys(sought);
  const [foundForename, foundSurname] = keys(found);
  return soughtForename !== "" && soughtForename === foundSurname && soughtSurname === foundForename;
}

function namesIn(...names: readonly string[]): string[] {
  return names.flatMap((name) => [foldName(name), ...foldName(name).split(" ")]).filter(Boolean);
}

/** If every word of the name with fewer words stands in the other: Smith in Smith-Jones. */
function holdsTheOther(one: string, other: string): boolean {
  const [fewer = [], more = []] = [one.split(" "), other.split(" ")].sort((a, b) => a.length - b.length);
  return fewer.every((word) => more.includes(word));
}

/** If one forename is the beginning of the other: Sam of Samuel. */
function isShortFor(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].sort((a, b) => a.length - b.length);
  return short.length >= 3 && long.startsWith(short);
}

function bare(folded: string): string {
  return folded.replaceAll(" ", "");
}
