import { upnWith } from "../../src/children/index.ts";

/** An invented pupil of a transfer file; what is left out is as for everybody else. */
export type FilePupil = {
  upn?: string;
  surname?: string;
  forename?: string;
  born?: string;
  sex?: string;
  /** More elements of the pupil, as XML. */
  more?: string;
};

/** An invented transfer file of the version of autumn 2026, from Ashfield Primary School in Eastmere, as XML. */
export function transferFile({
  pupils = [{}],
  destination = "XXXXXXX",
  source = "9972001",
  version = "26.0",
  beginning = '<?xml version="1.0" encoding="UTF-8"?>\n',
}: {
  pupils?: readonly FilePupil[];
  destination?: string;
  source?: string;
  version?: string;
  beginning?: string;
} = {}): string {
  const place = (number: string) => `<LEA>${number.slice(0, 3)}</LEA><Estab>${number.slice(3)}</Estab>`;
  return `${beginning}<CTfile>
  <Header>
    <DocumentName>Common Transfer File</DocumentName>
    <CTFversion>${version}</CTFversion>
    <DateTime>2026-11-20T09:30:00</DateTime>
    <DocumentQualifier>full</DocumentQualifier>
    <SupplierID>Invented</SupplierID>
    <SourceSchool>${place(source)}<SchoolName>Ashfield Primary School</SchoolName><AcademicYear>2026</AcademicYear></SourceSchool>
    <DestSchool>${place(destination)}</DestSchool>
  </Header>
  <CTFpupilData>
${pupils.map(pupilOf).join("\n")}
  </CTFpupilData>
</CTfile>
`;
}

function pupilOf(
  { upn, surname = "WINDLE", forename = "Orla", born = "2016-02-29", sex = "F", more = "" }: FilePupil,
  at: number,
): string {
  return `    <Pupil>
      <UPN>${upn ?? upnWith("997", "2001", "16", String(at).padStart(3, "0"))}</UPN>
      <Surname>${surname}</Surname>
      <Forename>${forename}</Forename>
      <DOB>${born}</DOB>
      <Sex>${sex}</Sex>${more}
    </Pupil>`;
}
