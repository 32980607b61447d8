import { schoolYearOf } from "../children/index.ts";
import { homeSchooling, leftSchooling, shareAtHome, shareLeft } from "./away-from-school.ts";
import type { Chance } from "./chance.ts";
import { dayOf } from "./county-days.ts";
import type { Family } from "./families.ts";
import { missingSchooling, shareMissing, takesSiblings } from "./missing-children.ts";
import { ordinarySchooling } from "./ordinary-schooling.ts";
import { type CountyNow, type Pupil, type Schooling, yearGroupNumber } from "./schooling.ts";

/** A pupil with its schooling. */
export type SchooledChild = Pupil & { schooling: Schooling };

/** How each child of a family is educated. Brothers and sisters mostly share what befalls one of them. */
export function schoolingOf(family: Family, now: CountyNow, chance: Chance): SchooledChild[] {
  let elder: Schooling | undefined;
  return family.children.map((child) => {
    const cohort = schoolYearOf(dayOf(child.born));
    const pupil = { child, cohort, yearGroup: yearGroupNumber(cohort, now) };
    elder = schoolingBeside(elder, pupil, now, chance);
    return { ...pupil, schooling: elder };
  });
}

function schoolingBeside(
  elder: Schooling | undefined,
  pupil: Pupil,
  now: CountyNow,
  chance: Chance,
): Schooling {
  const { yearGroup } = pupil;
  if (elder?.state === "left the area") return leftSchooling(pupil, now, chance, elder);
  if (!elder && chance.happens(shareLeft)) return leftSchooling(pupil, now, chance);
  if (yearGroup < 0) return ordinarySchooling(pupil, now, chance);
  const followed = elder?.state === "missing education" && takesSiblings(elder.why) && chance.happens(0.7);
  if (followed) return missingSchooling(pupil, now, chance, elder);
  if (chance.happens(shareMissing(yearGroup))) return missingSchooling(pupil, now, chance);
  const home = elder?.state === "educated at home" ? 0.5 : shareAtHome(yearGroup);
  if (chance.happens(home)) return homeSchooling(pupil, now, chance);
  return ordinarySchooling(pupil, now, chance);
}
