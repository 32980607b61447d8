import { reasonInWords } from "../children/index.ts";
import { counted, GovukSummaryList, GovukTag, type Markup } from "../web/design/index.ts";
import { AlsoMissingHere } from "./also-missing.page.tsx";
import { Lines } from "./lines.tsx";
import type { VisitOwed } from "./my-visits.store.ts";
import { dueInFull, dueWord, todoOf } from "./step.ts";

/** Where somebody goes today, and what they must know before they knock. */
export function MyVisitsPage({
  visits,
  now,
  moreAt,
  visitor,
  csrf,
}: {
  readonly visits: readonly VisitOwed[];
  readonly now: Temporal.Instant;
  readonly moreAt: string | undefined;
  readonly visitor: number;
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
          No visit is owed in your area. When the CME officer asks for one, it stands here.
        </p>
      ) : (
        <p class="govuk-body">
          {counted(visits.length, "visit")}
          {moreAt ? " on this page" : ""}, {late === 0 ? "none late" : `${late} late`}. The one due first is
          on top.
        </p>
      )}
      {visits.map((visit) =>
        visit.held ? (
          <HeldCard key={visit.reference} visit={visit} />
        ) : (
          <VisitCard key={visit.reference} visit={visit} now={now} />
        ),
      )}
      {moreAt && (
        <p class="govuk-body">
          <a class="govuk-link" href={moreAt}>
            Show the next visits
          </a>
        </p>
      )}
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

/** A visit that nobody makes now: who, and whom to ask; no address, nobody to call, nothing to do. [E04] */
function HeldCard({ visit: { child, reference } }: { readonly visit: VisitOwed }) {
  return (
    <GovukSummaryList
      card={{ title: { text: child, headingLevel: 2 } }}
      rows={[
        {
          key: { text: "Held" },
          value: {
            html: (
              <>
                <GovukTag text="Held: do not go" classes="govuk-tag--red" />
                <br />
                Do not visit, call or write, and do not ask the neighbours. The safeguarding lead decides when
                that ends. <a href={`/cases/${reference}/visits`}>{reference}</a>
              </>
            ),
          },
        },
      ]}
    />
  );
}

function VisitCard({ visit, now }: { readonly visit: VisitOwed; readonly now: Temporal.Instant }) {
  const { reference, child, acts, carers, knownRisk, dueAt, nextDueAt, concerns } = visit;
  const [next] = acts;
  const row = (text: string, html: Markup) => ({ key: { text }, value: { html } });
  return (
    <GovukSummaryList
      card={{
        title: { text: child, headingLevel: 2 },
        actions: {
          items: [
            {
              href: `/cases/${reference}/visits`,
              text: todoOf(next),
              visuallyHiddenText: `for ${child}, ${reference}`,
            },
          ],
        },
      }}
      rows={[
        next !== "visit-family" && row(`${todoOf(next)} by`, <DueBy at={nextDueAt} now={now} />),
        row(
          "Visit by",
          <>
            <DueBy at={dueAt} now={now} />
            {visit.urgent && (
              <>
                {" "}
                <GovukTag text="Urgent" classes="govuk-tag--red" />
              </>
            )}
          </>,
        ),
        concerns !== "" && row("Concern", <Lines text={concerns} />),
        row("Where", <Where visit={visit} />),
        row("Who is met there", <WhoIsMet carers={carers} />),
        row("Why we look", reasonInWords(visit.reason)),
        visit.alsoMissing.length > 0 &&
          row("Also missing", <AlsoMissingHere siblings={visit.alsoMissing} isTold={true} />),
        row(
          "Known risk",
          knownRisk ? (
            <GovukTag text={`${knownRisk} risk`} classes={riskColours[knownRisk]} />
          ) : (
            "No visitor has found any. Assess it first."
          ),
        ),
      ]}
    />
  );
}

function DueBy({ at, now }: { readonly at: Temporal.Instant; readonly now: Temporal.Instant }) {
  const due = dueWord(at, now);
  return (
    <>
      <GovukTag text={due.word} classes={due.colour} /> {dueInFull(at)}
    </>
  );
}

/** Those who may be met at a door, each with numbers that a phone can call. */
export function WhoIsMet({ carers }: { readonly carers: VisitOwed["carers"] }) {
  if (carers.length === 0) return <>Not recorded</>;
  return (
    <>
      {carers.map(({ who, phones }) => (
        <>
          {who}
          {phones.map((phone) => (
            <>
              {", "}
              <a class="govuk-link" href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
                {phone}
              </a>
            </>
          ))}
          <br />
        </>
      ))}
    </>
  );
}

/** Where the visitor goes; never an address that is to be kept hidden. */
export function Where({
  visit: { address, postcode, hidden },
}: {
  readonly visit: Pick<VisitOwed, "address" | "postcode" | "hidden">;
}) {
  if (hidden) return <>The address is hidden. Ask the CME officer before you do anything.</>;
  if (!address) return <>No address is known</>;
  return (
    <>
      {[...address.split("\n"), postcode].filter(Boolean).map((line) => (
        <>
          {line}
          <br />
        </>
      ))}
    </>
  );
}

/** The colour of a tag that says how high a risk is. */
export const riskColours = { low: "govuk-tag--green", medium: "govuk-tag--yellow", high: "govuk-tag--red" };
