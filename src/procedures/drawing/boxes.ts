import { roleInWords } from "../explain-procedure.ts";
import { allowanceInWords } from "../units.ts";
import type { Arrow, Ending, Happening, StageFlow, Step } from "./flow.ts";
import { linesOfWords, widthOf } from "./lines-of-words.ts";
import { limitInWords } from "./rule-words.ts";

/** A line of words in a box, with its size in pixels. */
export type Line = { words: string; bold: boolean };

/** A box of a chart before it has a place: what it says, and how large it must be for that. In pixels. */
export type Box = {
  key: string;
  /** Under what a child's case marks it: a fact that is drawn twice has one mark. */
  marked: string;
  shape: "step" | "happening" | "ending";
  lines: readonly Line[];
  /** The last lines of a step, in a strip of its own: within what time. On a child's chart how it stands is there. */
  foot: readonly string[];
  width: number;
  height: number;
};

export const size = 14;
export const lineHeight = 18;
export const padding = 10;
const footHeight = 26;
const widths = { step: 218, happening: 180, ending: 200 };

/** How high the strip at the end of a box is. */
export function footHeightOf({ foot }: Pick<Box, "foot">): number {
  return foot.length === 0 ? 0 : footHeight + (foot.length - 1) * lineHeight;
}

/** Every box of a chart, steps first. */
export function boxesOf({ steps, happenings, endings }: StageFlow): Box[] {
  return [...steps.map(stepBox), ...happenings.map(happeningBox), ...endings.map(endingBox)];
}

/** What stands beside an arrow, in lines, and how large that is. */
export function labelOf({ says }: Arrow): { lines: string[]; width: number; height: number } {
  const lines = linesOfWords(says, 130, size - 1);
  const width = Math.max(0, ...lines.map((line) => widthOf(line, size - 1)));
  return {
    lines,
    width: lines.length && width + 8,
    height: lines.length && lines.length * (lineHeight - 2) + 4,
  };
}

function stepBox({ key, number, title, rule, conditions }: Step): Box {
  const lines = [
    ...wrapped(`${number}. ${title}`, "step", true),
    ...wrapped(capital(roleInWords(rule.role)), "step"),
    ...wrapped(rule.clause, "step"),
    ...wrapped(conditions.length > 0 ? `If ${conditions.join(", ")}` : "", "step"),
  ];
  const bars = rule.notBefore.map(({ lasts }) => `after ${allowanceInWords(lasts)}`);
  const foot = [...limitInWords(rule.within), ...bars];
  return boxed({ key, marked: key, shape: "step", lines, foot }, footHeightOf({ foot }));
}

function happeningBox({ key, fact, called, madeBy, goesOnTo }: Happening): Box {
  const lines = [
    ...wrapped(capital(called), "happening", true),
    ...wrapped(madeBy.length > 0 ? `from ${madeBy.join(", ")}` : "", "happening"),
    ...wrapped(goesOnTo.length > 0 ? `goes on to ${goesOnTo.join(", ")}` : "", "happening"),
  ];
  // A line is kept for the day on which it happened.
  return boxed({ key, marked: fact, shape: "happening", lines, foot: [] }, lineHeight - padding);
}

function endingBox({ key, way }: Ending): Box {
  const lines = [...wrapped(`End: ${way.says}`, "ending", true), ...wrapped(way.clause, "ending")];
  return boxed({ key, marked: key, shape: "ending", lines, foot: [] }, 0);
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function wrapped(words: string, shape: Box["shape"], bold = false): Line[] {
  return linesOfWords(words, widths[shape] - 2 * padding, size, bold).map((line) => ({ words: line, bold }));
}

function boxed(box: Omit<Box, "width" | "height">, more: number): Box {
  return { ...box, width: widths[box.shape], height: box.lines.length * lineHeight + 2 * padding + more };
}
