import { join } from "node:path";
import { addDemonstrationPeople } from "../access/demonstration-provider/index.ts";
import { demonstrationIssuer } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { writeCounty } from "../county/index.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { importCountyPlaces, importFile } from "../feeds/index.ts";
import { addAgencies, isLoaded } from "./demonstration.store.ts";
import { placePostcodes } from "./place-postcodes.ts";
import { recordInventedHistories } from "./record-invented-histories.ts";
import { agreeOnTheUsual } from "./what-was-agreed.ts";

/** Cases in each authority of the demonstration. */
const casesInEach = 120;

/** Told what is being loaded and how much of everything is done, from 0 to 1. */
type Tell = (loading: { doing: string; done: number }) => void;

/** How much of the whole the invented county, its lists and the histories take: processor time, measured at 6,000 children. */
const shares = { county: 0.15, lists: 0.55, histories: 0.3 };

/**
 * Loads the demonstration county where there is none: two invented authorities, their schools, people, lists and some
 * cases with a past. A start that was killed half-way goes on; a loaded one is left as it is, with all that people did.
 */
export async function demonstrationCounty(keepsight: Keepsight, ownerUrl: string, tell: Tell): Promise<void> {
  const pool = connectionPool(ownerUrl, 2);
  const owner = databaseFor(pool, undefined);
  try {
    // The sign-in provider moves with the program's address, and the people with it.
    const addPeople = () => addDemonstrationPeople(owner, demonstrationIssuer(keepsight.settings));
    if (await isLoaded(owner)) {
      await addAgencies(owner);
      await placePostcodes(owner);
      return await addPeople();
    }
    const { countyChildren, dataFolder } = keepsight.settings;
    const out = join(dataFolder, "county");
    const today = keepsight.now().toZonedDateTimeISO("Europe/London").toPlainDate();
    const { rows } = await writeCounty({
      children: countyChildren,
      seed: "demonstration",
      out,
      today,
      progress: (written) =>
        tell({
          doing: `Inventing a county of ${countyChildren} children`,
          done: (shares.county * written) / countyChildren,
        }),
    });
    await importCountyPlaces(owner, out);
    await addAgencies(owner);
    await addPeople();
    await takeInLists(keepsight, out, rows, tell);
    await placePostcodes(owner);
    await agreeOnTheUsual(keepsight, owner);
    await recordInventedHistories(owner, {
      procedures: keepsight.procedures,
      now: keepsight.now(),
      most: casesInEach,
      progress: (share) =>
        tell({
          doing: "Giving some children a case with a past",
          done: shares.county + shares.lists + shares.histories * share,
        }),
    });
  } finally {
    await pool.end();
  }
}

/** The lists that others keep and send, in the order in which they are taken in. */
const lists = {
  rolls: "the schools' rolls",
  "health-list": "the health list",
  "admissions-applications": "the applications for schools",
  "admissions-offers": "the offers of schools",
  "home-education": "the list of home education",
  "police-missing": "the police's list of missing children",
  "other-authority-notices": "notices of other authorities",
  "joiners-and-leavers": "the schools' returns of joiners and leavers",
  exclusions: "the list of exclusions",
  "alternative-provision": "the places in alternative provision",
  "independent-schools": "the pupils of independent schools",
  attendance: "the schools' attendance marks",
} as const;

async function takeInLists(
  keepsight: Keepsight,
  out: string,
  rows: Record<string, number>,
  tell: Tell,
): Promise<void> {
  const rowsOf = (list: string) => rows[`${list}.csv`] ?? 0;
  const all = Object.keys(lists).reduce((sum, list) => sum + rowsOf(list), 0);
  let before = 0;
  for (const [list, called] of Object.entries(lists)) {
    const upTo = (rowsDone: number) =>
      tell({
        doing: `Taking in ${called}`,
        done: shares.county + (shares.lists * (before + rowsDone)) / Math.max(1, all),
      });
    upTo(0);
    await importFile(keepsight, list, join(out, `${list}.csv`), { report: ({ rowsDone }) => upTo(rowsDone) });
    before += rowsOf(list);
  }
}
