import type { Viewer } from "../access/index.ts";
import { areasOf } from "../access/index.ts";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { type Keepsight, perform } from "../context.ts";
import { databaseFor } from "../database/index.ts";
import { csvRecords, lookAtFile, type RowFault, UnreadableFile } from "../feeds/index.ts";
import { type EarlierCase, type EarlierCaseTaken, takeInEarlierCase } from "../referrals/index.ts";
import { type PlacesNamed, readEarlierRow } from "./earlier-row.ts";
import type { RegisterMap } from "./register-map.ts";
import { schoolsNumbered } from "./schools.store.ts";

export type RegisterImported = {
  /** Rows by what became of them, besides those that were over and those that were rejected. */
  became: Record<EarlierCaseTaken["became"], number>;
  over: number;
  rejected: number;
};

/** A row that has to be mended, as it stood. */
export type RejectedRow = { row: number; fault: RowFault; cells: readonly string[] };

export type RegisterFile = {
  path: string;
  map: RegisterMap;
  authorityId: number;
  /** Reads and tells of faults, and takes nothing in. */
  checkOnly: boolean;
  /** Called with every row that has to be mended, and after every row. */
  rejected: (row: RejectedRow, header: readonly string[]) => void;
  progress: (rows: number, of: number) => void;
};

/** The first row of a CSV file. Throws UnreadableFile. */
export async function headerOf(path: string): Promise<string[]> {
  const { encoding } = await lookAtFile(path);
  for await (const cells of csvRecords(path, encoding)) return cells.map((cell) => cell.trim());
  throw new UnreadableFile("The file is empty. Send one with a header and at least one row.");
}

/**
 * Takes in the open cases of a register that a council kept in a spreadsheet, row by row, each in a transaction of its own, so that what is in
 * stays in when a later row fails or the program is stopped; the same file again takes in what is new in it. Throws UnreadableFile.
 */
export async function importRegister(
  keepsight: Keepsight,
  viewer: Viewer,
  file: RegisterFile,
): Promise<RegisterImported> {
  const { path, map, authorityId } = file;
  const database = databaseFor(keepsight.pool, viewer.personId);
  const [areas, schools] = [
    await areasOf(database, authorityId),
    await schoolsNumbered(database, authorityId),
  ];
  const places: PlacesNamed = { authorityId, areas, schools };
  const { encoding, lines } = await lookAtFile(path);
  const imported: RegisterImported = {
    became: { case: 0, "open-case-already": 0, referral: 0, "taken-in-before": 0 },
    ...{ over: 0, rejected: 0 },
  };
  let header: string[] | undefined;
  let row = 0;
  for await (const cells of csvRecords(path, encoding)) {
    row += 1;
    if (header === undefined) {
      header = cells.map((cell) => cell.trim());
      refuseMissing(header, map);
      continue;
    }
    const read = readEarlierRow(header, cells, { map, places, now: keepsight.now() });
    if (read === "over") imported.over += 1;
    else if (read !== "empty") {
      const done = "fault" in read ? read : await takeIn(keepsight, viewer, read.earlier, file.checkOnly);
      if ("fault" in done) {
        imported.rejected += 1;
        file.rejected({ row, fault: done.fault, cells }, header);
      } else imported.became[done.became] += 1;
    }
    file.progress(row, lines);
  }
  return imported;
}

async function takeIn(
  keepsight: Keepsight,
  viewer: Viewer,
  earlier: EarlierCase,
  checkOnly: boolean,
): Promise<{ became: EarlierCaseTaken["became"] } | { fault: RowFault }> {
  if (checkOnly) return { became: "case" };
  const call = { viewer, act: "open-case", request: "command" } as const;
  try {
    return await perform(keepsight, call, (context) => takeInEarlierCase(context, earlier));
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
    return {
      fault: {
        field: "the days of this row",
        fault: `Nothing can be counted from them: ${fault.message}`,
        mend: "Leave the days of the referral and of the last attendance empty, and the case counts from today.",
      },
    };
  }
}

function refuseMissing(header: readonly string[], { columns }: RegisterMap): void {
  const missing = Object.values(columns).filter((heading) => !header.includes(heading));
  if (missing.length === 0) return;
  throw new UnreadableFile(
    `The map names ${missing.map((heading) => JSON.stringify(heading)).join(", ")}, and no column of the file is called so. Its columns: ${header.map((heading) => JSON.stringify(heading)).join(", ")}.`,
  );
}
