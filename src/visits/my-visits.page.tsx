import type { WorkStep } from "../cases/index.ts";
import { counted, lateInWords, MoreAt } from "../web/design/index.ts";
import type { VisitOwed } from "./my-visits.store.ts";
import { HeldCard, VisitCard } from "./visit-card.page.tsx";
import { VisitsWithoutCase } from "./visits-without-case.page.tsx";

/** Where somebody goes today, and what they must know before they knock. */
export function MyVisitsPage({
  visits,
  withoutCase,
  now,
  moreAt,
  visitor,
  round,
  csrf,
}: {
  readonly visits: readonly VisitOwed[];
  readonly withoutCase: readonly WorkStep[];
  readonly now: Temporal.Instant;
  readonly moreAt: string | undefined;
  readonly visitor: number;
  /** How many visits are planned for whoever asks today, and where they stand in order. */
  readonly round: { readonly count: number; readonly href: string };
  readonly csrf: string;
}) {
  const late = visits.filter(({ dueAt, held }) => !held && Temporal.Instant.compare(dueAt, now) < 0).length;
  return (
    <>
      <h1 class="govuk-heading-l">My visits</h1>
      <div
        hidden
        data-visitor={visitor}
        data-csrf={csrf}
        data-visits={JSON.stringify(visits.filter(isReady).map(asRemembered))}
      />
      {visits.length === 0 ? (
        <p class="govuk-body">
          No visit is owed in {withoutCase.length > 0 ? "a case in " : ""}your area. When the CME officer asks
          for one, it stands here.
        </p>
      ) : (
        <p class="govuk-body">
          {counted(visits.length, "visit")}
          {moreAt ? " on this page" : ""}
          {late === 0 ? ", none late" : lateInWords(late, visits.length)}. Urgent ones first, then the one due
          first.
        </p>
      )}
      <ul class="govuk-list">
        {round.count > 0 && (
          <li>
            <a class="govuk-link" href={round.href}>
              Your round today: {counted(round.count, "visit")}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href="/visit-plan">
            Plan visits
          </a>
        </li>
      </ul>
      <VisitsWithoutCase steps={withoutCase} now={now} />
      {visits.map((visit) =>
        visit.held ? (
          <HeldCard key={visit.reference} visit={visit} />
        ) : (
          <VisitCard key={visit.reference} visit={visit} now={now} />
        ),
      )}
      <MoreAt href={moreAt}>Show the next visits</MoreAt>
    </>
  );
}

/** If nothing but the visit is left to do there, so that it can be recorded without signal too. */
function isReady({ held, acts }: VisitOwed): boolean {
  return !held && acts.includes("visit-family") && !acts.includes("assess-visit-risk");
}

/** What the phone remembers of a visit, encrypted: neither a name nor an address. */
function asRemembered({ reference, lastFactId }: VisitOwed) {
  return { reference, seen: lastFactId };
}
