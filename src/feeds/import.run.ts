import { authorityCalled, viewerOf } from "../access/index.ts";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { UnusableSettings } from "../settings.ts";
import { UnreadableFile } from "./header.ts";
import { type FileImported, type ImportOrder, importFile } from "./import-file.ts";
import { type Import, personAt } from "./imports.store.ts";

export type ImportOptions = { as?: string; authority?: string };

/** Takes a file of a list in and prints the counts; ends with 1 when it was not read to its end. */
export function runImportCommand(
  list: string,
  file: string,
  options: ImportOptions,
  withKeepsight: WithKeepsight,
): Promise<void> {
  return withKeepsight(async (keepsight) => {
    const begun = performance.now();
    const order = { ...(await orderOf(keepsight, options)), report: progressTo(process.stderr) };
    const imported = await importFile(keepsight, list, file, order).catch(inOneLine);
    const seconds = (performance.now() - begun) / 1000;
    console.log(resultInWords(imported, seconds));
    if (imported.import.state !== "done") process.exitCode = 1;
  });
}

async function orderOf(keepsight: Keepsight, { as, authority }: ImportOptions): Promise<ImportOrder> {
  const program = databaseFor(keepsight.pool, undefined);
  const order: ImportOrder = {};
  if (as !== undefined) {
    const personId = await personAt(program, as);
    const viewer = personId === undefined ? undefined : await viewerOf(program, personId);
    if (!viewer) throw new UnusableSettings(`Nobody here has the address ${as}. Correct --as.`);
    order.viewer = viewer;
  }
  if (authority !== undefined) {
    const authorityId = await authorityCalled(program, authority);
    if (authorityId === undefined)
      throw new UnusableSettings(
        `There is no authority called ${authority}. Type its name or three-digit code.`,
      );
    order.authorityId = authorityId;
  }
  return order;
}

/** What a person can mend is said in one line. */
function inOneLine(fault: unknown): never {
  if (fault instanceof UnreadableFile) throw new UnusableSettings(fault.message);
  if (fault instanceof NotAllowed)
    throw new UnusableSettings("This person may not import that list. Name somebody who may with --as.");
  throw fault;
}

/** On a terminal one line that is written over; in a pipe a line each tenth of the way. */
function progressTo(stream: NodeJS.WriteStream): (progress: Import) => void {
  let tenths = 0;
  return ({ rowsDone, rowsExpected }) => {
    const text = `${rowsDone} of ${Math.max(rowsDone, rowsExpected)} rows`;
    if (stream.isTTY) {
      stream.write(`\r${text}${rowsDone >= rowsExpected ? "\n" : ""}`);
      return;
    }
    const now = Math.floor((rowsDone * 10) / Math.max(1, rowsExpected));
    if (now > tenths) stream.write(`${text}\n`);
    tenths = now;
  };
}

function resultInWords({ outcome, import: read }: FileImported, seconds: number): string {
  if (outcome === "already-in")
    return `This very file is in already, as import ${read.id}. Nothing has changed.`;
  const counts = `${read.rowsNew} new, ${read.rowsChanged} changed, ${read.rowsSame} the same, ${read.rowsRejected} waiting for correction`;
  if (read.fault) return `${read.fault} So far: ${counts}.`;
  return `${outcome === "unfinished" ? "Gone on and finished" : "Finished"} in ${seconds.toFixed(1)} s: ${counts}.`;
}
