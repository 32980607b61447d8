import type { SpansRead } from "./read-terms-file.ts";
import type { GivenSpan, SpanFault } from "./term-span.ts";
import type { TermPlace } from "./terms.store.ts";

/** Each stretch with the place that it is of; what is of no place that the sender may send for is a fault. */
export function placedSpans(
  read: SpansRead,
  chosen: string | undefined,
  places: readonly TermPlace[],
): { spans: GivenSpan[]; faults: SpanFault[] } {
  const codes = new Set(places.map(({ code }) => code));
  const named = read.spans.map((span) => ({ ...span, code: span.code ?? chosen }));
  const faults = read.faults.map((fault) => ({ ...fault, code: fault.code ?? chosen }));
  for (const { at, code } of named) {
    if (code === undefined)
      faults.push({
        at,
        code,
        field: "Code",
        fault: "It does not say whose dates these are.",
        mend: "Write a school's LAESTAB or the council's code, or choose whose file it is.",
      });
    else if (!codes.has(code))
      faults.push({
        at,
        code,
        field: "Code",
        fault: `'${code.slice(0, 20)}' is no school or council whose term dates you may send.`,
        mend: "Check the LAESTAB, seven digits without a stroke, or ask your council's data officer to send them.",
      });
  }
  return { spans: named.filter(({ code }) => code !== undefined && codes.has(code)), faults };
}
