import type { Viewer } from "../access/index.ts";
import { CaseTabs, type Hold, type Kase } from "../cases/index.ts";
import { reasonInWords } from "../children/index.ts";
import { GovukSummaryList, MojAlert, momentInWords } from "../web/design/index.ts";
import { AlsoMissingHere } from "./also-missing.page.tsx";
import { KnownRisks } from "./known-risks.page.tsx";
import { Lines } from "./lines.tsx";
import { NextAtThisDoor } from "./next-at-this-door.page.tsx";
import type { RiskAssessment } from "./risk-assessments.store.ts";
import { findings } from "./visit.ts";
import { Where, WhoIsMet } from "./visit-card.page.tsx";
import type { AlsoMissing, SentRequest } from "./visit-requests.store.ts";
import type { RecordedVisit } from "./visits.store.ts";

/** Everything about the visits of one case. */
type CaseVisits = {
  kase: Kase;
  /** Why nobody may go, if so. */
  hold: Hold | undefined;
  child: string;
  carers: readonly { who: string; phones: string[] }[];
  alsoMissing: readonly AlsoMissing[];
  address: { lines: string; postcode: string | null; hidden: boolean; certainty: string } | undefined;
  /** What is still owed, what is due first in front. */
  owed: readonly { act: string; asks: string; dueAt: Temporal.Instant | null }[];
  /** What must happen next in the case, when it is no visit. */
  next: string | null;
  assessment: RiskAssessment | undefined;
  known: readonly RiskAssessment[];
  managers: readonly { name: string; phone: string | null }[];
  requests: readonly SentRequest[];
  visits: readonly RecordedVisit[];
  now: Temporal.Instant;
};

export interface VisitsPageProps extends CaseVisits {
  readonly viewer: Viewer;
  readonly csrf: string;
  /** If the viewer may do the visit's steps here. */
  readonly mayVisit: boolean;
  /** If the viewer may put a visit right. */
  readonly mayCorrect: (visit: RecordedVisit) => boolean;
  /** What the viewer has just done, to be said on top. */
  readonly done: string | undefined;
}

/** The visits of one case: what to do next at this door, what is known of it, and what was found before. [E02] */
export function VisitsPage(props: VisitsPageProps) {
  const { kase, hold, child, address, known, visits, requests, done, next, carers, alsoMissing } = props;
  const concerns = requests[0]?.content.concerns ?? "";
  return (
    <>
      {done && (
        <MojAlert variant="success" title="Recorded" text={[done, next].filter(Boolean).join(" Next: ")} />
      )}
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">Visits</h1>
      <CaseTabs kase={kase} active="visits" viewer={props.viewer} />
      <GovukSummaryList
        rows={[
          { key: { text: "Child" }, value: { text: child } },
          concerns !== "" && { key: { text: "Concern" }, value: { html: <Lines text={concerns} /> } },
          !hold && { key: { text: "Who is met there" }, value: { html: <WhoIsMet carers={[...carers]} /> } },
          { key: { text: "Why we look" }, value: { text: reasonInWords(kase.reason) } },
          !hold && {
            key: { text: address?.certainty === "left" ? "Left this address" : "Last known address" },
            value: {
              html: (
                <Where
                  visit={{
                    address: address?.lines ?? null,
                    postcode: address?.postcode ?? null,
                    hidden: address?.hidden ?? false,
                  }}
                />
              ),
            },
          },
        ]}
      />
      <AlsoMissingHere siblings={alsoMissing} />
      <NextAtThisDoor {...props} />
      <KnownRisks known={known} />
      {visits.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Visits made</h2>
          <p class="govuk-body">
            If anything at the door worried you,{" "}
            <a class="govuk-link" href={`/cases/${kase.reference}/safeguarding/questions`}>
              answer the safeguarding questions now
            </a>
            .
          </p>
        </>
      )}
      {visits.map((visit) => (
        <VisitMade
          key={visit.id}
          visit={visit}
          correctAt={
            !visit.corrected && props.mayCorrect(visit)
              ? `/cases/${kase.reference}/visits/records/${visit.factId}`
              : undefined
          }
        />
      ))}
      {requests.length > 0 && <h2 class="govuk-heading-m">Visit requests</h2>}
      <ul class="govuk-list">
        {requests.map(({ reference, madeAt, area, urgent }) => (
          <li key={reference}>
            <a class="govuk-link" href={`/cases/${kase.reference}/visit-requests/${reference}`}>
              {reference}
            </a>
            {`, ${urgent ? "urgent, " : ""}to ${area} on ${momentInWords(madeAt)}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function VisitMade({
  visit,
  correctAt,
}: {
  readonly visit: RecordedVisit;
  readonly correctAt: string | undefined;
}) {
  const { found, cardLeft, neighbours, newAddress, newPostcode, movedTo, note, risk, madeBy } = visit;
  const to = [newAddress.replaceAll("\n", ", "), newPostcode, movedTo].filter(Boolean).join(", ");
  const parts: [string, string][] = [
    ["Visited", `${momentInWords(visit.visitedAt)}, by ${madeBy}`],
    ["New address", to],
    ["Card left", cardLeft ? "Yes" : ""],
    ["Neighbours said", neighbours],
    ["Note", note],
    ["Risk beforehand", risk],
  ];
  return (
    <GovukSummaryList
      card={{
        title: {
          text: `${visit.corrected ? "Corrected later: " : ""}${findings[found].says}`,
          headingLevel: 3,
        },
        ...(correctAt && {
          actions: {
            items: [{ href: correctAt, text: "Correct this", visuallyHiddenText: findings[found].says }],
          },
        }),
      }}
      rows={parts.map(([key, value]) => value !== "" && { key: { text: key }, value: { text: value } })}
    />
  );
}
