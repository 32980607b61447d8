import { CsvFile, MoreAt } from "../web/design/index.ts";
import type { Removal } from "./removals.store.ts";
import { RemovalsTable } from "./removals-table.tsx";
import { RemovalsTabs } from "./removals-tabs.tsx";

/** What an authority sees of removals: those that wait for its officer, and the latest of all schools. [C28] */
export function AuthorityRemovalsPage({
  waiting,
  removals,
  today,
  moreAt,
}: {
  waiting: readonly Removal[];
  removals: readonly Removal[];
  today: Temporal.PlainDate;
  moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Removals from rolls</h1>
      <RemovalsTabs of="authority" at="/removals" />
      {waiting.length > 0 && (
        <RemovalsTable
          removals={waiting}
          today={today}
          at="/removals"
          withSchool={true}
          caption="Wait for the officer’s yes"
        />
      )}
      {removals.length === 0 ? (
        <p class="govuk-body">No school has put a removal through here yet.</p>
      ) : (
        <RemovalsTable {...{ removals, today }} at="/removals" withSchool={true} caption="Latest first" />
      )}
      <MoreAt href={moreAt}>Earlier removals</MoreAt>
      {removals.length > 0 && <CsvFile href="/removals.csv" holdsNames />}
    </>
  );
}
