import type { Chance } from "./chance.ts";
import { dayText } from "./county-days.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type ListedChild, listRow } from "./listed-child.ts";
import { asWritten } from "./mistakes.ts";

export const applicationColumns =
  "ApplicationReference,LACode,Round,AppliedOn,UPN,Surname,Forename,DOB,Sex,AddressLine1,AddressLine2,Town,Postcode,CarerName,CarerPhone,Preference1,Preference2,Preference3,Status".split(
    ",",
  );
export const offerColumns =
  "OfferReference,ApplicationReference,LACode,LAESTAB,Round,OfferedOn,Response,StartOn,UPN,Surname,Forename,DOB,Sex,Postcode".split(
    ",",
  );

/** Writes what parents applied for and what they were offered. */
export function writeAdmissions(
  listed: ListedChild,
  applications: CsvFile,
  offers: CsvFile,
  chance: Chance,
): void {
  const { child, schooling } = listed;
  for (const application of schooling.applications) {
    const { round, schools, madeOn, preferences, status, offers: made, typed } = application;
    const { laCode } = schools.authority;
    const reference = `A${laCode}-${String(applications.rows() + 1).padStart(7, "0")}`;
    const written = typed
      ? { ...typed, born: dayText(child.born), sex: child.sex }
      : asWritten(child, child.surname, 1, chance);
    // Parents rarely know the UPN: the authority adds it where the primary school is its own.
    const upn = typed || round === "reception" || !chance.happens(0.7) ? "" : listed.upn;
    // What a story's parents wrote, they wrote before they moved.
    const { line1, line2, town, postcode } = (typed && child.family.moved?.address) || child.family.address;
    const carer = child.family.carers[0];
    const person = `${cell(written.surname)},${cell(written.forename)},${written.born},${written.sex}`;
    const [first, second, third] = preferences.map(({ laestab }) => laestab);
    listRow(
      listed,
      applications,
      `${reference},${laCode},${round},${dayText(madeOn)},${upn},${person},${line1},${line2},${town},${postcode},${cell(carer?.name ?? "")},${carer?.phone ?? ""},${first ?? ""},${second ?? ""},${third ?? ""},${status}`,
    );
    for (const { school, on, answer, starts } of made) {
      const offer = `F${laCode}-${String(offers.rows() + 1).padStart(7, "0")}`;
      listRow(
        listed,
        offers,
        `${offer},${reference},${laCode},${school.laestab},${round},${dayText(on)},${answer},${dayText(starts)},${upn},${person},${postcode}`,
      );
    }
  }
}
