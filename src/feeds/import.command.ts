import type { Command } from "commander";
import { authorityCalled, viewerOf } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { UnusableSettings } from "../settings.ts";
import { UnreadableFile } from "./header.ts";
import { type FileImported, type ImportOrder, importFile } from "./import-file.ts";
import { type Import, personAt } from "./imports.store.ts";
import { listDefinitions } from "./lists/index.ts";

type ImportOptions = { as?: string; authority?: string };

/**
 * `keepsight import rolls FILE`: a file of one of the lists, for those who look after the server. Answers the command:
 * what is no list of children, such as term dates, is a word of its own under it.
 */
export function registerImportCommand(
  program: Command,
  withKeepsight: (work: (keepsight: Keepsight) => Promise<void>) => Promise<void>,
): Command {
  return program
    .command("import")
    .helpCommand(false)
    .description("Take in a file: school rolls, the health list, ... The same file again changes nothing.")
    .argument("<list>", listDefinitions.map(({ word }) => word).join(", "))
    .argument("<file>", "a CSV file with a header")
    .option("--as <e-mail>", "who sends it; without it, the program itself")
    .option("--authority <code>", "whose list it is, where the file does not say")
    .action((list: string, file: string, options: ImportOptions) =>
      withKeepsight(async (keepsight) => {
        const begun = performance.now();
        const order = { ...(await orderOf(keepsight, options)), report: progressTo(process.stderr) };
        const imported = await importFile(keepsight, list, file, order).catch(inOneLine);
        const seconds = (performance.now() - begun) / 1000;
        console.log(resultInWords(imported, seconds));
        if (imported.import.state !== "done") process.exitCode = 1;
      }),
    );
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
