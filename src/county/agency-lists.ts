import { nhsNumberWith } from "../children/index.ts";
import type { Chance } from "./chance.ts";
import { dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import { asWritten, withoutMarks } from "./mistakes.ts";
import type { CountyNow } from "./schooling.ts";

export const healthColumns =
  "NHSNumber,Surname,Forename,DOB,Sex,AddressLine1,AddressLine2,Town,Postcode,GPPractice".split(",");
export const homeEducationColumns =
  "LACode,UPN,Surname,Forename,DOB,Sex,AddressLine1,AddressLine2,Town,Postcode,CarerName,CarerPhone,NotifiedOn,PreviousLAESTAB,Status".split(
    ",",
  );
export const policeColumns =
  "PoliceReference,Surname,Forename,DOB,Sex,Town,Postcode,ReportedOn,ReturnedOn,Risk".split(",");
export const noticeColumns =
  "NoticeReference,FromAuthority,ToAuthority,Kind,SentOn,UPN,Surname,Forename,DOB,Sex,NewAddressLine1,NewTown,NewPostcode".split(
    ",",
  );

/** NHS numbers from the range 999, which is kept for tests and given to nobody; empty when its million are used up. */
export function testNhsNumbers(): () => string {
  let place = 0;
  return () => {
    while (place < 1_000_000) {
      const number = nhsNumberWith(`999${String((place * 61 + 13) % 1_000_000).padStart(6, "0")}`);
      place += 1;
      if (number) return number;
    }
    return "";
  };
}

/** The community health list: names as at birth, in capitals, and addresses that lag behind. */
export function writeHealth(
  listed: ListedChild,
  file: CsvFile,
  nhsNumber: () => string,
  chance: Chance,
): void {
  const { child, schooling } = listed;
  const number = nhsNumber();
  if (!chance.happens(schooling.why.startsWith("moved in") ? 0.5 : 0.98)) return;
  const { moved, address } = child.family;
  const { line1, line2, town, postcode } = moved && chance.happens(0.5) ? moved.address : address;
  const written = asWritten(child, child.formerSurname || child.surname, 1, chance);
  const unnamed = chance.happens(0.002) ? (child.bornTogether > 1 ? "TWIN 1" : "BABY") : "";
  const surname = withoutMarks(written.surname).toUpperCase();
  const forename = unnamed || withoutMarks(written.forename).toUpperCase();
  listRow(
    listed,
    file,
    `${number},${cell(surname)},${cell(forename)},${written.born},${written.sex},${line1},${line2},${town},${chance.happens(0.01) ? "" : postcode},${town} Medical Practice`,
  );
}

/** The register of children educated at home with notice. */
export function writeHomeEducation(listed: ListedChild, file: CsvFile, chance: Chance): void {
  const { child, schooling, upn } = listed;
  const home = schooling.homeEducation;
  if (!home) return;
  const written = asWritten(child, child.surname, 1, chance);
  const { line1, line2, town, postcode } = child.family.address;
  const carer = child.family.carers[0];
  listRow(
    listed,
    file,
    `${child.family.schools.authority.laCode},${chance.happens(0.6) ? upn : ""},${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex},${line1},${line2},${town},${postcode},${cell(carer?.name ?? "")},${carer?.phone ?? ""},${dayText(home.notifiedOn)},${home.previous?.laestab ?? ""},${home.status}`,
  );
}

/** Reports to the police that a child is missing, of the last year: far more often for a child missing education. */
export function writePolice(listed: ListedChild, file: CsvFile, now: CountyNow, chance: Chance): void {
  const { child, schooling, yearGroup } = listed;
  const share = schooling.state === "missing education" ? 0.06 : yearGroup > 6 ? 0.006 : 0.0005;
  if (yearGroup < 0 || !chance.happens(share)) return;
  const reported = now.today - chance.between(0, 365);
  const returned = reported + chance.pick([0, 0, 1, 1, 2, 5, 20]);
  const stillMissing =
    returned > now.today || (schooling.state === "missing education" && chance.happens(0.2));
  const written = asWritten(child, child.surname, 2, chance);
  const { town, postcode } = child.family.address;
  listRow(
    listed,
    file,
    `P${String(file.rows() + 1).padStart(6, "0")},${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex},${town},${postcode},${dayText(reported)},${stillMissing ? "" : dayText(returned)},${chance.pick(["low", "medium", "medium", "high"])}`,
  );
}

/** What other authorities wrote about the child. They know a name and a birthday and mostly not the UPN. */
export function writeNotices(listed: ListedChild, file: CsvFile, chance: Chance): void {
  const { child, schooling, upn } = listed;
  for (const { from, to, kind, sentOn } of schooling.notices) {
    const written = asWritten(child, child.surname, 1.5, chance);
    const { line1, town, postcode } = child.family.address;
    const newHome = kind === "moved in" ? `${line1},${town},${postcode}` : ",,";
    listRow(
      listed,
      file,
      `N${String(file.rows() + 1).padStart(6, "0")},${from},${to},${kind},${dayText(sentOn)},${chance.happens(0.3) ? upn : ""},${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex},${newHome}`,
    );
  }
}
