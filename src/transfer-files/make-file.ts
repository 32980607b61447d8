import type { Identity } from "../matching/index.ts";
import { element, type XmlElement } from "./element.ts";
import type { Part } from "./parts.ts";
import { versionsOn } from "./versions.ts";

/** A school as a transfer file names it. */
export type SourceSchool = { laestab: string; urn: string | null; name: string };

/** What is known of a pupil and may stand in a file; what is not known is left out. */
export type PupilToWrite = Identity & {
  yearGroup: string | null;
  ethnicity: string | null;
  /** One line each. */
  address: readonly string[];
};

/**
 * A transfer file of the current version made from what is known of pupils. To make one takes nobody off a roll.
 * `destination` is a school's number, XXXXXXX or MMMMMMM. [F04]
 */
export function madeFile(
  source: SourceSchool,
  destination: string,
  pupils: readonly PupilToWrite[],
  now: Temporal.Instant,
): Part[] {
  const at = now.toZonedDateTimeISO("Europe/London");
  const { current, academicYear } = versionsOn(at.toPlainDate());
  const header = element(
    "Header",
    element("DocumentName", "Common Transfer File"),
    element("CTFversion", current),
    element("DateTime", at.toPlainDateTime().toString({ smallestUnit: "second" })),
    element("DocumentQualifier", "partial"),
    element("DataDescriptor", "What the register of children holds"),
    element("SupplierID", "Keepsight"),
    element(
      "SourceSchool",
      ...numberOf(source.laestab),
      ...said("URN", source.urn),
      ...said("SchoolName", source.name),
      element("AcademicYear", academicYear),
    ),
    element("DestSchool", ...numberOf(destination)),
  );
  return [
    { part: "file", element: element("CTfile") },
    { part: "header", element: header },
    { part: "pupils", element: element("CTFpupilData") },
    ...pupils.map((pupil): Part => ({ part: "pupil", element: pupilElement(pupil) })),
  ];
}

function pupilElement(pupil: PupilToWrite): XmlElement {
  return element(
    "Pupil",
    ...said("UPN", pupil.upn),
    element("Surname", pupil.surname),
    element("Forename", pupil.forename),
    ...said("DOB", pupil.dateOfBirth?.toString()),
    ...said("Sex", pupil.sex),
    ...group(
      "BasicDetails",
      said("FormerUPN", pupil.formerUpn),
      said("FormerSurname", pupil.otherSurname),
      said("FormerForename", pupil.otherForename),
      said("MiddleNames", pupil.middleNames),
      said("NCyearActual", pupil.yearGroup),
      said("Ethnicity", pupil.ethnicity),
    ),
    ...group(
      "Address",
      group(
        "AddressLines",
        ...pupil.address.slice(0, 5).map((line, at) => said(`AddressLine${at + 1}`, line)),
      ),
      said("PostCode", pupil.postcode),
    ),
  );
}

function numberOf(school: string): XmlElement[] {
  return [element("LEA", school.slice(0, 3)), element("Estab", school.slice(3))];
}

function said(name: string, value: string | null | undefined): XmlElement[] {
  return value ? [element(name, withoutControls(value))] : [];
}

function group(name: string, ...within: XmlElement[][]): XmlElement[] {
  const content = within.flat();
  return content.length > 0 ? [element(name, ...content)] : [];
}

/** XML has no way to write most control characters, and no name has one. */
function withoutControls(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "");
}
