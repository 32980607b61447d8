import { MoreAt } from "../web/design/index.ts";
import type { Removal } from "./removals.store.ts";
import { RemovalsTable } from "./removals-table.tsx";
import { RemovalsTabs } from "./removals-tabs.tsx";

/** A school's own evidence file for inspection: each removal with its ground, days and evidence. [H09] */
export function SchoolRemovalsPage({
  removals,
  today,
  schoolNames,
  moreAt,
}: {
  removals: readonly Removal[];
  today: Temporal.PlainDate;
  schoolNames: string;
  moreAt: string | undefined;
}) {
  return (
    <>
      <span class="govuk-caption-l">{schoolNames}</span>
      <h1 class="govuk-heading-l">Removals from the roll</h1>
      <RemovalsTabs of="school" at="/my-school/removals" />
      <p class="govuk-body">
        What an inspector may ask to see: each removal with its ground, the evidence, the days, and if the
        authority was told in time.
      </p>
      {removals.length === 0 ? (
        <p class="govuk-body">
          No removal is on record yet. To take a name off the roll, <a href="/my-school">find the pupil</a>{" "}
          and choose “Take off the roll”.
        </p>
      ) : (
        <RemovalsTable {...{ removals, today }} at="/my-school/removals" caption="Latest first" />
      )}
      <MoreAt href={moreAt}>Earlier removals</MoreAt>
      {removals.length > 0 && (
        <p class="govuk-body keepsight-not-printed">
          <a href="/my-school/removals.csv" download>
            Take the file as CSV
          </a>
          , or print this page. It holds names: keep it where only those who need it can open it.
        </p>
      )}
    </>
  );
}
