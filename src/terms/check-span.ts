import type { Span, SpanFault } from "./term-span.ts";

/** Longer than any term, half-term or closure that is meant: a slip in the year. */
const longest = 250;

/** What is wrong with the days of a stretch: they run backwards, or are too long to be meant. `ends` names the field. */
export function faultOfDays({ from, until }: Span, ends: string): Omit<SpanFault, "at"> | undefined {
  const days = from.until(until).days + 1;
  if (days < 1)
    return {
      field: ends,
      fault: `It ends on ${until}, before it starts on ${from}.`,
      mend: "Write the first day as the start and the last as the end.",
    };
  if (days > longest)
    return {
      field: ends,
      fault: `From ${from} to ${until} is ${days} days, longer than any term.`,
      mend: "Check the years.",
    };
  return undefined;
}
