import { schoolYearOf } from "../children/index.ts";
import { homeSchooling, leftSchooling, shareAtHome, shareLeft } from "./away-from-school.ts";
import type { Chance } from "./chance.ts";
import { dayOf } from "./county-days.ts";
import type { Family, InventedChild } from "./families.ts";
import { missingSchooling, shareMissing, takesSiblings } from "./missing-children.ts";
import { ordinarySchooling } from "./ordinary-schooling.ts";
import { type CountyNow, type Schooling, yearGroupNumber } from "./schooling.ts";

/** A child with its schooling, and the school year in which it was born. */
export type SchooledChild = { child: InventedChild; cohort: number; yearGroup: number; schooling: Schooling };

/** How each child of a family is educated. Brothers and sisters mostly share what befalls one of them. */
export function schoolingOf(family: Family, now: CountyNow, chance: Chance): SchooledChild[] {
  let elder: Schooling | undefined;
  return family.children.map((child) => {
    const cohort = schoolYearOf(dayOf(child.born));
    const yearGroup = yearGroupNumber(cohort, now);
    elder = schoolingBeside(elder, child, cohort, yearGroup, now, chance);
    return { child, cohort, yearGroup, schooling: elder };
  });
}

function schoolingBeside(
  elder: Schooling | undefined,
  child: InventedChild,
  cohort: number,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): Schooling {
  if (elder?.state === "left the area") return leftSchooling(child, cohort, yearGroup, now, chance, elder);
  if (!elder && chance.happens(shareLeft)) return leftSchooling(child, cohort, yearGroup, now, chance);
  if (yearGroup < 0) return ordinarySchooling(child, cohort, yearGroup, now, chance);
  const followed = elder?.state === "missing education" && takesSiblings(elder.why) && chance.happens(0.7);
  if (followed) return missingSchooling(child, cohort, yearGroup, now, chance, elder);
  if (chance.happens(shareMissing(yearGroup))) return missingSchooling(child, cohort, yearGroup, now, chance);
  const home = elder?.state === "educated at home" ? 0.5 : shareAtHome(yearGroup);
  if (chance.happens(home)) return homeSchooling(child, cohort, yearGroup, now, chance);
  return ordinarySchooling(child, cohort, yearGroup, now, chance);
}
