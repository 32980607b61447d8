import { upnWith } from "../children/index.ts";
import type { InventedSchool } from "./schools.ts";

/** Hands out the UPNs of a county, each once. Their authority codes, 997 and 998, tell them as invented. */
export type UpnBook = {
  /** A UPN for life, allocated by the school in this year. */
  permanent(school: InventedSchool, year: number): string;
  /** A temporary UPN, to be replaced when the real one is found. */
  temporary(school: InventedSchool, year: number): string;
};

const serialLetters = "ABCDEFGHJKLMNPQRTUVWXYZ";

/** A fresh book for so many schools and for the 32 years from the first on. */
export function upnBook(schools: number, firstYear: number): UpnBook {
  const permanent = new Uint16Array(schools * 32);
  const temporary = new Uint16Array(schools * 32);
  const serialIn = (counts: Uint16Array, school: InventedSchool, year: number, limit: number): number => {
    const place = school.index * 32 + (year - firstYear);
    const serial = counts[place] ?? limit;
    if (serial >= limit)
      throw new RangeError(`${school.laestab} has no UPN left for ${year}. Plan more schools.`);
    counts[place] = serial + 1;
    return serial;
  };
  const upn = (school: InventedSchool, year: number, serial: string) =>
    upnWith(school.laestab.slice(0, 3), school.laestab.slice(3), String(year % 100).padStart(2, "0"), serial);
  return {
    permanent: (school, year) =>
      upn(school, year, String(serialIn(permanent, school, year, 1000)).padStart(3, "0")),
    temporary(school, year) {
      const serial = serialIn(temporary, school, year, 2300);
      const digits = String(serial % 100).padStart(2, "0");
      return upn(school, year, digits + serialLetters.charAt(Math.floor(serial / 100)));
    },
  };
}
