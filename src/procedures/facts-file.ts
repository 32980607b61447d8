import { z } from "zod";
import type { TermSpan } from "../calendar/index.ts";
import type { CaseFact } from "./fact-kinds.ts";
import { exampleFact, momentMend, momentNamed } from "./fact-pattern-file.ts";
import { findingsOf, type Mistake, placed } from "./mistakes.ts";
import { terms, words } from "./words-and-days-file.ts";
import { readYaml } from "./yaml-file.ts";

/** What is asked about outside the register: facts, and whose school days are counted. */
export type FactsAsked = {
  facts: readonly CaseFact[];
  /** The school whose terms are given; left out, they are the authority's. */
  school: string | undefined;
  terms: readonly TermSpan[];
};

const longest = 5_000_000;

const facts = z.array(exampleFact);
const factsFile = z.strictObject({ facts, school: words.optional(), terms: terms.default([]) });

/**
 * Reads facts (JSON) as the worked examples of a procedure write them: a list of them, or `{ facts, school, terms }`.
 * They are numbered in the order of the file. Answers with them, or with every mistake by line, field and mend.
 */
export function readFacts(text: string): FactsAsked | { mistakes: Mistake[] } {
  // JSON is YAML too, and its reader knows the line of each field.
  const yaml = readYaml(text, longest);
  if ("mistakes" in yaml) return yaml;
  const { written, document, lines } = yaml;
  if (typeof written !== "object" || written === null)
    return {
      mistakes: [{ line: 1, field: "the file", mend: 'Write a list of facts, or { "facts": [...] }.' }],
    };
  const read = Array.isArray(written)
    ? facts
        .transform((list) => ({ facts: list, school: undefined, terms: [] }))
        .safeParse(written, { reportInput: true })
    : factsFile.safeParse(written, { reportInput: true });
  if (!read.success) return { mistakes: placed(read.error.issues.flatMap(findingsOf), document, lines) };
  const numbered = read.data.facts.map((fact, place) => ({ ...fact, id: place + 1 }));
  return { facts: numbered, school: read.data.school, terms: read.data.terms };
}

/** The moment that somebody types: `2026-03-03 10:00` or a day, in London, or ISO with its zone. */
export function momentTyped(typed: string): { moment: Temporal.Instant } | { mend: string } {
  const named = momentNamed(typed);
  if (named !== undefined) return { moment: named };
  try {
    return { moment: Temporal.Instant.from(typed) };
  } catch {
    return { mend: momentMend };
  }
}
