import type { Identity } from "../matching/index.ts";
import {
  checkedParts,
  destinationOutside,
  destinationUnknown,
  emptyReport,
  faultInWords,
  fileNameOf,
  identityIn,
  type Part,
  readdressed,
  readFileName,
  readParts,
  UnreadableTransferFile,
  writeParts,
} from "../transfer-files/index.ts";
import type { Way } from "./lost-pupil.ts";

/** No file of one pupil is larger. Bytes. */
export const largestFile = 10 * 1024 * 1024;

/** What whoever sends a file can do about it, before what their system's maker reads. */
const damaged =
  "The file is damaged, or is no transfer file. Make it again in your school's system and send it as it is, without opening it. If it is refused again, pass this on to whoever looks after that system:";
const madeWrong =
  "Something in the file is missing or wrong. Correct it in your school's system and make the file again. If you cannot find it there, pass this on to whoever looks after that system:";

/** A file of one pupil that can be kept: as it came, or with the unknown destination in its place. */
export type LostPupilFile = {
  source: string;
  destination: string;
  fileName: string;
  content: Buffer;
  identity: Identity;
};

/**
 * Reads a file for the store, or says what to mend, a line each. It is of one pupil, and goes to XXXXXXX or MMMMMMM; one
 * that a school refused, or that came from School to School, is addressed to XXXXXXX, and else kept byte by byte. [F05]
 */
export async function readLostPupilFile(
  content: Buffer,
  { fileName, came, today }: { fileName: string; came: Way; today: Temporal.PlainDate },
): Promise<LostPupilFile | { mend: string[] }> {
  const report = emptyReport();
  const parts: Part[] = [];
  try {
    for await (const run of checkedParts(readParts([content]), { fileName, today }, report))
      parts.push(...run);
  } catch (fault) {
    if (fault instanceof UnreadableTransferFile) return { mend: [damaged, fault.message] };
    throw fault;
  }
  const { header, faults, pupils } = report;
  if (faults.length > 0 || !header) return { mend: [madeWrong, ...faults.slice(0, 10).map(faultInWords)] };
  if (pupils > 1) return { mend: [`The file has ${pupils} pupils. The store keeps one file a pupil.`] };
  const { source, destination } = header;
  if (!/^\d{7}$/.test(source)) return { mend: ["The file does not say which school it comes from."] };
  const toStore = destination === destinationUnknown || destination === destinationOutside;
  if (came === "left" && !toStore)
    return {
      mend: [
        `The file goes to ${destination}. If that school refused it, say so; if not, send it there, not here.`,
      ],
    };
  const identity = parts.flatMap(({ part, element }) => (part === "pupil" ? [identityIn(element)] : []))[0];
  if (!identity) return { mend: ["The file has no pupil."] };
  if (toStore) return { source, destination, fileName, content, identity };
  const sequence = readFileName(fileName)?.sequence ?? 1;
  return {
    ...{ source, destination: destinationUnknown, identity },
    fileName: fileNameOf({ source, destination: destinationUnknown, sequence }),
    content: await bytesOf(
      parts.map((part) => readdressed(part, { destination: destinationUnknown, today })),
    ),
  };
}

/** Parts as the bytes of a file. */
export async function bytesOf(parts: Part[]): Promise<Buffer> {
  let text = "";
  for await (const piece of writeParts([parts])) text += piece;
  return Buffer.from(text);
}
