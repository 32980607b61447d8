import { setImmediate } from "node:timers/promises";
import { type Procedure, proceduresOf } from "../procedures/index.ts";
import type { CountyPlaces } from "./county-places.ts";
import type { Year } from "./course.ts";
import { livesOfCounty } from "./lives-of-county.ts";
import type { MinutesPerAct } from "./minutes-per-act.ts";
import { type MissingInCounty, missingInCounty } from "./missing-in-county.ts";
import { type Numbers, numbersOf } from "./numbers.ts";
import { simulateYear } from "./simulate-year.ts";
import type { Staffing } from "./staffing.ts";
import { workingDaysIn } from "./weeks.ts";

/** What is simulated: one or two procedures, each from its file, on the same county with the same chance and people. */
export type SimulationOrder = {
  places: CountyPlaces;
  procedures: readonly Procedure[];
  /** The procedures that come with the program: those of other names run alongside where they apply. */
  shipped: readonly Procedure[];
  files: readonly string[];
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  staffing: Staffing;
  minutes: MinutesPerAct;
  seed: string;
};

/** What came of it, with what it rests on. Days are ISO texts. */
export type Simulated = {
  from: string;
  to: string;
  countyDays: { from: string; to: string };
  seed: string;
  staffing: Record<string, number>;
  minutes: MinutesPerAct;
  children: number;
  lookedFor: number;
  /** Missing since before the county's lists begin: nobody can tell how, so they are not lived. */
  alreadyMissing: number;
  alongside: string[];
  numbers: Numbers[];
};

/**
 * Lives the county's days by each procedure, with those that run together with it, and counts what is owed from the first
 * day asked for to the last. The same order gives the same answer. Throws CalendarTooShort.
 */
export async function simulationOf(
  order: SimulationOrder,
  progress: (file: string, at: Temporal.Instant) => void = () => {},
): Promise<Simulated> {
  const { places, from, to, staffing, minutes, seed } = order;
  const { calendars } = places;
  let children = 0;
  const found = await Array.fromAsync(missingInCounty(places, seed, () => children++));
  const isWithin = ({ on }: MissingInCounty) => Temporal.PlainDate.compare(places.from, on) <= 0;
  const looked = found.filter((child) => isWithin(child) && Temporal.PlainDate.compare(child.on, to) <= 0);
  const alongside = new Set<string>();
  const numbers: Numbers[] = [];
  for (const [place, procedure] of order.procedures.entries()) {
    const others = order.shipped.filter((each) => each.procedure !== procedure.procedure);
    const procedures = proceduresOf([procedure, ...others], {
      authorityId: 0,
      procedure: procedure.procedure,
    });
    for (const { title } of procedures) if (title !== procedure.title) alongside.add(title);
    const year: Year = { procedures, calendars, from, to, staffing, minutes };
    const file = order.files[place] ?? "";
    const lives = livesOfCounty(looked, places, { procedures, seed });
    const lived = simulateYear(lives, year, (at) => progress(file, at));
    const workingDays = lived.mondays.map((monday) => workingDaysIn(monday, year, calendars));
    numbers.push(numbersOf(lived, { procedure, file, year, workingDays }));
    // Lets signals through between two years.
    await setImmediate();
  }
  const lookedFor = looked.filter(({ on }) => Temporal.PlainDate.compare(on, from) >= 0).length;
  return {
    ...{ from: from.toString(), to: to.toString(), seed, children, lookedFor, minutes, numbers },
    countyDays: { from: places.from.toString(), to: places.until.toString() },
    staffing: Object.fromEntries(staffing),
    alreadyMissing: found.filter((child) => !isWithin(child)).length,
    alongside: [...alongside],
  };
}
