import type { SpanFault } from "./term-span.ts";
import type { TermFile } from "./terms.store.ts";

/** A fault in one line: "Row 3, Kind: 'holiday' is not a kind of dates. Write one of: ...". */
export function faultInWords(unit: TermFile["unit"], { at, field, fault, mend }: SpanFault): string {
  return `${unit} ${at}, ${field}: ${fault} ${mend}`;
}

/** What came of a file: "6 dates came in, 2 were taken out, 12 were there already, 1 fault to mend." */
export function countsInWords({ added, removed, same, faults }: TermFile): string {
  const parts = [
    ...(added > 0 ? [`${added} came in`] : []),
    ...(removed > 0 ? [`${removed} taken out`] : []),
    ...(same > 0 ? [`${same} there already`] : []),
    ...(faults.length > 0 ? [`${faults.length} to mend`] : []),
  ];
  const counts = `Stretches of term dates: ${parts.join(", ") || "none in the file"}.`;
  return added + removed === 0 ? `${counts} Nothing has changed.` : counts;
}
