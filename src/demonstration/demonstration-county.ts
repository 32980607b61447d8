import { join } from "node:path";
import { addDemonstrationPeople } from "../access/demonstration-provider/index.ts";
import { demonstrationIssuer } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { writeCounty } from "../county/index.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { importCountyPlaces, importFile } from "../feeds/index.ts";
import { addAgencies, isLoaded } from "./demonstration.store.ts";
import { recordInventedHistories } from "./record-invented-histories.ts";

/** Cases in each authority of the demonstration. */
const casesInEach = 120;

/**
 * Loads the demonstration county where there is none: two invented authorities, their schools, people, lists and some
 * cases with a past. A start that was killed half-way goes on; a loaded one is left as it is, with all that people did.
 */
export async function demonstrationCounty(
  keepsight: Keepsight,
  ownerUrl: string,
  say: (line: string) => void,
): Promise<void> {
  const pool = connectionPool(ownerUrl, 2);
  const owner = databaseFor(pool, undefined);
  try {
    // The sign-in provider moves with the program's address, and the people with it.
    const addPeople = () => addDemonstrationPeople(owner, demonstrationIssuer(keepsight.settings));
    if (await isLoaded(owner)) return await addPeople();
    const { countyChildren, dataFolder } = keepsight.settings;
    const out = join(dataFolder, "county");
    const today = keepsight.now().toZonedDateTimeISO("Europe/London").toPlainDate();
    say(`Inventing a county of ${countyChildren} children ...`);
    await writeCounty({ children: countyChildren, seed: "demonstration", out, today });
    await importCountyPlaces(owner, out);
    await addAgencies(owner);
    await addPeople();
    say("Taking in the rolls and the other lists ...");
    for (const list of lists) await importFile(keepsight, list, join(out, `${list}.csv`));
    const cases = await recordInventedHistories(owner, {
      procedures: keepsight.procedures,
      now: keepsight.now(),
      most: casesInEach,
    });
    say(`${cases} children have a case with a past.`);
  } finally {
    await pool.end();
  }
}

const lists = [
  "rolls",
  "health-list",
  "admissions-applications",
  "admissions-offers",
  "home-education",
  "police-missing",
  "other-authority-notices",
] as const;
