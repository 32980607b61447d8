/** Columns whose names are not words; any other is its own words with spaces between them. */
const known: Readonly<Record<string, string>> = {
  LAESTAB: "School number",
  LACode: "Authority code",
  DOB: "Date of birth",
  NCYear: "Year group",
  SEN: "Special educational needs",
  GPPractice: "GP practice",
  FormerUPN: "Former UPN",
  NHSNumber: "NHS number",
  DestinationLAESTAB: "Number of the next school",
  PreviousLAESTAB: "Number of the school before",
  ProviderLAESTAB: "Number of the provider",
  ProvisionLAESTAB: "Number of the next provision",
  HoursAWeek: "Hours a week",
};

/** A column of a file as people call it: "Address line 1", "Carer 1 name", "Year group". */
export function columnInWords(column: string): string {
  if (known[column]) return known[column];
  const words = column.replace(/(?<=[a-z])(?=[A-Z0-9])|(?<=\d)(?=[A-Z])/g, " ").split(" ");
  return words
    .map((word, place) => (place === 0 || /^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(" ");
}
