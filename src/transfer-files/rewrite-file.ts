import { destinationUnknown, fileNameOf, readFileName } from "./file-name.ts";
import { type FileHeader, headerIn } from "./header.ts";
import type { Part } from "./parts.ts";
import { type Readdressing, readdressed } from "./readdress.ts";
import { writeParts } from "./write-parts.ts";

/** A file to be written: its name, and its text as it is made. */
export type WrittenFile = { name: string; text: AsyncGenerator<string> };

/**
 * Writes a file anew as the current version, under the name that its header asks for; where it goes to XXXXXXX, one
 * file a pupil, numbered on from the name's own number. Each is to be written to its end before the next is asked for.
 * @throws RangeError where the numbers of a thousand files are used up. [F04] [F05]
 */
export async function* rewritten(
  parts: AsyncGenerator<Part[]>,
  fileName: string | undefined,
  to: Readdressing,
): AsyncGenerator<WrittenFile> {
  const beginning: Part[] = [];
  let sequence = (fileName && readFileName(fileName)?.sequence) || 1;
  let header: FileHeader | undefined;
  const name = () => {
    if (!header || sequence > 999)
      throw new RangeError("A school has 999 numbers for the files to one destination.");
    return fileNameOf({ ...header, sequence: sequence++ });
  };
  for await (const run of parts) {
    const fresh = run.map((part) => readdressed(part, to));
    for (const [at, part] of fresh.entries()) {
      if (part.part === "header") header = headerIn(part.element);
      const startsPupils = part.part === "pupil" && header !== undefined;
      if (startsPupils && header?.destination !== destinationUnknown) {
        yield { name: name(), text: writeParts(all([...beginning, ...fresh.slice(at)], parts, to)) };
        return;
      }
      if (startsPupils) yield { name: name(), text: writeParts([[...beginning, part]]) };
      else beginning.push(part);
    }
  }
}

async function* all(first: Part[], rest: AsyncGenerator<Part[]>, to: Readdressing): AsyncGenerator<Part[]> {
  yield first;
  for await (const run of rest) yield run.map((part) => readdressed(part, to));
}
