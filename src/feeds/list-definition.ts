import { hash } from "node:crypto";
import { foldName, type List } from "../children/index.ts";
import { blockingKeysOf } from "../matching/index.ts";
import type { Rhythm } from "./feed-rhythm.ts";
import { type IncomingRow, incomingColumns } from "./incoming-row.ts";
import type { listWords } from "./list-words.ts";
import type { RowReader } from "./row-reader.ts";

/** The lists of children, and what else comes in files. */
export type FeedList = List | "attendance" | "establishment" | "trust";

/** How the files of one list are read: its columns, and what a row of it says. */
export type ListDefinition = {
  /** What a person types: `keepsight import rolls FILE`. */
  word: (typeof listWords)[number];
  list: FeedList;
  title: string;
  /** A school may send its own rows; all other lists are of whole authorities. */
  ofSchools?: true;
  /** Every school has rows in it, so one that has none for long has stopped sending. */
  everySchool?: true;
  /** How often it is expected, unless the authority says otherwise. */
  expected: Rhythm;
  required: readonly string[];
  optional: readonly string[];
  /** The field that a row is told from others by, for saying which to correct. */
  keyField: string;
  /** If a row is of those that are asked for: others of a wider file are passed over. Left out: every row is. */
  concerns?: (row: RowReader) => boolean;
  /** What the row says; what is wrong with it is gathered by the reader. */
  read: (row: RowReader) => RowSaid;
};

/** What a definition fills in; the rest follows from it. */
export type RowSaid = Omit<
  IncomingRow,
  "rowNumber" | "forenameKey" | "surnameKey" | "otherSurnameKey" | "contentHash" | "rowKey"
> & {
  /** Tells the row from others in its list; null: the folded name and the date of birth do. */
  rowKey: string | null;
};

/** The row ready to be merged: its key, the keys it is found by, and the digest that shows whether it has changed. */
export function completed(said: RowSaid, rowNumber: number): IncomingRow {
  // What names no child, a school or a pupil's week with a number, is found by that alone: of weeks there are millions.
  if (said.rowKey !== null && said.forename === "")
    return { ...said, rowNumber, rowKey: said.rowKey, ...withoutKeys };
  const { forenameKey, surnameKey, otherSurnameKey } = blockingKeysOf({
    forename: said.forename,
    surname: said.surname,
    otherSurname: said.otherSurname,
  });
  const row: IncomingRow = {
    ...said,
    rowNumber,
    rowKey: said.rowKey ?? keyWithoutNumber(said),
    forenameKey,
    surnameKey,
    otherSurnameKey,
    contentHash: "",
  };
  row.contentHash = digestOf(row);
  return row;
}

const withoutKeys = { forenameKey: "", surnameKey: "", otherSurnameKey: "", contentHash: "" };

/** The same for the same child in the next file, however the name is typed. */
export function keyWithoutNumber({
  forename,
  surname,
  dateOfBirth,
}: Pick<RowSaid, "forename" | "surname" | "dateOfBirth">): string {
  const fold = (name: string) => foldName(name) || name.trim().toLowerCase();
  return `${fold(surname)}|${fold(forename)}|${dateOfBirth ?? ""}`;
}

/** 128 bits of everything that the row says, as PostgreSQL writes bytes. */
function digestOf(row: IncomingRow): string {
  let said = "";
  for (const column of incomingColumns) {
    if (column !== "rowNumber" && column !== "contentHash") said += `${row[column] ?? ""}\u001f`;
  }
  return `\\x${hash("sha256", said, "hex").slice(0, 32)}`;
}
