import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { UnusableSettings } from "../settings.ts";
import { checkedParts, checkTransferFile, emptyReport, type Report } from "./check-file.ts";
import { faultInWords, UnreadableTransferFile } from "./fault.ts";
import { keepFiles } from "./keep-files.ts";
import type { Part } from "./parts.ts";
import { printWhenWhole } from "./print-when-whole.ts";
import { pupilsAsCsv } from "./pupils-csv.ts";
import { readParts } from "./read-parts.ts";
import { rewritten } from "./rewrite-file.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
export type WriteOptions = { out: string; to?: string };

/** Prints what is amiss; ends with 1 when anything is. */
export function runCtfCheck(file: string): Promise<void> {
  return inOneLine(() => check(file));
}

/** Prints the pupils of a good file. */
export function runCtfRead(file: string): Promise<void> {
  return inOneLine(() => read(file));
}

/** Writes a good file as the current version and prints the files' names. */
export function runCtfWrite(file: string, options: WriteOptions): Promise<void> {
  return inOneLine(() => write(file, options));
}

async function check(file: string): Promise<void> {
  const report = await checkTransferFile(createReadStream(file), checking(file));
  for (const line of reportInWords(report)) console.log(line);
  if (report.faults.length > 0) process.exitCode = 1;
}

/** Nothing is said of a file before it is known to be good, and it is read but once: the table waits for its end. */
async function read(file: string): Promise<void> {
  await printWhenWhole(pupilsAsCsv(goodParts(file)), process.stdout);
}

async function write(file: string, { out, to }: WriteOptions): Promise<void> {
  const destination = to?.toUpperCase();
  if (destination !== undefined && !/^(\d{7}|X{7}|M{7}|\d{3}L{4})$/.test(destination))
    throw new UnusableSettings("Type --to as a school's seven digits, XXXXXXX or MMMMMMM.");
  const { today, fileName } = checking(file);
  const stop = new AbortController();
  const stopped = () => stop.abort();
  for (const signal of signals) process.once(signal, stopped);
  try {
    const files = rewritten(goodParts(file), fileName, { destination, today });
    for (const name of await keepFiles(files, out, stop.signal)) console.log(name);
  } catch (fault) {
    if (!stop.signal.aborted) throw fault;
    throw new UnusableSettings("Stopped. Nothing was written.");
  } finally {
    for (const signal of signals) process.off(signal, stopped);
  }
}

/** The parts of a file as far as it is good, handed on as they are read; the first fault ends them. */
async function* goodParts(file: string): AsyncGenerator<Part[]> {
  const report = emptyReport();
  const refuseFaults = () => {
    const [first] = report.faults;
    if (first) throw new UnusableSettings(`${faultInWords(first)} See: keepsight ctf check`);
  };
  for await (const run of checkedParts(readParts(createReadStream(file)), checking(file), report)) {
    refuseFaults();
    yield run;
  }
  refuseFaults();
}

function checking(file: string) {
  return { fileName: basename(file), today: Temporal.Now.plainDateISO("Europe/London") };
}

/** The report, a line each, and what it comes to last. */
function reportInWords({ header, pupils, faults, moreFaults, unknown }: Report): string[] {
  const kept = [...unknown].map(
    ([path, { line, times }]) =>
      `Line ${line}, ${path}: not known, and kept as it is${times > 1 ? ` (${times} times)` : ""}.`,
  );
  const more = moreFaults > 0 ? [`And ${moreFaults} more.`] : [];
  const from = header ? `, version ${header.version}, from ${header.source} to ${header.destination}` : "";
  const count = `${pupils} ${pupils === 1 ? "pupil" : "pupils"}${from}`;
  const verdict =
    faults.length === 0 ? `A good file: ${count}.` : `${faults.length + moreFaults} to mend: ${count}.`;
  return [...kept, ...faults.map(faultInWords), ...more, verdict];
}

/** What a person can mend is said in one line. */
async function inOneLine(work: () => Promise<void>): Promise<void> {
  await work().catch((fault: unknown) => {
    if (fault instanceof UnreadableTransferFile || fault instanceof RangeError)
      throw new UnusableSettings(fault.message);
    const { code, syscall, path } = fault as NodeJS.ErrnoException;
    if (code === "ENOENT" && syscall === "mkdir")
      throw new UnusableSettings(`No folder can be made at ${path}. Name another with --out.`);
    if (code === "ENOENT") throw new UnusableSettings("There is no such file. Check the name.");
    if (code === "EEXIST")
      throw new UnusableSettings("A file of that name is there already. Name another folder with --out.");
    throw fault;
  });
}
