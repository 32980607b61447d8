import type { SpansRead } from "./read-terms-file.ts";

/** The first or the last day of a term, as a calendar names it in an event of its own. */
export type Marker = { at: number; day: Temporal.PlainDate; meaning: "first-day" | "last-day" };

/** Adds a term from each first day to the last day that follows it; a day without its other is a fault. */
export function pairMarkers({ spans, faults }: SpansRead, markers: readonly Marker[]): void {
  const inOrder = markers.toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day));
  let begun: Marker | undefined;
  const alone = ({ at, day, meaning }: Marker) => {
    const [is, wanted] = meaning === "first-day" ? ["first", "last day after"] : ["last", "first day before"];
    faults.push({
      at,
      field: "DTSTART",
      fault: `${day} is the ${is} day of a term, and the file has no ${wanted} it.`,
      mend: "Add the other day of this term.",
    });
  };
  for (const marker of inOrder) {
    if (marker.meaning === "first-day") {
      if (begun) alone(begun);
      begun = marker;
    } else if (begun) {
      spans.push({ at: begun.at, code: undefined, kind: "term", from: begun.day, until: marker.day });
      begun = undefined;
    } else alone(marker);
  }
  if (begun) alone(begun);
}
