import type { z } from "zod";
import { findingsOf, type Mistake, placed } from "./mistakes.ts";
import { readYaml } from "./yaml-file.ts";

const longest = 100_000;

/** Reads a small YAML file of this shape, or answers with every mistake by line, field and mend. */
export function readWords<Shape extends z.ZodType>(
  text: string,
  shape: Shape,
): z.output<Shape> | { mistakes: Mistake[] } {
  const yaml = readYaml(text, longest);
  if ("mistakes" in yaml) return yaml;
  const read = shape.safeParse(yaml.written, { reportInput: true });
  return read.success
    ? read.data
    : { mistakes: placed(read.error.issues.flatMap(findingsOf), yaml.document, yaml.lines) };
}
