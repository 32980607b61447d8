/** What a row of any list says, in the order of the columns of the database's type incoming_row. */
export const incomingColumns = [
  "rowNumber",
  "authorityId",
  "schoolId",
  "rowKey",
  "forename",
  "middleNames",
  "surname",
  "otherForename",
  "otherSurname",
  "dateOfBirth",
  "sex",
  "upn",
  "formerUpn",
  "address",
  "postcode",
  "startsOn",
  "endsOn",
  "forenameKey",
  "surnameKey",
  "otherSurnameKey",
  "other",
  "contentHash",
  "preferredSurname",
  "formerSurname",
  "yearGroup",
  "ethnicity",
  "firstLanguage",
  "specialEducationalNeeds",
  "leavingReason",
  "destination",
  "carer1",
  "carer1Relationship",
  "carer1Responsibility",
  "carer1Phone",
  "carer2",
  "carer2Relationship",
  "carer2Responsibility",
  "carer2Phone",
] as const;

type IncomingColumn = (typeof incomingColumns)[number];
type NumberColumn = "rowNumber" | "authorityId";
/** Empty text says that the list gives nothing; for the rest null does. Days are YYYY-MM-DD. */
type TextColumn =
  | "rowKey"
  | "forename"
  | "middleNames"
  | "surname"
  | "otherForename"
  | "otherSurname"
  | "address";
type KeyColumn = "forenameKey" | "surnameKey" | "otherSurnameKey" | "other" | "contentHash";

/** A row that was read and found clear. */
export type IncomingRow = Record<NumberColumn, number> &
  Record<TextColumn | KeyColumn, string> & { schoolId: number | null } & {
    [Column in Exclude<IncomingColumn, NumberColumn | TextColumn | KeyColumn | "schoolId">]?: string | null;
  };

/** The rows as PostgreSQL reads an array of incoming_row: one parameter for thousands of rows. */
export function arrayLiteral(rows: readonly IncomingRow[]): string {
  let text = "{";
  for (const row of rows) {
    text += text === "{" ? '"(' : ',"(';
    for (const [place, column] of incomingColumns.entries()) {
      if (place > 0) text += ",";
      const value = row[column];
      if (value !== null && value !== undefined) text += typeof value === "number" ? value : quoted(value);
    }
    text += ')"';
  }
  return `${text}}`;
}

/** A text inside a row inside an array: each of the two has its own quotes and escapes. */
function quoted(text: string): string {
  if (/^[\w./:+|-]+$/.test(text)) return text;
  if (!/["\\]/.test(text)) return `\\"${text}\\"`;
  return `\\"${text.replaceAll("\\", "\\\\\\\\").replaceAll('"', '\\"\\"')}\\"`;
}
