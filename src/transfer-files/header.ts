import { textAt, type XmlElement } from "./element.ts";

/** What the header of a file says of it. */
export type FileHeader = {
  version: string;
  /** Seven characters each: a school's number, or letters such as XXXXXXX. */
  source: string;
  destination: string;
  sourceName: string;
};

/** Reads a header. What is missing is "". */
export function headerIn(header: XmlElement): FileHeader {
  const place = (school: string) => textAt(header, school, "LEA") + textAt(header, school, "Estab");
  return {
    version: textAt(header, "CTFversion") || textAt(header, "CTFVersion"),
    source: place("SourceSchool"),
    destination: place("DestSchool"),
    sourceName: textAt(header, "SourceSchool", "SchoolName"),
  };
}
