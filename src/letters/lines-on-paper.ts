import type PDFDocument from "pdfkit";
import { inDrawingOrder, type Stretch } from "./letter-fonts.ts";
import type { Line } from "./markdown.ts";

type Pdf = InstanceType<typeof PDFDocument>;

/** A place for text on a sheet, in points. */
export type Column = { readonly left: number; readonly width: number; readonly size: number };

/** Breaks a line of text into as many as a column asks for, at its spaces; a word that is wider than the column is cut. */
export function brokenInto(pdf: Pdf, line: Line, { width, size }: Column): Line[] {
  const lines: Stretch[][] = [[]];
  const space = widthOf(pdf, [{ words: " ", bold: false }], size);
  let used = 0;
  for (const word of wordsOf(line).flatMap((each) => cutToFit(pdf, each, { width, size }))) {
    const wide = widthOf(pdf, word, size);
    const last = lines.at(-1) ?? [];
    if (last.length > 0 && used + space + wide > width) lines.push(word);
    else lines[lines.length - 1] = last.length === 0 ? word : joined(last, word);
    used = lines.at(-1) === word ? wide : used + space + wide;
  }
  return lines;
}

/** Draws a line that fits its column, with its baseline where it is told. */
export function drawLine(pdf: Pdf, line: Line, { left, size }: Column, baseline: number): void {
  let at = left;
  for (const { words, font } of line.flatMap(inDrawingOrder)) {
    // To ask for features has a line shaped as a whole: word by word its right-to-left words would stand in the wrong order.
    pdf
      .font(font, size)
      .text(words, at, baseline, { lineBreak: false, baseline: "alphabetic", features: [] });
    at += pdf.widthOfString(words, { features: [] });
  }
}

function widthOf(pdf: Pdf, line: Line, size: number): number {
  return line
    .flatMap(inDrawingOrder)
    .reduce((sum, { words, font }) => sum + pdf.font(font, size).widthOfString(words, { features: [] }), 0);
}

/** The words of a line; a word of which a part is in bold is one. */
function wordsOf(line: Line): Stretch[][] {
  const words: Stretch[][] = [[]];
  for (const { words: text, bold } of line)
    for (const [place, part] of text.split(/[^\S\u00a0\u202f]+/).entries()) {
      if (place > 0) words.push([]);
      if (part !== "") words.at(-1)?.push({ words: part, bold });
    }
  return words.filter((word) => word.length > 0);
}

function cutToFit(pdf: Pdf, word: Stretch[], { width, size }: Pick<Column, "width" | "size">): Stretch[][] {
  if (widthOf(pdf, word, size) <= width) return [word];
  const cut: Stretch[][] = [];
  for (const { words, bold } of word)
    for (const character of words) {
      const longer = [...(cut.at(-1) ?? []), { words: character, bold }];
      if (cut.length > 0 && widthOf(pdf, longer, size) <= width) cut[cut.length - 1] = longer;
      else cut.push([{ words: character, bold }]);
    }
  return cut;
}

/** A line with one more word; what is of one weight is one stretch, so that a script is shaped over its spaces. */
function joined(line: readonly Stretch[], word: readonly Stretch[]): Stretch[] {
  const [last, next] = [line.at(-1), word[0]];
  if (!last || !next) return [...line, ...word];
  if (last.bold === next.bold)
    return [
      ...line.slice(0, -1),
      { words: `${last.words} ${next.words}`, bold: last.bold },
      ...word.slice(1),
    ];
  return [...line.slice(0, -1), { words: `${last.words} `, bold: last.bold }, ...word];
}
