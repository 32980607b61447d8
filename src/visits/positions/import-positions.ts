import { readPostcode } from "../../children/index.ts";
import type { Database } from "../../database/index.ts";
import { csvRecords, lookAtFile, UnreadableFile } from "../../feeds/index.ts";
import { positionOnGrid } from "./grid-position.ts";
import { keepPositions, type Placed } from "./positions.store.ts";

/** What came of a file: rows, those that are new or have moved, those without a position, and those that cannot be read. */
export type PositionsImported = {
  rows: number;
  changed: number;
  without: number;
  faults: { row: number; says: string }[];
};

/** The names of each column in ONSPD, in Code-Point Open and in a file made by hand, without capitals and spaces. */
const called = {
  postcode: ["postcode", "pcds", "pcd", "pcd8", "pcd7", "pc"],
  longitude: ["longitude", "long", "lng", "lon"],
  latitude: ["latitude", "lat"],
  eastings: ["eastings", "easting", "oseast1m", "east1m", "ea"],
  northings: ["northings", "northing", "osnrth1m", "north1m", "no"],
} as const;
type Columns = Record<keyof typeof called, number>;

/** Code-Point Open comes without a header: postcode, quality, eastings, northings and the codes of where it lies. */
const codePoint: Columns = { postcode: 0, eastings: 2, northings: 3, longitude: -1, latitude: -1 };

/** How many rows are written at a time, and of how many that cannot be read it is said which. */
const [atOnce, mostFaults] = [5_000, 20];

/**
 * Takes in where postcodes lie, from a CSV such as ONSPD or Code-Point Open, whatever its size; asks for the owner's rights.
 * @throws UnreadableFile when the file has no postcode or no position.
 */
export async function importPositions(owner: Database, path: string): Promise<PositionsImported> {
  const { encoding } = await lookAtFile(path);
  const sum: PositionsImported = { rows: 0, changed: 0, without: 0, faults: [] };
  let columns: Columns | undefined;
  let waiting: Placed[] = [];
  let row = 0;
  for await (const cells of csvRecords(path, encoding)) {
    row += 1;
    if (!columns) {
      const bare = cells.length >= 4 && readPostcode(cells[0] ?? "") !== undefined;
      columns = bare ? codePoint : columnsOf(cells);
      if (!bare) continue;
    }
    if (cells.length === 1 && cells[0]?.trim() === "") continue;
    sum.rows += 1;
    const read = placedIn(cells, columns);
    if (read === "without") sum.without += 1;
    else if (typeof read === "string") sum.faults.length < mostFaults && sum.faults.push({ row, says: read });
    else waiting.push(read);
    if (waiting.length < atOnce) continue;
    sum.changed += await keepPositions(owner, waiting);
    waiting = [];
  }
  sum.changed += await keepPositions(owner, waiting);
  return sum;
}

function columnsOf(header: readonly string[]): Columns {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]+/g, ""));
  const at = (column: keyof typeof called) =>
    called[column].map((name) => names.indexOf(name)).find((place) => place >= 0) ?? -1;
  const columns = Object.fromEntries(
    Object.keys(called).map((name) => [name, at(name as keyof typeof called)]),
  ) as Columns;
  const inDegrees = columns.longitude >= 0 && columns.latitude >= 0;
  const onGrid = columns.eastings >= 0 && columns.northings >= 0;
  if (columns.postcode < 0 || !(inDegrees || onGrid))
    throw new UnreadableFile(
      "This file needs a column Postcode, and Longitude and Latitude or Eastings and Northings, named in the first row. Add them and send the file again.",
    );
  return columns;
}

function placedIn(cells: readonly string[], columns: Columns): Placed | "without" | string {
  const cell = (column: keyof Columns) => cells[columns[column]]?.trim() ?? "";
  const number = (column: keyof Columns) => (cell(column) === "" ? Number.NaN : Number(cell(column)));
  const postcode = readPostcode(cell("postcode"));
  if (!postcode) return "the postcode is not one, such as EA4 7DN";
  if (columns.longitude >= 0) {
    const [longitude, latitude] = [number("longitude"), number("latitude")];
    // 99.999999 is how ONSPD says that it does not know.
    if (cell("longitude") === "" || latitude > 99) return "without";
    if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90))
      return "the longitude and latitude are not degrees, such as 1.2974 and 52.6286";
    return { postcode, longitude, latitude };
  }
  const [eastings, northings] = [number("eastings"), number("northings")];
  if (cell("eastings") === "" || (eastings === 0 && northings === 0)) return "without";
  if (!(eastings >= 0 && eastings < 700_000 && northings >= 0 && northings < 1_300_000))
    return "the eastings and northings are not metres on the National Grid";
  return { postcode, ...positionOnGrid(eastings, northings) };
}
