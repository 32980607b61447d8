import { writeAdmissions } from "./admissions-lists.ts";
import { writeHealth, writeHomeEducation, writeNotices, writePolice } from "./agency-lists.ts";
import { writeAttendance } from "./attendance-list.ts";
import type { Chance } from "./chance.ts";
import type { CountyFiles } from "./county-files.ts";
import type { County } from "./county-of.ts";
import type { SchooledChild } from "./family-schooling.ts";
import { listedChild } from "./listed-child.ts";
import { writeAlternativeProvision, writeExclusions, writeIndependent } from "./provision-lists.ts";
import { writeReturns } from "./returns-list.ts";
import { writeRolls } from "./rolls-list.ts";
import { writeTruth } from "./truth-list.ts";

/** Writes every row about the children of a family, and the truth; tells how many of them miss education. */
export function writeFamily(
  schooled: readonly SchooledChild[],
  story: string,
  files: CountyFiles,
  county: County,
  chance: Chance,
): number {
  const { now, upns, mondays, openDays, patterns, nhsNumber, provision } = county;
  const family = schooled.map((one) => listedChild(one, upns, chance));
  for (const listed of family) {
    const entries = writeRolls(listed, family, files.rolls, now, upns, chance);
    for (const entry of entries) {
      const open = openDays.get(entry.spell.school.laestab) ?? [];
      writeAttendance(listed, entry, files.attendance, mondays, open, patterns, chance);
    }
    writeReturns(listed, entries, files.returns, now);
    writeAdmissions(listed, files.applications, files.offers, chance);
    writeHealth(listed, files.health, nhsNumber, chance);
    writeHomeEducation(listed, files.homeEducation, chance);
    writePolice(listed, files.police, now, chance);
    writeNotices(listed, files.notices, chance);
    writeExclusions(listed, files.exclusions, now, provision);
    writeAlternativeProvision(listed, files.alternative, now, provision);
    writeIndependent(listed, files.independent, now, provision);
  }
  for (const listed of family) writeTruth(listed, family, story, files.truth, now);
  return family.filter(({ schooling }) => schooling.state === "missing education").length;
}
