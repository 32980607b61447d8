import { elsewhere } from "./authorities.ts";
import type { Chance } from "./chance.ts";
import { type CountyNow, ordinaryStart, type Pupil, type Schooling, schoolFor } from "./schooling.ts";

/** Share of the children of each year group who are educated at home with notice: three in a hundred by Year 11. */
export function shareAtHome(yearGroup: number): number {
  const percent = [0, 3, 4, 5, 6, 7, 8, 8, 10, 13, 17, 19][yearGroup] ?? 0;
  return (0.0105 * 12 * percent) / 100;
}

/** Share of children whom the health list still holds although they live elsewhere by now. */
export const shareLeft = 0.008;

/** A child educated at home, whose parents have told the authority. */
export function homeSchooling(
  { child, cohort, yearGroup }: Pupil,
  now: CountyNow,
  chance: Chance,
): Schooling {
  const starts = ordinaryStart(cohort, yearGroup, now);
  const notifiedOn = Math.max(starts + 5, now.today - chance.between(10, 1200));
  const school = schoolFor(child, child.family.schools, child.family.catchment, yearGroup);
  const wasAtSchool = notifiedOn > starts + 5;
  const left = { on: notifiedOn, ground: "F", destination: "" };
  const recent = now.today - notifiedOn < 90;
  const seen = chance.happens(0.7) ? "suitable" : "being looked into";
  return {
    state: "educated at home",
    since: notifiedOn,
    why: "home education notified",
    spells: wasAtSchool ? [{ school, starts, left }] : [],
    applications: [],
    homeEducation: {
      notifiedOn,
      previous: wasAtSchool ? school : undefined,
      status: recent ? "not yet seen" : seen,
    },
    notices: [],
  };
}

/** A child who has left both authorities and is educated elsewhere. One school in four did not write down where. */
export function leftSchooling(
  { child, cohort, yearGroup }: Pupil,
  now: CountyNow,
  chance: Chance,
  elder?: Schooling,
): Schooling {
  const starts = yearGroup < 0 ? now.today : ordinaryStart(cohort, yearGroup, now);
  const since = elder?.since ?? now.today - chance.between(20, 700);
  const schooling: Schooling = {
    state: "left the area",
    since,
    why: elder?.why ?? (chance.happens(0.7) ? "moved to another authority" : "moved abroad"),
    spells: [],
    applications: [],
    notices: [],
  };
  if (since <= starts + 5) return schooling;
  const known = chance.happens(0.75) && schooling.why === "moved to another authority";
  const destination = known ? farawaySchool(yearGroup, chance) : "";
  const school = schoolFor(child, child.family.schools, child.family.catchment, yearGroup);
  schooling.spells.push({ school, starts, left: { on: since, ground: "G", destination } });
  if (schooling.why === "moved to another authority" && chance.happens(0.2)) {
    const to = child.family.schools.authority.name;
    schooling.notices.push({
      from: elsewhere.name,
      to,
      kind: "moved away",
      sentOn: Math.min(now.today, since + 14),
    });
  }
  return schooling;
}

/** The seven digits of a school that is in neither authority. */
function farawaySchool(yearGroup: number, chance: Chance): string {
  return `${elsewhere.laCode}${(yearGroup > 6 ? 4001 : 2001) + chance.below(300)}`;
}
