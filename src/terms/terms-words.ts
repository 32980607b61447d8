import type { TermFile } from "./term-files.store.ts";
import type { SpanFault } from "./term-span.ts";

/** A fault in one line: "Row 3, Kind: 'holiday' is not a kind of dates. Write one of: ...". */
export function faultInWords(unit: TermFile["unit"], { at, field, fault, mend }: SpanFault): string {
  return `${unit} ${at}, ${field}: ${fault} ${mend}`;
}

/** What came of a file, by stretches of dates: `6 new, 2 taken out, 12 as before, 1 to mend.` */
export function countsInWords({ added, removed, same, faults }: TermFile): string {
  const parts = [
    [added, "new"],
    [removed, "taken out"],
    [same, "as before"],
    [faults.length, "to mend"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const counts = said.length === 0 ? "It holds no dates." : `${said.join(", ")}.`;
  return added + removed === 0 ? `${counts} Nothing has changed.` : counts;
}
