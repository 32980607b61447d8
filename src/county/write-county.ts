import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { makeFolder } from "../make-folder.ts";
import { countyDay, fewestChildren } from "./asked-of-county.ts";
import { chanceFrom } from "./chance.ts";
import { type CountyFiles, openCountyFiles } from "./county-files.ts";
import { countyNotice, noticeName } from "./county-notice.ts";
import { countyOf } from "./county-of.ts";
import { newFamily } from "./families.ts";
import { schoolingOf } from "./family-schooling.ts";
import { storyFamilies } from "./stories.ts";
import { writeFamily } from "./write-family.ts";

export type CountyOrder = {
  children: number;
  seed: string;
  /** The folder to write to. It is made when it is not there; files of the same names are replaced. */
  out: string;
  today?: Temporal.PlainDate;
  /** Told now and then how many children are written. */
  progress?: (written: number) => void;
};

/** What was written: children, those of them truly missing education, and the rows of every file. */
export type CountyWritten = { children: number; missing: number; rows: Record<string, number> };

/**
 * Writes the files that real feeds bring, for two invented authorities, and the truth about them. The same order
 * gives the same bytes. Children are written family by family, so memory does not grow with their number.
 */
export async function writeCounty(order: CountyOrder): Promise<CountyWritten> {
  const { children, seed, out, today = countyDay, progress } = order;
  if (!Number.isInteger(children) || children < fewestChildren) {
    throw new RangeError(`A county has at least ${fewestChildren} children. Ask for more than ${children}.`);
  }
  makeFolder(out);
  const county = await countyOf(children, seed, today, out);
  const files = openCountyFiles(out);
  const chance = chanceFrom(seed, "families");
  let written = 0;
  let missing = 0;
  for (const story of storyFamilies(county.plan, county.now, chance)) {
    missing += writeFamily(story.children, story.name, files, county, chance);
    written += story.children.length;
  }
  for (let id = 1000; written < children; id++) {
    const family = newFamily(id, written + 1, county.plan, chance);
    family.children.length = Math.min(family.children.length, children - written);
    missing += writeFamily(schoolingOf(family, county.now, chance), "", files, county, chance);
    written += family.children.length;
    if (id % 1000 === 0) {
      progress?.(written);
      // Lets the rest of the program breathe: signals, timers, a page being served.
      await setImmediate();
    }
  }
  progress?.(written);
  writeFileSync(join(out, noticeName), countyNotice(order, today));
  return { children: written, missing, rows: closed(files) };
}

function closed(files: CountyFiles): Record<string, number> {
  for (const file of Object.values(files)) file.close();
  return Object.fromEntries(Object.values(files).map((file) => [file.name, file.rows()]));
}
