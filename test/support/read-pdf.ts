import { inflateSync } from "node:zlib";

/** Words as they stand on a sheet, from left to right, with their place in points from its upper left corner. */
export type WordsInPdf = { words: string; sheet: number; left: number; top: number; tag: string };

const sheetHeight = 841.89;

/**
 * What a PDF of ours says, how it is tagged from top to bottom, what is read aloud in the place of what stands there, and all
 * of it unpacked, for looking for what must not be in it.
 */
export function readPdf(pdf: Buffer): {
  words: WordsInPdf[];
  tags: string[];
  spoken: string[];
  unpacked: string;
} {
  const objects = new Map<string, string>();
  for (const [, id = "", body = ""] of pdf.toString("latin1").matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id, unpackedStream(body));
  const all = [...objects.values()];
  const sheets = all.filter((body) => /\/Type \/Page\n/.test(body));
  const root = all.find((body) => body.includes("/Type /StructTreeRoot")) ?? "";
  const words = sheets.flatMap((sheet, index) => {
    const fonts = fontsOf(objects, objects.get(referred(sheet, "Resources")) ?? "");
    return wordsIn(objects.get(referred(sheet, "Contents")) ?? "", fonts).map((each) => ({
      ...{ ...each, sheet: index + 1 },
    }));
  });
  const spoken = all.flatMap((body) => /\/ActualText \(([\s\S]*)\)\n/.exec(body)?.[1] ?? []).map(unescaped);
  return { words, tags: tagsUnder(objects, root), spoken, unpacked: all.join("\n") };
}

function unpackedStream(body: string): string {
  const [head = "", packed] = body.split(/stream\n([\s\S]*)\nendstream/);
  if (packed === undefined || !head.includes("/FlateDecode")) return body;
  return head + inflateSync(Buffer.from(packed, "latin1")).toString("latin1");
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

function unescaped(written: string): string {
  const bytes = written.replaceAll(/\\([\s\S])/g, (_, sign: string) => escapes[sign] ?? sign);
  return Buffer.from(bytes, "latin1").swap16().toString("utf16le").replace("\ufeff", "");
}

function referred(body: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1] ?? "";
}

function tagsUnder(objects: ReadonlyMap<string, string>, body: string, depth = 0): string[] {
  const tag = /\/S \/(\w+)/.exec(body)?.[1];
  const children = /\/K \[([^\]]*)\]/.exec(body)?.[1] ?? "";
  return [
    ...(tag ? [`${"  ".repeat(depth - 1)}${tag}`] : []),
    ...[...children.matchAll(/(\d+) 0 R/g)].flatMap(([, id = ""]) =>
      tagsUnder(objects, objects.get(id) ?? "", depth + 1),
    ),
  ];
}

/** What each code of each font of a sheet stands for. */
function fontsOf(objects: ReadonlyMap<string, string>, resources: string): Map<string, string[]> {
  return new Map(
    [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => {
      const map = objects.get(referred(objects.get(id) ?? "", "ToUnicode")) ?? "";
      const ranges = [...map.matchAll(/<[0-9a-f]+> <[0-9a-f]+> \[([^\]]*)\]/g)];
      const codes = ranges.flatMap(([, listed = ""]) =>
        [...listed.matchAll(/<([0-9a-f ]*)>/g)].map(([, hex = ""]) =>
          Buffer.from(hex.replaceAll(" ", ""), "hex").swap16().toString("utf16le"),
        ),
      );
      return [name, codes];
    }),
  );
}

function wordsIn(content: string, fonts: ReadonlyMap<string, string[]>): Omit<WordsInPdf, "sheet">[] {
  const found: Omit<WordsInPdf, "sheet">[] = [];
  let tag = "";
  const part =
    /\/(?<tag>\w+) <<[^>]*>> BDC|(?<end>EMC)|1 0 0 1 (?<left>[\d.]+) (?<up>[\d.]+) Tm\n\/(?<font>F\d+) [\d.]+ Tf\n\[(?<codes>[^\]]*)\] TJ/g;
  for (const { groups = {} } of content.matchAll(part))
    if (groups["codes"] === undefined) tag = groups["tag"] ?? "";
    else {
      const codes = [...groups["codes"].matchAll(/<([0-9a-f]*)>/g)].flatMap(
        ([, hex = ""]) => hex.match(/..../g) ?? [],
      );
      const font = fonts.get(groups["font"] ?? "") ?? [];
      const words = codes.map((code) => font[Number.parseInt(code, 16)] ?? "\ufffd").join("");
      found.push({ words, tag, left: Number(groups["left"]), top: sheetHeight - Number(groups["up"]) });
    }
  return found;
}
