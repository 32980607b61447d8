import { CsvFile, MoreAt } from "../web/design/index.ts";
import { RemovalsTabs } from "./removals-tabs.tsx";
import { ReturnsSent } from "./returns.page.tsx";
import type { SchoolReturn } from "./returns.store.ts";

/** The returns that an authority has received from its schools, and the copies about children who live in it. */
export function ReturnsReceivedPage({
  received,
  moreAt,
}: {
  received: readonly SchoolReturn[];
  moreAt: string | undefined;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Returns received</h1>
      <RemovalsTabs of="authority" at="/removals/returns" />
      {received.length === 0 ? (
        <p class="govuk-body">No school has sent a return here yet.</p>
      ) : (
        <ReturnsSent sent={received} at="/removals/returns" />
      )}
      <MoreAt href={moreAt}>Earlier returns</MoreAt>
      {received.length > 0 && <CsvFile href="/removals/returns.csv" />}
    </>
  );
}
