import { yearGroups } from "../children/index.ts";
import type { Chance } from "./chance.ts";
import { dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import type { Carer, InventedChild } from "./families.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import { asWritten, type WrittenChild } from "./mistakes.ts";
import type { CountyNow, RollSpell } from "./schooling.ts";
import { shortNameOf } from "./short-names.ts";
import type { UpnBook } from "./upn-book.ts";

export const rollColumns =
  "LAESTAB,UPN,FormerUPN,Surname,Forename,MiddleNames,PreferredSurname,PreferredForename,FormerSurname,DOB,Sex,NCYear,Ethnicity,FirstLanguage,SEN,AddressLine1,AddressLine2,Town,Postcode,StartDate,LeavingDate,LeavingReason,DestinationLAESTAB,Carer1Name,Carer1Relationship,Carer1ParentalResponsibility,Carer1Phone,Carer2Name,Carer2Relationship,Carer2ParentalResponsibility,Carer2Phone".split(
    ",",
  );

/** A pupil as one school's roll has it, for the lists that the school also fills. */
export type RollEntry = { spell: RollSpell; upn: string; written: WrittenChild };

/** Writes the child on the rolls that it is on now or left within the last year. */
export function writeRolls(
  listed: ListedChild,
  siblings: readonly ListedChild[],
  file: CsvFile,
  now: CountyNow,
  upns: UpnBook,
  chance: Chance,
): RollEntry[] {
  const { child, schooling, cohort } = listed;
  const spells = schooling.spells.filter(
    ({ left, starts }) => (!left || left.on > now.today - 365) && starts <= now.today,
  );
  return spells.map((spell) => {
    const joinedInYear = spell !== schooling.spells[0] && !spell.left;
    const [upn, formerUpn] = upnsAsWritten(listed, siblings, spell, joinedInYear, now, upns, chance);
    const surname =
      spell.left && child.formerSurname && chance.happens(0.3) ? child.formerSurname : child.surname;
    const written = writtenBySchool(child, surname, spell, chance);
    if (spell.school.capitals && !spell.typed) written.surname = written.surname.toUpperCase();
    listRow(
      listed,
      file,
      `${spell.school.laestab},${upn},${formerUpn},${namesOf(child, surname, written, chance)},${written.born},${written.sex},${ncYear(cohort, spell, now)},${child.origin.ethnicity},${child.language},${child.sen},${addressOf(child, spell, chance)},${datesOf(spell)},${carerCells(child.family.carers[0])},${carerCells(child.family.carers[1])}`,
    );
    return { spell, upn, written };
  });
}

function writtenBySchool(
  child: InventedChild,
  surname: string,
  { typed }: RollSpell,
  chance: Chance,
): WrittenChild {
  const written = asWritten(child, surname, typed ? 0 : 0.6, chance);
  if (typed) return { ...written, forename: typed.forename, surname: typed.surname };
  // The register must hold both: few rows come without.
  if (!written.born && !chance.happens(0.2)) written.born = dayText(child.born);
  if (!written.sex && !chance.happens(0.2)) written.sex = child.sex;
  return written;
}

/** The UPN and the former UPN in the row. A school that a child joined in the year knows it worst. */
function upnsAsWritten(
  listed: ListedChild,
  siblings: readonly ListedChild[],
  spell: RollSpell,
  joinedInYear: boolean,
  now: CountyNow,
  upns: UpnBook,
  chance: Chance,
): [string, string] {
  if (!listed.upn || spell.typed?.knowsUpn === false) return ["", ""];
  if (spell.typed) return [listed.upn, ""];
  if (chance.happens(joinedInYear ? 0.04 : listed.yearGroup === 0 ? 0.03 : 0.01)) return ["", ""];
  if (joinedInYear && spell.school.phase !== "independent") {
    if (chance.happens(0.015)) return [upns.temporary(spell.school, now.year), ""];
    if (chance.happens(0.015))
      return [upns.permanent(spell.school, now.year), chance.happens(0.5) ? listed.upn : ""];
  }
  const sibling = siblings.find((other) => other !== listed && other.upn);
  // Typed for the wrong child of the family.
  if (sibling && chance.happens(0.003)) return [sibling.upn, ""];
  return [listed.upn, ""];
}

function namesOf(child: InventedChild, surname: string, written: WrittenChild, chance: Chance): string {
  const preferredForename = chance.happens(0.08) ? shortNameOf(child.forename) : "";
  const preferredSurname =
    surname !== child.family.surname && chance.happens(0.2) ? child.family.surname : "";
  const former = surname !== child.formerSurname && chance.happens(0.6) ? child.formerSurname : "";
  return `${cell(written.surname)},${cell(written.forename)},${cell(written.middleNames)},${preferredSurname},${preferredForename},${former}`;
}

/** The year group that the pupil is or was taught in. */
function ncYear(cohort: number, spell: RollSpell, now: CountyNow): string {
  const lastYear = spell.left && spell.left.on < now.firstDay(now.year) ? 1 : 0;
  return yearGroups[Math.max(0, now.year - lastYear - cohort - 5)] ?? "";
}

function addressOf(child: InventedChild, spell: RollSpell, chance: Chance): string {
  const { moved, address } = child.family;
  const { line1, line2, town, postcode } = (spell.oldAddress && moved?.address) || address;
  return `${line1},${line2},${town},${chance.happens(0.01) ? "" : postcode}`;
}

function datesOf({ starts, left }: RollSpell): string {
  return left
    ? `${dayText(starts)},${dayText(left.on)},${left.ground},${left.destination}`
    : `${dayText(starts)},,,`;
}

function carerCells(carer: Carer | undefined): string {
  if (!carer) return ",,,";
  return `${cell(carer.name)},${carer.relationship},${carer.responsible ? "Yes" : "No"},${carer.phone}`;
}
