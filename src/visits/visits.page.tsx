import type { Kase } from "../cases/index.ts";
import {
  Form,
  GovukButton,
  GovukInsetText,
  GovukSummaryList,
  GovukTag,
  GovukWarningText,
  MojAlert,
  momentInWords,
} from "../web/design/index.ts";
import { riskColours, Where } from "./my-visits.page.tsx";
import { risksInWords, whatToDo } from "./risk-assessment.ts";
import { dueInFull, dueWord } from "./step.ts";
import { findings } from "./visit.ts";
import type { SentRequest } from "./visit-requests.store.ts";
import type { RecordedVisit, RiskAssessment } from "./visits.store.ts";

/** Everything about the visits of one case. */
export type CaseVisits = {
  kase: Kase;
  child: string;
  address: { lines: string; postcode: string | null; hidden: boolean; certainty: string } | undefined;
  /** What is still owed, with its due moment. */
  owed: readonly { act: string; asks: string; dueAt: Temporal.Instant | null }[];
  /** What must happen next in the case, when it is no visit. */
  next: { asks: string; dueAt: Temporal.Instant | null } | undefined;
  assessment: RiskAssessment | undefined;
  known: readonly RiskAssessment[];
  managers: readonly { name: string; phone: string | null }[];
  requests: readonly SentRequest[];
  visits: readonly RecordedVisit[];
  now: Temporal.Instant;
};

export interface VisitsPageProps extends CaseVisits {
  readonly csrf: string;
  /** If the viewer may do the visit's steps here. */
  readonly mayVisit: boolean;
  /** What the viewer has just done, to be said on top. */
  readonly done: string | undefined;
}

/** The visits of one case: what to do next at this door, what is known of it, and what was found before. [E02] */
export function VisitsPage(props: VisitsPageProps) {
  const { kase, child, address, known, visits, requests, done, next } = props;
  return (
    <>
      {done && (
        <MojAlert
          variant="success"
          title="Recorded"
          text={[done, next?.asks].filter(Boolean).join(" Next: ")}
        />
      )}
      <span class="govuk-caption-l">{kase.reference}</span>
      <h1 class="govuk-heading-l">Visits</h1>
      <GovukSummaryList
        rows={[
          { key: { text: "Child" }, value: { text: child } },
          {
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
      <NextAtThisDoor {...props} />
      <KnownRisks known={known} />
      {visits.length > 0 && <h2 class="govuk-heading-m">Visits made</h2>}
      {visits.map((visit) => (
        <VisitMade key={visit.visitedAt.toString()} visit={visit} />
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

function NextAtThisDoor(props: VisitsPageProps) {
  const { kase, owed, assessment, mayVisit, now } = props;
  const due = owed.find(({ act }) => act === "visit-family") ?? owed[0];
  const at = `/cases/${kase.reference}/visits`;
  if (!kase.open) return <GovukInsetText text="This case is closed. Nobody is to visit." />;
  return (
    <section class="keepsight-next-step" aria-labelledby="next-at-this-door">
      <h2 class="govuk-heading-m" id="next-at-this-door">
        {due ? due.asks : "No visit is owed now"}
      </h2>
      {due?.dueAt && (
        <p class="govuk-body">
          <GovukTag text={dueWord(due.dueAt, now).word} classes={dueWord(due.dueAt, now).colour} /> by{" "}
          {dueInFull(due.dueAt)}
        </p>
      )}
      {assessment && <RiskToHeed {...props} assessment={assessment} />}
      {mayVisit && owed.some(({ act }) => act === "write-to-family") && <LetterSent {...props} />}
      {mayVisit && (
        <div class="govuk-button-group">
          {assessment ? (
            <GovukButton text="Record what you found" href={`${at}/outcome`} />
          ) : (
            <GovukButton text="Assess the risks first" href={`${at}/risk-assessment`} />
          )}
          {assessment && (
            <a class="govuk-link" href={`${at}/risk-assessment`}>
              Assess the risks again
            </a>
          )}
        </div>
      )}
    </section>
  );
}

function LetterSent({ kase, csrf }: VisitsPageProps) {
  return (
    <Form
      action={`/cases/${kase.reference}/visits/letter`}
      csrf={csrf}
      seen={kase.lastFactId ?? undefined}
      class="govuk-!-margin-bottom-4"
    >
      <p class="govuk-body">Before an ordinary visit the family gets a letter.</p>
      <GovukButton text="The letter has been sent" classes="govuk-button--secondary" />
    </Form>
  );
}

function RiskToHeed({ assessment, managers }: VisitsPageProps & { readonly assessment: RiskAssessment }) {
  const { overall, risks, other, madeAt, madeBy } = assessment;
  const said = `${risksInWords(risks)}${other ? `: ${other}` : ""}. Assessed on ${momentInWords(madeAt)} by ${madeBy}.`;
  if (overall !== "high")
    return (
      <p class="govuk-body">
        <GovukTag text={`${overall} risk`} classes={riskColours[overall]} /> {whatToDo[overall]} {said}
      </p>
    );
  return (
    <>
      <GovukWarningText text={`High risk. ${whatToDo.high}`} iconFallbackText="Warning" />
      {managers.length > 0 && (
        <p class="govuk-body">
          Whom to tell: {managers.map(({ name, phone }) => (phone ? `${name}, ${phone}` : name)).join("; ")}.
        </p>
      )}
      <p class="govuk-body">{said}</p>
    </>
  );
}

/** What others found at this door before. */
export function KnownRisks({ known }: { readonly known: readonly RiskAssessment[] }) {
  if (known.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Risks known here</h2>
      <ul class="govuk-list govuk-list--bullet">
        {known.map(({ id, overall, risks, other, madeAt, madeBy }) => (
          <li key={id}>
            <strong>{`${overall[0]?.toUpperCase()}${overall.slice(1)} risk. `}</strong>
            {`${risksInWords(risks)}${other ? `: ${other}` : ""}. ${madeBy}, ${momentInWords(madeAt)}.`}
          </li>
        ))}
      </ul>
    </>
  );
}

function VisitMade({ visit }: { readonly visit: RecordedVisit }) {
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
      card={{ title: { text: findings[found].says, headingLevel: 3 } }}
      rows={parts.map(([key, value]) => value !== "" && { key: { text: key }, value: { text: value } })}
    />
  );
}
