import { whenDue } from "../cases/index.ts";
import { GovukInsetText } from "../web/design/index.ts";
import type { dutyNotices } from "./duty-notices.ts";

/** What a person owes for all children together, late or soon, in one line above their own work; nothing where it is nothing. */
export function DutyNotices({
  duties,
  now,
}: {
  readonly duties: Awaited<ReturnType<typeof dutyNotices>>;
  readonly now: Temporal.Instant;
}) {
  const [first] = duties;
  if (!first) return null;
  const late = duties.filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) < 0).length;
  const soon = duties.length - late;
  const counts = [
    ...(late > 0 ? [<strong>{late} late</strong>] : []),
    ...(soon > 0 ? [`${soon} due within a week`] : []),
  ];
  return (
    <GovukInsetText
      classes="govuk-!-margin-top-0 govuk-!-margin-bottom-4"
      html={
        <>
          Owed for all children together:{" "}
          {counts.flatMap((count, nth) => (nth > 0 ? [", ", count] : [count]))}. The first is{" "}
          {whenDue(first.dueAt, now)}. <a href="/standing-duties">See them, and record what is done</a>
        </>
      }
    />
  );
}
