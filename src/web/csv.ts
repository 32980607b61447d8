/** The byte-order mark, by which Excel knows UTF-8. */
const mark = "\uFEFF";

/** The head of a CSV file that opens cleanly in Excel. */
export function csvHead(columns: readonly string[]): string {
  return mark + csvLine(columns);
}

/** One line of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula is made text. */
export function csvLine(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
