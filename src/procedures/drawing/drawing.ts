import type { Procedure } from "../procedure.ts";
import { flowOf, type StageFlow } from "./flow.ts";
import type { Layout } from "./frame.ts";
import { layoutOf } from "./layout.ts";
import { stages } from "./stages.ts";

/** One chart of a drawing: the duties of one stage, and the rows in which they are drawn. */
export type StageDrawing = StageFlow & { title: string; rows: readonly Layout[] };

// A version of a procedure is read once and never changes, so its charts are laid out once, when first asked for.
const drawn = new WeakMap<Procedure, readonly StageDrawing[]>();

/** The charts of a procedure, one a stage, in the order of the stages. The same procedure gives the same charts. */
export function drawingOf(procedure: Procedure): readonly StageDrawing[] {
  const known = drawn.get(procedure);
  if (known) return known;
  const drawing = flowOf(procedure).map((flow) => ({
    ...flow,
    title: stages[flow.stage],
    rows: layoutOf(flow),
  }));
  drawn.set(procedure, drawing);
  return drawing;
}
