import type { XmlElement } from "./element.ts";

/** A file as a run of parts, in its order, so that no more than one pupil need be in memory. */
export type Part =
  /** Where the whole begins, or where its pupils begin: attributes alone; what is within follows as parts. */
  | { part: "file"; element: XmlElement }
  | { part: "pupils"; element: XmlElement }
  | { part: "header"; element: XmlElement }
  | { part: "pupil"; element: XmlElement }
  /** What is not known at this place, kept as it is. */
  | { part: "other"; within: "file" | "pupils"; element: XmlElement };
