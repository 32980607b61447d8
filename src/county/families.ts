import { addressIn, type InventedAddress, safePhone } from "./addresses.ts";
import type { Chance } from "./chance.ts";
import type { DayNumber } from "./county-days.ts";
import type { NamePool } from "./name-pools.ts";
import type { AuthoritySchools } from "./schools.ts";

export type Carer = { name: string; relationship: string; responsible: boolean; phone: string };

export type Family = {
  id: number;
  /** The authority that the family lives in, and the place of its primary school there. */
  schools: AuthoritySchools;
  catchment: number;
  address: InventedAddress;
  /** Where the family lived before, if it moved house within the last year. */
  moved:
    | { on: DayNumber; schools: AuthoritySchools; catchment: number; address: InventedAddress }
    | undefined;
  /** The family pays for its children's schools. */
  independent: boolean;
  surname: string;
  carers: Carer[];
  children: InventedChild[];
};

export type InventedChild = {
  id: number;
  family: Family;
  origin: NamePool;
  born: DayNumber;
  sex: "F" | "M";
  forename: string;
  middleNames: string;
  surname: string;
  /** The surname at birth where it has changed since. */
  formerSurname: string;
  language: string;
  sen: "N" | "K" | "E";
  /** How many children were born to the mother on that day: 2 for a twin. */
  bornTogether: number;
};

/** What families are made of. Shares from the linkage anchors and from life in England. */
export type FamilyPlan = {
  origins: NamePool[];
  streets: readonly string[];
  authorities: readonly AuthoritySchools[];
  /** The first and last days on which a child of the county was born. */
  firstBorn: DayNumber;
  lastBorn: DayNumber;
  today: DayNumber;
};

const sizes = [
  { children: 1, weight: 30 },
  { children: 2, weight: 45 },
  { children: 3, weight: 18 },
  { children: 4, weight: 7 },
];

/** A family with those of its children who were born between the two days; ids of children run on from `firstId`. */
export function newFamily(id: number, firstId: number, plan: FamilyPlan, chance: Chance): Family {
  const schools = chance.pick(plan.authorities);
  const catchment = chance.below(schools.primaries.length);
  const origin = chance.weighed(plan.origins);
  const surname = familySurname(origin, chance);
  const family: Family = {
    id,
    schools,
    catchment,
    address: addressIn(schools.authority, catchment, schools.childrenInCatchment, plan.streets, chance),
    moved: chance.happens(0.07) ? formerHome(schools, plan, chance) : undefined,
    independent: chance.happens(0.065),
    surname,
    carers: carersOf(origin, surname, chance),
    children: [],
  };
  const otherOrigin = chance.happens(0.06) ? chance.weighed(plan.origins) : origin;
  for (const day of birthdaysBetween(plan.firstBorn, plan.lastBorn, chance)) {
    const from = chance.happens(0.5) ? origin : otherOrigin;
    const child = newChild(firstId + family.children.length, family, from, day, chance);
    if (family.children.some((other) => other.forename === child.forename)) continue;
    family.children.push(child);
  }
  for (const child of family.children) {
    child.bornTogether = family.children.filter((other) => other.born === child.born).length;
  }
  return family;
}

/** One move in six crosses from one authority to the other. */
function formerHome(now: AuthoritySchools, plan: FamilyPlan, chance: Chance): NonNullable<Family["moved"]> {
  const schools = chance.happens(0.33) ? chance.pick(plan.authorities) : now;
  const catchment = chance.below(schools.primaries.length);
  return {
    on: plan.today - chance.between(28, 360),
    schools,
    catchment,
    address: addressIn(schools.authority, catchment, schools.childrenInCatchment, plan.streets, chance),
  };
}

/** Days on which the children of one family were born. The eldest may be too old, and is then left out. */
function birthdaysBetween(first: DayNumber, last: DayNumber, chance: Chance): DayNumber[] {
  for (;;) {
    let day = chance.between(first - 2500, last);
    const days: DayNumber[] = [];
    for (let left = chance.weighed(sizes).children; left > 0 && day <= last; left--) {
      if (day >= first) days.push(day);
      if (!chance.happens(0.025)) day += 330 + chance.below(700) + chance.below(700);
    }
    if (days.length > 0) return days;
  }
}

function newChild(
  id: number,
  family: Family,
  origin: NamePool,
  born: DayNumber,
  chance: Chance,
): InventedChild {
  const sex = chance.happens(0.49) ? "F" : "M";
  const name = sex === "F" ? origin.girl : origin.boy;
  const surname = chance.happens(0.1) ? familySurname(origin, chance) : family.surname;
  return {
    id,
    family,
    origin,
    born,
    sex,
    forename: name(chance),
    middleNames: chance.happens(0.7) ? name(chance) + (chance.happens(0.12) ? ` ${name(chance)}` : "") : "",
    surname,
    formerSurname: chance.happens(0.03) ? familySurname(origin, chance) : "",
    language: chance.pick(origin.languages),
    sen: chance.happens(0.052) ? "E" : chance.happens(0.15) ? "K" : "N",
    bornTogether: 1,
  };
}

function familySurname(origin: NamePool, chance: Chance): string {
  const surname = origin.surname(chance);
  return chance.happens(0.04) ? `${surname}-${origin.surname(chance)}` : surname;
}

function carersOf(origin: NamePool, surname: string, chance: Chance): Carer[] {
  const mother = `${origin.girl(chance)} ${chance.happens(0.25) ? familySurname(origin, chance) : surname}`;
  const father = `${origin.boy(chance)} ${surname}`;
  const carers = [{ name: mother, relationship: "Mother", responsible: true, phone: safePhone(chance) }];
  if (chance.happens(0.74)) {
    const stepfather = chance.happens(0.1);
    const relationship = stepfather ? "Stepfather" : "Father";
    const responsible = !stepfather && !chance.happens(0.04);
    carers.push({ name: father, relationship, responsible, phone: safePhone(chance) });
  }
  if (chance.happens(0.04)) carers.reverse();
  return carers;
}
