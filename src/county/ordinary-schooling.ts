import { elsewhere } from "./authorities.ts";
import type { Chance } from "./chance.ts";
import { dayNumberAt } from "./county-days.ts";
import type { InventedChild } from "./families.ts";
import { type CountyNow, ordinaryStart, type RollSpell, type Schooling, schoolFor } from "./schooling.ts";
import type { AuthoritySchools, InventedSchool } from "./schools.ts";

/** The schooling of a child for whom all is well: on a roll, perhaps after a move, or too young for one. */
export function ordinarySchooling(
  child: InventedChild,
  cohort: number,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): Schooling {
  const { family } = child;
  if (yearGroup < 0) return notYetAtSchool(child, now, chance);
  const present = schoolFor(child, family.schools, family.catchment, yearGroup);
  const schooling: Schooling = { state: "at school", why: "", spells: [], applications: [], notices: [] };
  const starts = ordinaryStart(cohort, yearGroup, now);
  const before = schoolBefore(child, present, yearGroup, now, chance);
  if (before && before.until > starts + 5) {
    addMove(schooling, child, before, present, starts, now, chance);
  } else {
    schooling.spells.push({ school: present, starts });
  }
  addIntake(schooling, child, cohort, yearGroup, now, chance);
  const last = schooling.spells.at(-1);
  if (last && chance.happens(0.0025))
    last.absentSince = Math.max(last.starts, now.today - chance.between(5, 60));
  return schooling;
}

type SchoolBefore = { school: InventedSchool; until: number; houseMoved: boolean };

/** Some 5 to 6 in a hundred pupils change school within a year (domain facts 11.3): with the house, or without. */
function schoolBefore(
  child: InventedChild,
  present: InventedSchool,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): SchoolBefore | undefined {
  const { moved, schools } = child.family;
  if (moved) {
    const school = schoolFor(child, moved.schools, moved.catchment, yearGroup);
    return school === present ? undefined : { school, until: moved.on, houseMoved: true };
  }
  if (!chance.happens(0.015)) return undefined;
  const school = schoolFor(child, schools, chance.below(schools.primaries.length), yearGroup);
  return school === present
    ? undefined
    : { school, until: now.today - chance.between(28, 360), houseMoved: false };
}

function addMove(
  schooling: Schooling,
  child: InventedChild,
  before: SchoolBefore,
  present: InventedSchool,
  starts: number,
  now: CountyNow,
  chance: Chance,
): void {
  // One leaver in four goes without the school writing down where to.
  const destination = chance.happens(0.75) ? present.laestab : "";
  const joins = before.until + chance.between(1, 24);
  const left = {
    on: before.until,
    ground: before.houseMoved && chance.happens(0.5) ? "G" : "A",
    destination,
  };
  schooling.spells.push({ school: before.school, starts, left, oldAddress: before.houseMoved });
  schooling.spells.push({ school: present, starts: joins });
  if (chance.happens(0.8)) {
    schooling.applications.push({
      round: "in-year",
      schools: child.family.schools,
      madeOn: before.until - chance.between(5, 40),
      preferences: [present],
      status: "offered",
      offers: [{ school: present, on: before.until - 3, answer: "accepted", starts: joins }],
    });
  }
  const from = before.school.authority;
  if (from !== present.authority && chance.happens(0.3)) {
    const sentOn = Math.min(now.today, before.until + chance.between(1, 14));
    schooling.notices.push({ from: from.name, to: present.authority.name, kind: "moved in", sentOn });
  }
}

/** The traces of Reception and Year 7 this September: the primary school's leaver, the application and the offer. */
function addIntake(
  schooling: Schooling,
  child: InventedChild,
  cohort: number,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): void {
  const { family } = child;
  if (yearGroup === 6) schooling.applications.push(nextYear(child, "year-7", now, chance));
  if (yearGroup !== 0 && yearGroup !== 7) return;
  const intake = intakeTraces(child, cohort, yearGroup, now, chance);
  if (intake.primary) schooling.spells.unshift(intake.primary);
  if (intake.school.phase === "primary" || intake.school.phase === "secondary") {
    const otherSchools = now.authorities.find((other) => other !== family.schools);
    if (otherSchools && chance.happens(0.004)) {
      const school = schoolFor(child, otherSchools, 0, yearGroup);
      const second = { ...intake.application.offers[0], school, answer: "" as const };
      intake.application.offers.push({
        on: intake.application.madeOn + 150,
        starts: intake.starts,
        ...second,
      });
    }
    schooling.applications.push(intake.application);
  }
}

/** What a normal intake leaves behind, whether or not the child then starts. */
export function intakeTraces(
  child: InventedChild,
  cohort: number,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): {
  school: InventedSchool;
  starts: number;
  primary: RollSpell | undefined;
  application: Schooling["applications"][number];
} {
  const { family } = child;
  const home = family.moved && family.moved.on > now.firstDay(now.year) ? family.moved : family;
  const school = schoolFor(child, home.schools, home.catchment, yearGroup);
  const starts = now.firstDay(now.year);
  const lateSummer = { on: now.lastDay(now.year - 1), ground: "A", destination: school.laestab };
  const primary =
    yearGroup === 7
      ? {
          school: schoolFor(child, home.schools, home.catchment, 6),
          starts: now.firstDay(cohort + 5),
          left: lateSummer,
        }
      : undefined;
  const secondary = yearGroup === 7;
  const closes = secondary ? dayNumberAt(now.year - 1, 10, 31) : dayNumberAt(now.year, 1, 15);
  const offered = secondary ? dayNumberAt(now.year, 3, 2) : dayNumberAt(now.year, 4, 16);
  return {
    school,
    starts,
    primary: primary && primary.school !== school ? primary : undefined,
    application: {
      round: secondary ? "year-7" : "reception",
      schools: home.schools,
      madeOn: closes - chance.below(60),
      preferences: preferencesOf(school, home.schools, chance),
      status: "offered",
      offers: [{ school, on: offered, answer: "accepted", starts }],
    },
  };
}

function notYetAtSchool(child: InventedChild, now: CountyNow, chance: Chance): Schooling {
  const applied = !child.family.independent && chance.happens(0.55);
  return {
    state: "not yet at school",
    why: "",
    spells: [],
    applications: applied ? [nextYear(child, "reception", now, chance)] : [],
    notices: [],
  };
}

/** An application for next September, on which nobody has decided yet. */
function nextYear(
  child: InventedChild,
  round: "reception" | "year-7",
  now: CountyNow,
  chance: Chance,
): Schooling["applications"][number] {
  const { schools, catchment } = child.family;
  const school = schoolFor(child, schools, catchment, round === "year-7" ? 7 : 0);
  return {
    round,
    schools,
    madeOn: Math.min(now.today, dayNumberAt(now.year, 10, 31)) - chance.below(50),
    preferences: preferencesOf(school, schools, chance),
    status: "being considered",
    offers: [],
  };
}

function preferencesOf(first: InventedSchool, schools: AuthoritySchools, chance: Chance): InventedSchool[] {
  const others = first.phase === "secondary" ? schools.secondaries : schools.primaries;
  return [...new Set([first, chance.pick(others), chance.pick(others)])];
}

/** The seven digits of a school that is in neither authority. */
export function farawaySchool(yearGroup: number, chance: Chance): string {
  return `${elsewhere.laCode}${(yearGroup > 6 ? 4001 : 2001) + chance.below(300)}`;
}
