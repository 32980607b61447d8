import { yearGroups } from "../children/index.ts";
import type { Chance } from "./chance.ts";
import { type DayNumber, dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import { asWritten } from "./mistakes.ts";
import type { CountyNow } from "./schooling.ts";
import type { InventedSchool } from "./schools.ts";

export const exclusionColumns =
  "ExclusionReference,LAESTAB,UPN,Surname,Forename,DOB,Sex,Kind,DecidedOn,StartsOn,EndsOn,Sessions,Reason,ProvisionName,ProvisionLAESTAB,ProvisionFrom,Postcode".split(
    ",",
  );
export const alternativeColumns =
  "LACode,LAESTAB,UPN,Surname,Forename,DOB,Sex,Provider,ProviderLAESTAB,StartsOn,EndsOn,HoursAWeek,Arranged,Postcode".split(
    ",",
  );
export const independentColumns =
  "LAESTAB,UPN,Surname,Forename,DOB,Sex,NCYear,AddressLine1,AddressLine2,Town,Postcode,StartDate,LeavingDate".split(
    ",",
  );

const reasons = ["disruptive behaviour", "assault on a pupil", "threats to an adult", "damage", "drugs"];

/** Writes exclusions: permanent ones of those who miss education for it, a managed move or suspension of some others. */
export function writeExclusions(listed: ListedChild, file: CsvFile, now: CountyNow, chance: Chance): void {
  const { schooling, yearGroup } = listed;
  const spell = schooling.spells.at(-1);
  if (!spell || yearGroup < 1 || spell.school.phase === "independent") return;
  if (spell.left?.ground === "O") {
    const decided = Math.max(spell.starts, spell.left.on - 12);
    write(listed, file, spell.school, { kind: "permanent", decided, starts: spell.left.on }, chance);
    return;
  }
  // Whoever is at a unit now was excluded from the school of the catchment a while before.
  if (spell.school.phase === "pru" && !spell.left) {
    const { schools, catchment } = listed.child.family;
    const starts = spell.starts - chance.between(6, 40);
    const next = { name: spell.school.name, laestab: spell.school.laestab, from: spell.starts };
    const excluded = { kind: "permanent", decided: starts - 5, starts, next };
    write(listed, file, schools.secondaryFor(catchment), excluded, chance);
    return;
  }
  // About 4 suspensions in 100 secondary pupils in a term, one in ten as many of younger ones.
  if (spell.left || spell.starts > now.today - 30 || !chance.happens(yearGroup > 6 ? 0.04 : 0.004)) return;
  const starts = now.today - chance.between(0, 25);
  const managed = chance.happens(0.03);
  const days = chance.between(1, 5);
  const kind = managed ? "managed-move" : "suspension";
  const ends = managed ? undefined : { on: starts + days - 1, sessions: days * 2 };
  write(listed, file, spell.school, { kind, decided: starts - 1, starts, ...(ends && { ends }) }, chance);
}

type Exclusion = {
  kind: string;
  decided: DayNumber;
  starts: DayNumber;
  ends?: { on: DayNumber; sessions: number };
  next?: { name: string; laestab: string; from: DayNumber };
};

function write(
  listed: ListedChild,
  file: CsvFile,
  school: InventedSchool,
  { kind, decided, starts, ends, next }: Exclusion,
  chance: Chance,
): void {
  const { child, upn } = listed;
  const written = asWritten(child, child.surname, 0.6, chance);
  const reference = `X${school.authority.laCode}-${String(file.rows() + 1).padStart(6, "0")}`;
  const person = `${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex}`;
  listRow(
    listed,
    file,
    `${reference},${school.laestab},${chance.happens(0.95) ? upn : ""},${person},${kind},${dayText(decided)},${dayText(starts)},${ends ? dayText(ends.on) : ""},${ends?.sessions ?? ""},${chance.pick(reasons)},${next ? `${cell(next.name)},${next.laestab},${dayText(next.from)}` : ",,"},${child.family.address.postcode}`,
  );
}

/** Writes places at pupil referral units, and part-time places of some older pupils besides their school. */
export function writeAlternativeProvision(
  listed: ListedChild,
  file: CsvFile,
  now: CountyNow,
  chance: Chance,
): void {
  const { child, upn, schooling, yearGroup } = listed;
  const spell = schooling.spells.at(-1);
  if (!spell || spell.left || spell.starts > now.today || yearGroup < 7) return;
  const { school } = spell;
  const atUnit = school.phase === "pru";
  if (!atUnit && (school.phase !== "secondary" || !chance.happens(0.006))) return;
  const written = asWritten(child, child.surname, 1, chance);
  const provider = atUnit ? school.name : `${child.family.address.town} ${chance.pick(trades)}`;
  const starts = Math.max(spell.starts, now.today - chance.between(20, 200));
  const hours = atUnit ? chance.pick(["25", "25", "22.5", "15"]) : chance.pick(["5", "10", "12.5", "18"]);
  const person = `${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex}`;
  listRow(
    listed,
    file,
    `${school.authority.laCode},${atUnit ? "" : school.laestab},${chance.happens(0.85) ? upn : ""},${person},${cell(provider)},${atUnit ? school.laestab : ""},${dayText(starts)},,${hours},${chance.happens(0.7) ? "school" : "authority"},${child.family.address.postcode}`,
  );
}

const trades = ["Farm Project", "Bicycle Workshop", "Studio", "Outdoor Centre", "Kitchen School"];

/** Writes what independent schools say of their pupils once a year; one in ten sends nothing. */
export function writeIndependent(listed: ListedChild, file: CsvFile, now: CountyNow, chance: Chance): void {
  const { child, upn, schooling, yearGroup } = listed;
  for (const { school, starts, left } of schooling.spells) {
    if (school.phase !== "independent" || school.index % 10 === 3 || left || starts > now.today) continue;
    const written = asWritten(child, child.surname, 0.6, chance);
    const { line1, line2, town, postcode } = child.family.address;
    const person = `${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex}`;
    listRow(
      listed,
      file,
      `${school.laestab},${upn},${person},${yearGroups[Math.max(0, yearGroup)] ?? ""},${line1},${line2},${town},${postcode},${dayText(starts)},`,
    );
  }
}
