import { counted, weekdayInWords } from "../../web/design/index.ts";
import type { VisitOwed } from "../my-visits.store.ts";
import { HeldCard, VisitCard } from "../visit-card.page.tsx";
import { type Tiles, VisitMap } from "./map.page.tsx";

/** The visits of one person on one day, in an order that can be walked: for a phone, and for paper. [E02] */
export function RoundPage({
  visits,
  name,
  on,
  now,
  tiles,
}: {
  readonly visits: readonly VisitOwed[];
  readonly name: string;
  readonly on: Temporal.PlainDate;
  readonly now: Temporal.Instant;
  readonly tiles: Tiles | undefined;
}) {
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">Round of {weekdayInWords(on)}</h1>
      {visits.length === 0 ? (
        <p class="govuk-body">No visit is planned, or all are made.</p>
      ) : (
        <>
          <p class="govuk-body">
            {counted(visits.length, "visit")}: the urgent first, and then always the nearest. Print this page
            with Ctrl and P; what is on it is about families, so bring it back.
          </p>
          {visits.map((visit, place) =>
            visit.held ? (
              <HeldCard key={visit.reference} visit={visit} number={place + 1} />
            ) : (
              <VisitCard key={visit.reference} visit={visit} now={now} number={place + 1} />
            ),
          )}
          <VisitMap visits={visits} areas={[]} tiles={tiles} />
        </>
      )}
    </>
  );
}
