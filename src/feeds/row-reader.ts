import { readPostcode, tidyUpn, upnFaultOf } from "../children/index.ts";
import { readDay } from "./days.ts";
import type { FeedPlaces } from "./places.ts";
import type { RowFault } from "./row-fault.ts";

/** Longer than any name or line of an address that a person has typed on purpose. */
const longest = 200;
/** No list here holds anybody older. */
const oldest = 26;

/** Reads the cells of one row after another by the names of their columns, and gathers what is wrong with each row. */
export class RowReader {
  readonly places: FeedPlaces;
  faults: RowFault[] = [];
  rowNumber = 0;
  readonly #columns: Readonly<Record<string, number>>;
  #cells: readonly string[] = [];

  /** `columns` says in which cell each known column stands. */
  constructor(columns: Readonly<Record<string, number>>, places: FeedPlaces) {
    this.#columns = columns;
    this.places = places;
  }

  /** Turns to the next row. `rowNumber` counts as a spreadsheet does: the header is row 1. */
  turnTo(rowNumber: number, cells: readonly string[]): void {
    this.rowNumber = rowNumber;
    this.#cells = cells;
    this.faults = [];
  }

  refuse(field: string, fault: string, mend: string): void {
    // A fault quotes the cell, and PostgreSQL keeps no NUL.
    this.faults.push({ field, fault: fault.replaceAll("\0", ""), mend });
  }

  /** The cell without spaces around it; "" when it is empty or the file has no such column. */
  text(column: string): string {
    const at = this.#columns[column];
    const text = at === undefined ? "" : (this.#cells[at] ?? "").trim();
    if (text.length > longest)
      this.refuse(column, `It has ${text.length} characters.`, `Shorten it to ${longest}.`);
    else if (text.includes("\0"))
      this.refuse(column, "It holds a character that is no text.", "Type it again.");
    return text;
  }

  /** A cell that must not be empty. */
  required(column: string, what: string): string {
    const text = this.text(column);
    if (text === "") this.refuse(column, "It is empty.", `Enter ${what}.`);
    return text;
  }

  optional(column: string): string | null {
    return this.text(column) || null;
  }

  day(column: string): string | null {
    const text = this.text(column);
    if (text === "") return null;
    const day = readDay(text);
    if (day) return day;
    this.refuse(column, `'${text}' is not a day.`, "Write a real day, such as 2015-02-28.");
    return null;
  }

  /** A first and a last day; the last may not be before the first. */
  span(from: string, until: string): [string | null, string | null] {
    const [first, last] = [this.day(from), this.day(until)];
    if (first && last && last < first)
      this.refuse(until, `'${last}' is before the ${from}.`, "Correct one of the two.");
    return [first, last];
  }

  /** A date of birth that a child can have. */
  dateOfBirth(column = "DOB"): string | null {
    const day = this.day(column);
    if (day === null) return null;
    const { today } = this.places;
    if (day > today) this.refuse(column, `'${day}' is still to come.`, "Check the year.");
    else if (Number(today.slice(0, 4)) - Number(day.slice(0, 4)) > oldest)
      this.refuse(column, `'${day}' is more than ${oldest} years ago.`, "Check the year.");
    return day;
  }

  sex(column = "Sex"): string | null {
    const text = this.text(column);
    if (text === "") return null;
    const letter = text.charAt(0).toUpperCase();
    if (/^(f|m|female|male)$/i.test(text)) return letter;
    this.refuse(
      column,
      `'${text}' is not a sex that a register holds.`,
      "Write F, M, or nothing when it is not known.",
    );
    return null;
  }

  upn(column = "UPN"): string | null {
    const text = this.text(column);
    if (text === "") return null;
    const fault = upnFaultOf(text);
    if (fault === undefined) return tidyUpn(text);
    const [what, ...mend] = fault.split(/(?<=\.) /);
    this.refuse(column, what ?? fault, mend.join(" "));
    return null;
  }

  postcode(column = "Postcode"): string | null {
    const text = this.text(column);
    if (text === "") return null;
    const postcode = readPostcode(text);
    if (postcode) return postcode;
    this.refuse(
      column,
      `'${text}' is not a full UK postcode.`,
      "Write one such as EA4 7DN, or nothing when it is not known.",
    );
    return null;
  }

  /** The lines of an address in one text, parted by commas. */
  address(...columns: string[]): string {
    let lines = "";
    for (const column of columns) {
      const line = this.text(column);
      if (line !== "") lines += lines === "" ? line : `, ${line}`;
    }
    return lines;
  }

  /** The columns of this list alone that are not empty, as JSON. */
  others(columns: readonly string[]): string {
    const given: Record<string, string> = {};
    for (const column of columns) {
      const text = this.text(column);
      if (text !== "") given[column] = text;
    }
    return JSON.stringify(given);
  }
}
