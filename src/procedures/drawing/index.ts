export { detailWord } from "../pattern-words.ts";
export { conditionsInWords } from "../words-of-circumstances.ts";
export { footHeightOf, lineHeight, padding, size } from "./boxes.ts";
export { drawingOf, type StageDrawing } from "./drawing.ts";
export type { Step } from "./flow.ts";
export { type Layout, type PlacedArrow, type PlacedBox, shrinkable } from "./frame.ts";
export type { Point } from "./routes.ts";
export { barsInWords, beginningInWords, endInWords, limitInWords, waitInWords } from "./rule-words.ts";
export { titlesOf } from "./titles.ts";
