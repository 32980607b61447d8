import { readFileSync } from "node:fs";
import type PDFDocument from "pdfkit";

type Pdf = InstanceType<typeof PDFDocument>;

/** A stretch of words in one weight. */
export type Stretch = { readonly words: string; readonly bold: boolean };

/** Words that are drawn as one, from left to right on the sheet, in one of the embedded fonts. */
export type Drawn = { readonly words: string; readonly font: string };

// Noto Sans draws Latin, Greek, Cyrillic and Devanagari; Noto Naskh the scripts of Arabic, Persian, Urdu and Kurdish.
const latin = import.meta.resolve("@embedpdf/fonts-latin");
const arabic = import.meta.resolve("@embedpdf/fonts-arabic");
const files = {
  latin: fontFile(latin, "NotoSans-Regular"),
  "latin-bold": fontFile(latin, "NotoSans-Bold"),
  arabic: fontFile(arabic, "NotoNaskhArabic-Regular"),
  "arabic-bold": fontFile(arabic, "NotoNaskhArabic-Bold"),
};

function fontFile(from: string, name: string): () => Buffer {
  let read: Buffer | undefined;
  return () => {
    read ??= readFileSync(new URL(`../fonts/${name}.ttf`, from));
    return read;
  };
}

/** Makes the fonts of letters known to a document, which embeds what it uses of them. */
export function registerFonts(pdf: Pdf): void {
  for (const [name, file] of Object.entries(files)) pdf.registerFont(name, file());
}

/** The characters of a text, each once, that would come out as an empty box: no font of letters has a shape for them. */
export function shapeless(pdf: Pdf, words: string): string[] {
  return [...new Set(words.replaceAll(/\s/g, ""))].filter((character) => {
    // Digits of Arabic would be drawn backwards among words that run from right to left.
    if (/[\u0660-\u0669\u06f0-\u06f9]/.test(character)) return true;
    // Its types do not show what pdfkit asks a font itself.
    const { font } = (pdf.font(ofArabic.test(character) ? "arabic" : "latin") as unknown as Opened)._font;
    return !font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0);
  });
}

type Opened = { readonly _font: { readonly font: { hasGlyphForCodePoint: (code: number) => boolean } } };

const ofArabic = /[\p{Script=Arabic}\u064b-\u065f\u0670،؛؟\u200c-\u200d]/u;
// From a letter of Arabic to the last letter or number before words of another script; brackets go with what they hold.
const rightToLeft =
  /[\p{Script=Arabic}،؛؟](?:[^\p{L}\(\)]*(?:[\p{Script=Arabic}\p{M}\p{N}،؛؟]|\([^\(\)[\p{L}--\p{Script=Arabic}]]*\)))*/gv;
const pieces = /\p{N}+(?:[.,:/-]\p{N}+)*|[\p{Script=Arabic}\p{M}،؛؟\u200c-\u200d .]+|./gsu;
const mirrored: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
};

/**
 * A stretch as it is drawn in a line that runs from left to right: words of a right-to-left script change places, and a
 * number among them keeps the order of its digits (Unicode's bidirectional rules, as far as names and addresses need them).
 */
export function inDrawingOrder({ words, bold }: Stretch): Drawn[] {
  const inFont = (script: "latin" | "arabic", text: string): Drawn => ({
    ...{ words: text, font: bold ? `${script}-bold` : script },
  });
  // A script is shaped by its own rules only where the words begin in it.
  const leftToRight = (text: string) =>
    (text.match(/[\p{Script=Devanagari}\p{M}\u200c-\u200d]+|[^\p{Script=Devanagari}]+/gu) ?? []).map((part) =>
      inFont("latin", part),
    );
  const parts: Drawn[] = [];
  let from = 0;
  for (const { 0: run, index } of words.matchAll(rightToLeft)) {
    parts.push(...leftToRight(words.slice(from, index)));
    for (const piece of (run.match(pieces) ?? []).toReversed())
      parts.push(
        ofArabic.test(piece) || piece.trim() === ""
          ? inFont("arabic", piece)
          : inFont("latin", mirrored[piece] ?? piece),
      );
    from = index + run.length;
  }
  return [...parts, ...leftToRight(words.slice(from))];
}
