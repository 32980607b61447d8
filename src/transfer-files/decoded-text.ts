import type { Caps } from "./caps.ts";
import { UnreadableTransferFile } from "./fault.ts";

/** What a file's first bytes and its declaration say, by the words of the declaration. */
const decoders: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "us-ascii": "utf-8",
  "iso-8859-1": "windows-1252",
  "windows-1252": "windows-1252",
};

/** The declaration stands within these bytes. */
const firstBytes = 200;

/**
 * The text of a file, part by part: UTF-8, UTF-16 with its mark, or Latin-1 where the file says so. A wrong guess would
 * spoil names without anybody seeing it, so nothing is guessed.
 * @throws UnreadableTransferFile where the bytes are not what the file says, or are too many.
 */
export async function* decodedText(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { bytes: atMost }: Pick<Caps, "bytes">,
): AsyncGenerator<string> {
  let read = 0;
  let before: Uint8Array = new Uint8Array();
  let decoder: TextDecoder | undefined;
  for await (const part of source) {
    read += part.length;
    if (read > atMost) refuse(`The file is larger than ${inMegabytes(atMost)}. No transfer file is.`);
    if (decoder) {
      yield decode(decoder, part, read);
      continue;
    }
    before = before.length > 0 ? Buffer.concat([before, part]) : part;
    if (before.length < firstBytes) continue;
    decoder = decoderFor(before);
    yield decode(decoder, before, read);
  }
  if (read === 0) refuse("The file is empty.");
  yield decoder ? decode(decoder, undefined, read) : decode(decoderFor(before), before, read, false);
}

function decoderFor(first: Uint8Array): TextDecoder {
  const starts = (...bytes: number[]) => bytes.every((byte, at) => first[at] === byte);
  if (starts(0x50, 0x4b) || starts(0x1f, 0x8b))
    refuse("The file is compressed. Unpack it, and send the XML file.");
  if (starts(0xff, 0xfe)) return decoderOfWide("utf-16le", first);
  if (starts(0xfe, 0xff)) return decoderOfWide("utf-16be", first);
  if (first[0] === 0 || first[1] === 0) refuse("The file is UTF-16 without its mark. Save it as UTF-8.");
  const said = encodingSaid(Buffer.from(first.subarray(0, firstBytes)).toString("latin1"));
  const known = decoders[said ?? "utf-8"];
  if (!known) refuse(`The file says that it is ${said?.slice(0, 30)}. Save it as UTF-8.`);
  if (starts(0xef, 0xbb, 0xbf) && known !== "utf-8")
    refuse(`The file says that it is ${said} and begins as UTF-8. Save it as UTF-8.`);
  return decoderOf(known);
}

function decoderOfWide(encoding: string, first: Uint8Array): TextDecoder {
  const said = encodingSaid(new TextDecoder(encoding).decode(first.subarray(0, firstBytes)));
  if (said !== undefined && !said.startsWith("utf-16"))
    refuse(`The file says that it is ${said.slice(0, 30)} and is UTF-16. Save it as UTF-8.`);
  return decoderOf(encoding);
}

/** What an XML declaration calls the encoding, in small letters. */
function encodingSaid(beginning: string): string | undefined {
  return /^[^<]{0,3}<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(beginning)?.[1]?.toLowerCase();
}

function decoderOf(encoding: string): TextDecoder {
  return new TextDecoder(encoding, { fatal: true });
}

function decode(decoder: TextDecoder, part: Uint8Array | undefined, read: number, more = true): string {
  try {
    return part ? decoder.decode(part, { stream: more }) : decoder.decode();
  } catch {
    return refuse(
      `The file is not the ${decoder.encoding.toUpperCase()} that it says it is, before byte ${read}. Save it as UTF-8.`,
    );
  }
}

function inMegabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function refuse(says: string): never {
  throw new UnreadableTransferFile({ line: null, element: null, says });
}
