import type { Chance } from "./chance.ts";
import type { InventedChild } from "./families.ts";
import { applicationForNextYear, intakeTraces } from "./intakes.ts";
import { type CountyNow, ordinaryStart, type Pupil, type Schooling, schoolFor } from "./schooling.ts";
import type { InventedSchool } from "./schools.ts";

/** The schooling of a child for whom all is well: on a roll, perhaps after a move, or too young for one. */
export function ordinarySchooling(pupil: Pupil, now: CountyNow, chance: Chance): Schooling {
  const { child, cohort, yearGroup } = pupil;
  const { family } = child;
  if (yearGroup < 0) return notYetAtSchool(child, now, chance);
  const present = schoolFor(child, family.schools, family.catchment, yearGroup);
  const schooling: Schooling = { state: "at school", why: "", spells: [], applications: [], notices: [] };
  const starts = ordinaryStart(cohort, yearGroup, now);
  const before = schoolBefore(pupil, present, now, chance);
  if (before && before.until > starts + 5) {
    addMove(schooling, child, before, present, starts, now, chance);
  } else {
    schooling.spells.push({ school: present, starts });
  }
  addIntake(schooling, pupil, now, chance);
  const last = schooling.spells.at(-1);
  if (last && chance.happens(0.0025))
    last.absentSince = Math.max(last.starts, now.today - chance.between(5, 60));
  return schooling;
}

type SchoolBefore = { school: InventedSchool; until: number; houseMoved: boolean };

/** Some 5 to 6 in a hundred pupils change school within a year (domain facts 11.3): with the house, or without. */
function schoolBefore(
  { child, yearGroup }: Pupil,
  present: InventedSchool,
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
function addIntake(schooling: Schooling, pupil: Pupil, now: CountyNow, chance: Chance): void {
  const { child, yearGroup } = pupil;
  if (yearGroup === 6) schooling.applications.push(applicationForNextYear(child, "year-7", now, chance));
  if (yearGroup !== 0 && yearGroup !== 7) return;
  const { school, primary, application } = intakeTraces(pupil, now, chance);
  if (primary) schooling.spells.unshift(primary);
  if (school.phase !== "primary" && school.phase !== "secondary") return;
  schooling.applications.push(application);
  const otherSchools = now.authorities.find((other) => other !== child.family.schools);
  const [offer] = application.offers;
  if (!otherSchools || !offer || !chance.happens(0.004)) return;
  application.offers.push({ ...offer, school: schoolFor(child, otherSchools, 0, yearGroup), answer: "" });
}

function notYetAtSchool(child: InventedChild, now: CountyNow, chance: Chance): Schooling {
  const applied = !child.family.independent && chance.happens(0.55);
  return {
    state: "not yet at school",
    why: "",
    spells: [],
    applications: applied ? [applicationForNextYear(child, "reception", now, chance)] : [],
    notices: [],
  };
}
