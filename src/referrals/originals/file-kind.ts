/** What a file is, told from its content; its name and what a browser says of it prove nothing. */
export type FileKind = keyof typeof fileKinds;

export const fileKinds = {
  pdf: { text: "PDF", type: "application/pdf" },
  png: { text: "PNG picture", type: "image/png" },
  jpeg: { text: "JPEG picture", type: "image/jpeg" },
  tiff: { text: "TIFF picture", type: "image/tiff" },
  text: { text: "Plain text", type: "text/plain" },
} as const;

const beginnings: readonly [FileKind, readonly number[]][] = [
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["tiff", [0x49, 0x49, 0x2a, 0x00]],
  ["tiff", [0x4d, 0x4d, 0x00, 0x2a]],
];

/** The kind of a file by its content; undefined for every other: programs, archives, office files, web pages. */
export function kindOfFile(content: Uint8Array): FileKind | undefined {
  const [kind] = beginnings.find(([, bytes]) => bytes.every((byte, at) => content[at] === byte)) ?? [];
  return kind ?? (isPlainText(content) ? "text" : undefined);
}

function isPlainText(content: Uint8Array): boolean {
  const isControl = (byte: number) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13;
  if (content.length === 0 || content.some(isControl)) return false;
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(content);
  } catch {
    return false;
  }
  // A web page or script that says it is text might be opened as what it is.
  return !/^\s*(<|#!|%!|\{\\rtf)/.test(text) && !/<(script|html|svg|!doctype)/i.test(text);
}
