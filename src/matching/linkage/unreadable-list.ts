/** A list that cannot be read; the message names the file and the mend. */
export class UnreadableList extends Error {
  override readonly name = "UnreadableList";
}

/** A row that could not be read: its line in the file, what is wrong with it, and the line itself. */
export type RejectedRow = { readonly line: number; readonly fault: string; readonly row: string };
