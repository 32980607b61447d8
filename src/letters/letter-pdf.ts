import PDFDocument from "pdfkit";
import { dayInWords } from "../web/design/words.ts";
import { registerFonts, shapeless } from "./letter-fonts.ts";
import type { Letter } from "./letters.store.ts";
import { brokenInto, type Column, drawLine } from "./lines-on-paper.ts";
import { type Block, blocksOf, type Line } from "./markdown.ts";

type Pdf = InstanceType<typeof PDFDocument>;
type Structure = ReturnType<Pdf["struct"]>;

const millimetre = 72 / 25.4;
const [sheetWidth, sheetHeight] = [210 * millimetre, 297 * millimetre];
const [side, foot] = [20 * millimetre, sheetHeight - 25 * millimetre];
const [size, leading, gap] = [11, 1.35, 6];
const page = { left: side, width: sheetWidth - 2 * side, size };
// What the window of a DL envelope shows, and where the text begins beneath it: as on the sheet that a browser prints.
const head = { council: 20, window: 47, about: 94 } as const;
const inWindow = { left: side + 3 * millimetre, width: 85 * millimetre, height: 32 * millimetre };

/** The letter's own words that go on its sheet. */
type OnSheet = Pick<
  Letter,
  "reference" | "caseReference" | "authority" | "addressee" | "address" | "sentBy" | "sentOn" | "body"
>;

/**
 * A letter as a tagged PDF (PDF/UA-1): in the order in which it is read, with its headings, lists and language, its fonts
 * embedded, and no name in its title. Answers the characters that its fonts cannot draw instead of leaving boxes. [C20, E02]
 */
export async function letterPdf(letter: OnSheet): Promise<{ pdf: Buffer } | { shapeless: string[] }> {
  const { reference, authority, addressee, address, body } = letter;
  const pdf = new PDFDocument({
    ...{ size: "A4", margin: 0, pdfVersion: "1.7", tagged: true, lang: "en-GB", displayTitle: true },
    ...{ bufferPages: true, font: "", info: { Title: `Letter ${reference}`, Author: authority } },
    // Its types do not know this one of its subsets yet.
    ...({ subset: "PDF/UA" } as object),
  });
  registerFonts(pdf);
  const without = shapeless(pdf, [authority, addressee, address, body].join("\n"));
  if (without.length > 0) return { shapeless: without };
  const parts: Buffer[] = [];
  pdf.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => pdf.on("end", resolve));
  writeLetter(new Sheets(pdf), pdf, letter);
  pdf.end();
  await ended;
  return { pdf: Buffer.concat(parts) };
}

function writeLetter(sheets: Sheets, pdf: Pdf, letter: OnSheet): void {
  const { reference, caseReference, authority, addressee, address, sentBy, sentOn, body } = letter;
  const root = pdf.struct("Document", { lang: "en-GB" });
  pdf.addStructure(root);
  const add = (tag: string, lines: readonly Line[], column: Column = page) =>
    root.add(pdf.struct(tag, spoken(lines), () => sheets.write(lines, column)));
  sheets.down = head.council * millimetre;
  add("P", [[{ words: authority, bold: true }]], { ...page, size: 13 });
  sheets.down = head.window * millimetre;
  const lines = [addressee, ...(address ? address.split("\n") : sentBy === "hand" ? ["By hand"] : [])];
  const linesThere = lines.flatMap((line) => brokenInto(pdf, plain(line), { ...inWindow, size })).length;
  // A long address is written smaller, so that all of it shows.
  const fitting = Math.max(7, Math.min(size, inWindow.height / (linesThere * leading)));
  add("P", lines.map(plain), { ...inWindow, size: fitting });
  sheets.down = Math.max(head.about * millimetre, sheets.down + gap);
  add("P", [plain(dayInWords(sentOn)), plain(`Our reference: ${caseReference}, ${reference}`)]);
  sheets.down += 2 * gap;
  let deepest = 0;
  for (const block of blocksOf(body)) {
    if (block.kind === "heading") {
      // PDF/UA wants no level left out.
      deepest = Math.min(block.level, deepest + 1);
      sheets.down += gap;
      sheets.keep(4);
      add(`H${deepest}`, [block.line.map(({ words }) => ({ words, bold: true }))], {
        ...{ ...page, size: deepest === 1 ? 14 : 12 },
      });
    } else if (block.kind === "paragraph") add("P", block.lines);
    else addList(sheets, pdf, root, block);
    sheets.down += gap;
  }
  root.end();
  sheets.number();
}

function addList(
  sheets: Sheets,
  pdf: Pdf,
  root: Structure,
  { numbered, items }: Extract<Block, { kind: "list" }>,
) {
  const list = pdf.struct("L");
  root.add(list);
  for (const [place, item] of items.entries()) {
    const entry = pdf.struct("LI");
    list.add(entry);
    const label = [plain(numbered ? `${place + 1}.` : "\u2022")];
    const column = { ...page, left: page.left + 18, width: page.width - 18 };
    sheets.keep(1);
    const top = sheets.down;
    entry.add(pdf.struct("Lbl", {}, () => sheets.write(label, { ...page, left: page.left + 4 })));
    sheets.down = top;
    entry.add(pdf.struct("LBody", spoken([item]), () => sheets.write([item], column)));
    entry.end();
  }
  list.end();
}

function plain(words: string): Line {
  return [{ words, bold: false }];
}

/** What is read aloud where the order on the sheet is not that of the words. */
function spoken(lines: readonly Line[]): { actual?: string } {
  const words = lines.map((line) => line.map(({ words }) => words).join("")).join("\n");
  return /[\p{Script=Arabic}\p{Script=Devanagari}]/u.test(words) ? { actual: words } : {};
}

/** The sheets of a letter, written from top to bottom; each paragraph goes on where the one before has ended. */
class Sheets {
  /** How far down the present sheet the next line begins, in points. */
  down = 0;
  readonly #pdf: Pdf;

  constructor(pdf: Pdf) {
    this.#pdf = pdf;
  }

  write(lines: readonly Line[], column: Column): void {
    for (const line of lines.flatMap((each) => brokenInto(this.#pdf, each, column))) {
      this.keep(1, column.size);
      drawLine(this.#pdf, line, column, this.down + column.size);
      this.down += column.size * leading;
    }
  }

  /** Begins a new sheet unless so many lines still fit on this one. */
  keep(lines: number, points = size): void {
    if (this.down + lines * points * leading <= foot) return;
    // Unlike addPage, this goes on with the paragraph that is open in the structure too.
    this.#pdf.continueOnNewPage();
    this.down = head.council * millimetre;
  }

  /** Writes the number of each sheet at its foot; what reads the letter aloud passes over it. */
  number(): void {
    const { count } = this.#pdf.bufferedPageRange();
    for (let sheet = 0; sheet < count; sheet++) {
      this.#pdf.switchToPage(sheet);
      const words = `Page ${sheet + 1} of ${count}`;
      this.#pdf.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] });
      drawLine(
        this.#pdf,
        plain(words),
        { ...page, left: sheetWidth - side - 60, size: 9 },
        foot + 10 * millimetre,
      );
      this.#pdf.endMarkedContent();
    }
  }
}
