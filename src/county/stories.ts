import { addressIn } from "./addresses.ts";
import type { Chance } from "./chance.ts";
import { dayNumberAt } from "./county-days.ts";
import { type Family, type FamilyPlan, type InventedChild, newFamily } from "./families.ts";
import type { SchooledChild } from "./family-schooling.ts";
import { withTypo } from "./mistakes.ts";
import { type CountyNow, ordinaryStart, type Schooling } from "./schooling.ts";
import type { AuthoritySchools } from "./schools.ts";

/** A family with a story that a demonstration can follow at the first schools of each authority. */
export type Story = { name: string; children: SchooledChild[] };

type Plot = {
  name: string;
  from: 0 | 1;
  phase: "primary" | "secondary";
  yearGroup: number;
  siblings: boolean;
};

const moved = "moved to the other authority and on roll there under another spelling";
const vanished = "left without a destination and truly missing";

const plots: readonly Plot[] = [
  { name: moved, from: 0, phase: "primary", yearGroup: 2, siblings: true },
  { name: moved, from: 0, phase: "primary", yearGroup: 1, siblings: false },
  { name: moved, from: 0, phase: "primary", yearGroup: 3, siblings: false },
  { name: moved, from: 0, phase: "primary", yearGroup: 4, siblings: false },
  { name: moved, from: 0, phase: "primary", yearGroup: 5, siblings: false },
  { name: moved, from: 0, phase: "secondary", yearGroup: 8, siblings: false },
  { name: moved, from: 0, phase: "secondary", yearGroup: 10, siblings: false },
  { name: moved, from: 1, phase: "primary", yearGroup: 2, siblings: false },
  { name: moved, from: 1, phase: "secondary", yearGroup: 9, siblings: false },
  { name: vanished, from: 0, phase: "primary", yearGroup: 4, siblings: false },
  { name: vanished, from: 0, phase: "secondary", yearGroup: 9, siblings: false },
  { name: vanished, from: 1, phase: "primary", yearGroup: 3, siblings: false },
];

/** The families of every story, with ids from 1 on. */
export function storyFamilies(plan: FamilyPlan, now: CountyNow, chance: Chance): Story[] {
  let nextChild = 1;
  return plots.map((plot, place) => {
    const family = storyFamily(place + 1, nextChild, plot, plan, now, chance);
    nextChild += family.children.length;
    const children = family.children.map((child, birth) => {
      // Children of one family come eldest first: only the eldest is sure to be of the plot's year group.
      const yearGroup = plot.yearGroup - (birth > 0 ? 1 : 0);
      return {
        child,
        cohort: now.year - 5 - yearGroup,
        yearGroup,
        schooling: storySchooling(child, plot, yearGroup, now, chance),
      };
    });
    return { name: plot.name, children };
  });
}

/** A family whose eldest child was born for the plot's year group, and a second one the year after if it asks so. */
function storyFamily(
  id: number,
  firstId: number,
  plot: Plot,
  plan: FamilyPlan,
  now: CountyNow,
  chance: Chance,
): Family {
  const from = authorityAt(now, plot.from);
  const to = authorityAt(now, plot.name === moved ? 1 - plot.from : plot.from);
  const cohort = now.year - 5 - plot.yearGroup;
  const family = oneFamily(
    id,
    firstId,
    { ...plan, firstBorn: dayNumberAt(cohort, 9, 1), lastBorn: dayNumberAt(cohort + 1, 8, 31) },
    chance,
  );
  const eldest = family.children[0];
  if (plot.siblings && eldest) {
    const born = Math.max(eldest.born + 330, dayNumberAt(cohort + 1, 9, 1));
    const younger = {
      ...eldest,
      id: firstId + 1,
      born,
      forename: eldest.origin.girl(chance),
      sex: "F" as const,
    };
    family.children.push(younger);
  }
  const home = (schools: AuthoritySchools) =>
    addressIn(schools.authority, 0, schools.childrenInCatchment, plan.streets, chance);
  return Object.assign(family, {
    schools: to,
    catchment: 0,
    independent: false,
    address: home(to),
    moved: to === from ? undefined : { on: now.today - 24, schools: from, catchment: 0, address: home(from) },
  });
}

/** A family of exactly one child within the plan's days, its names long enough to be misspelt. */
function oneFamily(id: number, firstId: number, plan: FamilyPlan, chance: Chance): Family {
  for (;;) {
    const family = newFamily(id, firstId, plan, chance);
    const [child, second] = family.children;
    if (!child || second || child.surname.length < 5 || child.forename.length < 5) continue;
    if (/^[A-Z][a-z]+$/.test(child.surname + child.forename.toLowerCase())) {
      return Object.assign(family, { children: [Object.assign(child, { formerSurname: "", sen: "N" })] });
    }
  }
}

function storySchooling(
  child: InventedChild,
  plot: Plot,
  yearGroup: number,
  now: CountyNow,
  chance: Chance,
): Schooling {
  const starts = ordinaryStart(now.year - 5 - yearGroup, yearGroup, now);
  const old = firstSchool(authorityAt(now, plot.from), plot.phase);
  const right = { forename: child.forename, surname: child.surname, knowsUpn: true };
  if (plot.name === vanished) {
    const on = now.today - chance.between(30, 45);
    const spell = { school: old, starts, left: { on, ground: "G", destination: "" }, typed: right };
    return {
      state: "missing education",
      since: on,
      why: "left without a destination",
      spells: [spell],
      applications: [],
      notices: [],
    };
  }
  const misspelt = { forename: child.forename, surname: misspeltOf(child.surname, chance), knowsUpn: false };
  const away = now.today - 24;
  return {
    state: "at school",
    why: "",
    spells: [
      { school: old, starts, oldAddress: true, absentSince: away, typed: right },
      {
        school: firstSchool(authorityAt(now, 1 - plot.from), plot.phase),
        starts: away + 10,
        typed: misspelt,
      },
    ],
    // They asked for another school here before they went: the officer who decides finds a record that looks like the child.
    applications: [
      {
        round: "in-year",
        schools: authorityAt(now, plot.from),
        madeOn: away - 16,
        preferences: [old],
        status: "being considered",
        offers: [],
        typed: misspelt,
      },
    ],
    notices: [],
  };
}

function misspeltOf(name: string, chance: Chance): string {
  for (;;) {
    const typed = withTypo(name, chance);
    if (typed !== name) return typed;
  }
}

function authorityAt(now: CountyNow, place: number): AuthoritySchools {
  const found = now.authorities[place];
  if (!found) throw new RangeError("The county has two authorities");
  return found;
}

function firstSchool(schools: AuthoritySchools, phase: "primary" | "secondary") {
  const [first] = phase === "primary" ? schools.primaries : schools.secondaries;
  if (!first) throw new RangeError("An authority has at least one school of each kind");
  return first;
}
