import type { SpanKind } from "./term-span.ts";

/** What the name of an event in a calendar says: a stretch, the first or last day of a term, or nothing that counts. */
export type EventMeaning = SpanKind | "first-day" | "last-day" | "without-effect";

// The first that fits. Half-term stands before term, "school closed for half-term" before closed.
const meanings: readonly (readonly [RegExp, EventMeaning])[] = [
  [
    /bank holiday|good friday|easter (monday|sunday)|new year's day|christmas day|boxing day/,
    "without-effect",
  ],
  [/\binset\b|training|non[- ]?pupil|staff day|professional development|occasional day/, "inset"],
  [/half[- ]?term/, "half-term"],
  [
    /\bterm\b.*\b(starts?|begins?|opens?)\b|(first|start) .*\bterm\b|pupils return|school (opens|starts)/,
    "first-day",
  ],
  [
    /\bterm\b.*\b(ends?|finish(es)?|closes?)\b|(last|end) .*\bterm\b|breaks? up|school (ends|finishes)/,
    "last-day",
  ],
  // Between terms no day counts anyway.
  [/holidays?\b|\bbreak\b|vacation/, "without-effect"],
  [/\bterms?\b/, "term"],
  [/clos(ed|ure)/, "closure"],
];

/** What an event of this name means for the calendar of a school; undefined when the name does not say. */
export function meaningOf(summary: string): EventMeaning | undefined {
  const words = summary.toLowerCase().replaceAll("’", "'").replace(/\s+/g, " ").trim();
  return meanings.find(([pattern]) => pattern.test(words))?.[1];
}
