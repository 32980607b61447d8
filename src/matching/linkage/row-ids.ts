import type { Piece } from "./csv-piece.ts";

/** What tells the rows of a list apart, by their number in the file from 0: as bytes, which hardly take more room than the file. */
export class RowIds {
  readonly #pieces: { first: number; bytes: Buffer; ends: Int32Array }[] = [];
  #rows = 0;

  add({ rows, idBytes, idEnds }: Piece): void {
    if (idEnds.length > 0)
      this.#pieces.push({ first: this.#rows, bytes: Buffer.from(idBytes.buffer), ends: idEnds });
    this.#rows += rows;
  }

  /** If the rows are told apart by the number of their line, as the map names no column that does. */
  get areLines(): boolean {
    return this.#pieces.length === 0;
  }

  /** The number of a row's line, the line of headings being the first. */
  lineOf(row: number): number {
    return row + 2;
  }

  /** The id of a row; where the map names no such column the number of its line. */
  of(row: number): string {
    let low = 0;
    for (let high = this.#pieces.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.first ?? 0) <= row) low = middle;
      else high = middle;
    }
    const piece = this.#pieces[low];
    if (!piece) return String(this.lineOf(row));
    const at = row - piece.first;
    return piece.bytes.toString("utf8", at === 0 ? 0 : piece.ends[at - 1], piece.ends[at]);
  }
}
