export { footHeight, lineHeight, padding, size } from "./boxes.ts";
export { drawingOf, type StageDrawing } from "./drawing.ts";
export type { Step } from "./flow.ts";
export { type Layout, type PlacedArrow, type PlacedBox, shrinkable } from "./frame.ts";
export type { Point } from "./routes.ts";
