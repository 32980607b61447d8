import type { Chance } from "./chance.ts";
import { dayNumberAt } from "./county-days.ts";
import type { InventedChild } from "./families.ts";
import { type Application, type CountyNow, type Pupil, type RollSpell, schoolFor } from "./schooling.ts";
import type { AuthoritySchools, InventedSchool } from "./schools.ts";

/** What a normal intake leaves behind, whether or not the child then starts. */
export function intakeTraces(
  { child, cohort, yearGroup }: Pupil,
  now: CountyNow,
  chance: Chance,
): {
  school: InventedSchool;
  primary: RollSpell | undefined;
  application: Application;
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

/** An application for next September, on which nobody has decided yet. */
export function applicationForNextYear(
  child: InventedChild,
  round: "reception" | "year-7",
  now: CountyNow,
  chance: Chance,
): Application {
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
