import { rowsOf } from "./county-places.ts";

type Cell = (column: string) => string;

/**
 * The rows of one list about one child after another, by the runs of lines that the truth names, such as
 * `rolls.csv:2-3 health-list.csv:2`. Children stand in the lists in the order of the truth, so the file is read once.
 */
export function rowsInOrder(folder: string, list: string): (runs: string) => Promise<Cell[]> {
  const rows = rowsOf(folder, list);
  const named = new RegExp(`(?:^| )${list}\\.csv:(\\d+)(?:-(\\d+))?`, "g");
  // The header is line 1.
  let line = 1;
  return async (runs) => {
    const found: Cell[] = [];
    for (const [, first = "", last = first] of runs.matchAll(named))
      while (line < Number(last)) {
        const next = await rows.next();
        if (next.done) break;
        line++;
        if (line >= Number(first)) found.push(next.value);
      }
    return found;
  };
}
