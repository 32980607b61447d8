import { createWriteStream, readFileSync, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { Command } from "commander";
import { authorityCalled, programItself, type Viewer, viewerOf } from "../access/index.ts";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor, NotAllowed } from "../database/index.ts";
import { faultInWords, personAt, UnreadableFile } from "../feeds/index.ts";
import { UnusableSettings } from "../settings.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { counted } from "../web/design/words.ts";
import { headerOf, importRegister, type RegisterImported, type RejectedRow } from "./import-register.ts";
import { readRegisterMap, suggestedMap } from "./register-map.ts";

type Options = { columns?: string; authority?: string; as?: string; check?: boolean };

/** Takes the open cases in, or prints a map to begin with; ends with 1 when rows have to be mended. */
export async function runImportRegister(
  file: string,
  command: Command,
  withKeepsight: WithKeepsight,
): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { columns } = options;
  if (columns === undefined) {
    console.log(suggestedMap(await headerOf(file).catch(inOneLine)));
    console.error("Keep this as a file, mend it, and name it with --columns.");
    return;
  }
  const map = readRegisterMap(textOf(columns), columns);
  await withKeepsight(async (keepsight) => {
    const viewer = await senderOf(keepsight, options.as);
    const authorityId = await authorityOf(keepsight, options.authority);
    const rejects = new RejectsFile(`${file.replace(/\.csv$/i, "")}.rejected.csv`);
    const imported = await importRegister(keepsight, viewer, {
      ...{ path: file, map, authorityId, checkOnly: options.check === true },
      rejected: (row, header) => rejects.add(row, header),
      progress: progressTo(process.stderr),
    }).catch(inOneLine);
    await rejects.close();
    console.log(inWords(imported, { checked: options.check === true, rejectsAt: rejects.path }));
    if (imported.rejected > 0) process.exitCode = 1;
  });
}

/** The rows to mend, in a file like the one that was sent with two columns more, so that it can be mended and sent by itself. */
class RejectsFile {
  readonly path: string;
  #out: WriteStream | undefined;

  constructor(path: string) {
    this.path = path;
  }

  add({ row, fault, cells }: RejectedRow, header: readonly string[]): void {
    if (this.#out === undefined) {
      // It holds what the register holds.
      this.#out = createWriteStream(this.path, { mode: 0o600 });
      this.#out.write(csvHead([...header, "Row", "To mend"]));
    }
    const padded = header.map((_, place) => cells[place] ?? "");
    this.#out.write(csvLine([...padded, String(row), `${fault.field}: ${fault.fault} ${fault.mend}`]));
    // What stands in a cell can be a name: the screen and its log are told the row and the column alone.
    console.error(faultInWords(row, { ...fault, fault: "Has to be mended:", mend: `see ${this.path}.` }));
  }

  async close(): Promise<void> {
    if (this.#out === undefined) return;
    this.#out.end();
    await finished(this.#out);
  }
}

function inWords(
  { became, over, rejected }: RegisterImported,
  { checked, rejectsAt }: { checked: boolean; rejectsAt: string },
): string {
  const lines = checked
    ? [`${counted(became.case, "row")} can be taken in. Nothing was.`]
    : [
        `${counted(became.case, "case")} opened.`,
        became.referral > 0 &&
          `${counted(became.referral, "row waits", "rows wait")} under Referrals: a list knows somebody who may be the child, or may not.`,
        became["open-case-already"] > 0 &&
          `${counted(became["open-case-already"], "row was", "rows were")} added to a case that is open already.`,
        became["taken-in-before"] > 0 &&
          `${counted(became["taken-in-before"], "row was", "rows were")} taken in before.`,
      ];
  return [
    ...lines,
    over > 0 &&
      `${counted(over, "row is", "rows are")} of cases that are over, and left out: a case closes here by a proof that is on record, which a spreadsheet's word is not. Keep the spreadsheet for as long as your retention says.`,
    rejected > 0 && `${counted(rejected, "row has", "rows have")} to be mended: ${rejectsAt}`,
  ]
    .filter(Boolean)
    .join("\n");
}

function progressTo(out: NodeJS.WriteStream): (rows: number, of: number) => void {
  return (rows, of) => {
    if (out.isTTY) out.write(`\r${rows} of about ${of} rows\u001B[K${rows >= of ? "\n" : ""}`);
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UnusableSettings(`The map ${path} cannot be read. Check its name and rights.`);
  }
}

async function senderOf(keepsight: Keepsight, email: string | undefined): Promise<Viewer> {
  const program = databaseFor(keepsight.pool, undefined);
  if (email === undefined) return programItself(program);
  const personId = await personAt(program, email);
  const viewer = personId === undefined ? undefined : await viewerOf(program, personId);
  if (!viewer) throw new UnusableSettings(`Nobody here has the address ${email}. Correct --as.`);
  return viewer;
}

async function authorityOf(keepsight: Keepsight, called: string | undefined): Promise<number> {
  if (called === undefined)
    throw new UnusableSettings("Whose register is it? Name the authority with --authority.");
  const id = await authorityCalled(databaseFor(keepsight.pool, undefined), called);
  if (id === undefined)
    throw new UnusableSettings(`There is no authority called ${called}. Type its name or three-digit code.`);
  return id;
}

/** What a person can mend is said in one line. */
function inOneLine(fault: unknown): never {
  if (fault instanceof UnreadableFile) throw new UnusableSettings(fault.message);
  if (fault instanceof NotAllowed)
    throw new UnusableSettings("This person may not open cases there. Name somebody who may with --as.");
  throw fault;
}
