import { foldName } from "../children/name-folding.ts";
import { type Caps, capsOfAnyFile } from "./caps.ts";
import { checkElement, type Findings, readRules } from "./check-element.ts";
import { elementAt, textAt, type XmlElement } from "./element.ts";
import type { Fault } from "./fault.ts";
import { destinationUnknown, readFileName } from "./file-name.ts";
import { type FileHeader, headerIn } from "./header.ts";
import type { Part } from "./parts.ts";
import { readParts } from "./read-parts.ts";
import { headerRules, pupilRules } from "./schema.ts";
import { versionsOn } from "./versions.ts";

/** What checking a whole file found. It is good where it has no fault. */
export type Report = {
  header: FileHeader | undefined;
  pupils: number;
  /** The first of them; how many more there are stands in `moreFaults`. */
  faults: Fault[];
  moreFaults: number;
  /** Elements that are not known, where each first stood and how often it did. They are kept. */
  unknown: Map<string, { line: number; times: number }>;
};

/** What a file is checked against besides the schema. */
export type Checking = {
  /** Without its folder; undefined where it came without one. */
  fileName: string | undefined;
  today: Temporal.PlainDate;
};

const mostFaults = 100;
const mostUnknown = 200;
const rules = { header: readRules(headerRules), pupil: readRules(pupilRules) };

/** A report on which nothing stands yet. */
export function emptyReport(): Report {
  return { header: undefined, pupils: 0, faults: [], moreFaults: 0, unknown: new Map() };
}

/** Checks a whole file and keeps nothing of it. @throws UnreadableTransferFile where it cannot be read to its end. [F04] */
export async function checkTransferFile(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  checking: Checking,
  caps: Caps = capsOfAnyFile,
): Promise<Report> {
  const report = emptyReport();
  for await (const _ of checkedParts(readParts(source, caps), checking, report));
  return report;
}

/**
 * Hands the parts of a file on as they come, and writes into the report what is amiss. The report is whole when the
 * parts have ended. Beside the part at hand it remembers one short key a pupil, by which duplicates are told.
 */
export async function* checkedParts(
  parts: AsyncIterable<Part[]>,
  { fileName, today }: Checking,
  report: Report,
): AsyncGenerator<Part[]> {
  const known = new Set<string>();
  const say = (fault: Fault) => {
    if (report.faults.length < mostFaults) report.faults.push(fault);
    else report.moreFaults++;
  };
  for await (const run of parts) {
    for (const part of run) {
      const found: Findings = { faults: [], unknown: [] };
      if (part.part === "header") takeHeader(part.element, today, report, found);
      if (part.part === "pupil") takePupil(part.element, known, report, found);
      if (part.part === "other")
        found.unknown.push({
          path: `${part.within === "file" ? "CTfile" : "CTFpupilData"}/${part.element.name}`,
          line: part.element.line,
        });
      found.faults.forEach(say);
      for (const { path, line } of found.unknown) countUnknown(report.unknown, path, line);
    }
    yield run;
  }
  faultsOfWhole(report, fileName).forEach(say);
}

function takeHeader(header: XmlElement, today: Temporal.PlainDate, report: Report, found: Findings): void {
  const { line } = header;
  const at = (elementAt(header, "CTFversion") ?? elementAt(header, "CTFVersion") ?? header).line;
  if (report.header) found.faults.push({ line, element: "Header", says: "A second header stands here." });
  checkElement(header, rules.header, "Header", found);
  report.header ??= headerIn(header);
  const { version } = report.header;
  const { current, previous } = versionsOn(today);
  if (version === "")
    found.faults.push({ line, element: "Header/CTFversion", says: "This is missing or empty." });
  else if (/^\d\d\.\d$/.test(version) && version !== current && version !== previous)
    found.faults.push({
      ...{ line: at, element: "Header/CTFversion" },
      says: `Versions ${current} and ${previous} are read. Have the file made anew.`,
    });
}

function takePupil(pupil: XmlElement, known: Set<string>, report: Report, found: Findings): void {
  const { line } = pupil;
  report.pupils++;
  if (!report.header && report.pupils === 1)
    found.faults.push({ line, element: "Pupil", says: "The header does not stand before the pupils." });
  checkElement(pupil, rules.pupil, "Pupil", found);
  const says = (name: string) => textAt(pupil, name);
  if (says("Sex") === "" && says("Gender") === "")
    found.faults.push({ line, element: "Pupil/Sex", says: "This is missing." });
  const key = says("UPN") || foldName(`${says("Surname")}|${says("Forename")}|${says("DOB")}`);
  // A copy of its own: a part of the text read would keep all of that text in memory.
  const own = Buffer.from(key).toString("latin1");
  if (known.has(own))
    found.faults.push({ line, element: "Pupil", says: "This pupil stands in the file already." });
  known.add(own);
}

function countUnknown(unknown: Report["unknown"], path: string, line: number): void {
  const before = unknown.get(path);
  if (before) before.times++;
  else if (unknown.size < mostUnknown) unknown.set(path, { line, times: 1 });
}

function faultsOfWhole({ header, pupils }: Report, fileName: string | undefined): Fault[] {
  const of = (element: string | null, says: string): Fault => ({ line: null, element, says });
  const faults: Fault[] = [];
  if (!header) faults.push(of("Header", "The file has no header."));
  if (pupils === 0) faults.push(of("CTFpupilData", "The file has no pupil."));
  if (header?.destination === destinationUnknown && pupils > 1)
    faults.push(
      of(
        "Pupil",
        `A file to ${destinationUnknown} has one pupil, and this has ${pupils}. Send one file a pupil.`,
      ),
    );
  if (fileName !== undefined && header)
    faults.push(...faultsOfName(fileName, header).map((says) => of(null, says)));
  return faults;
}

/** A name that says other than the file is a mistake or a lie, and a file is filed by its name. */
function faultsOfName(fileName: string, header: FileHeader): string[] {
  const named = readFileName(fileName);
  if (!named)
    return [
      "The file's name is not a transfer file's: the source, CTF, the destination and three digits, such as 001.",
    ];
  return [
    named.source !== header.source &&
      `The file's name says that it comes from ${named.source}, and its header says ${header.source}.`,
    named.destination !== header.destination &&
      `The file's name says that it goes to ${named.destination}, and its header says ${header.destination}.`,
  ].filter((says) => says !== false);
}
