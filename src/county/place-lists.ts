import { dayText } from "./county-days.ts";
import { openCsvFile } from "./csv-file.ts";
import type { CalendarStretch } from "./school-terms.ts";
import type { AuthoritySchools, InventedSchool } from "./schools.ts";

/** All schools of an authority. */
export function schoolsOf(schools: AuthoritySchools): InventedSchool[] {
  const { primaries, secondaries, special, prus, independents } = schools;
  return [...primaries, ...secondaries, ...special, ...prus, ...independents];
}

/** Writes the authorities, their areas and their schools. */
export function writePlaces(out: string, county: readonly AuthoritySchools[]): void {
  const authorities = openCsvFile(out, "authorities.csv", ["LACode", "Name", "Procedure"]);
  const areas = openCsvFile(out, "areas.csv", ["LACode", "Area"]);
  const columns = "LAESTAB,URN,Name,Phase,LACode,Area,AddressLine1,Town,Postcode".split(",");
  const schools = openCsvFile(out, "schools.csv", columns);
  for (const one of county) {
    const { laCode, name, procedure } = one.authority;
    authorities.row(`${laCode},${name},${procedure}`);
    for (const area of one.authority.areas) areas.row(`${laCode},${area}`);
    for (const school of schoolsOf(one)) {
      const { line1, town, postcode } = school.address;
      schools.row(
        `${school.laestab},${school.urn},${school.name},${school.phase},${laCode},${school.area},${line1},${town},${postcode}`,
      );
    }
  }
  for (const file of [authorities, areas, schools]) file.close();
}

/** Writes term dates: under the authority's code where most schools keep them, under a school's where it differs. */
export function writeTermDates(out: string, terms: ReadonlyMap<string, readonly CalendarStretch[]>): void {
  const file = openCsvFile(out, "term-dates.csv", ["Code", "Starts", "Ends", "Kind"]);
  for (const [code, stretches] of terms) {
    for (const { starts, ends, kind } of stretches)
      file.row(`${code},${dayText(starts)},${dayText(ends)},${kind}`);
  }
  file.close();
}
