import { FamilyBarred, reasonInWords } from "../children/index.ts";
import {
  dayInWords,
  GovukSummaryList,
  GovukTag,
  londonDay,
  type Markup,
  weekdayInWords,
} from "../web/design/index.ts";
import { AlsoMissingHere } from "./also-missing.page.tsx";
import { Lines } from "./lines.tsx";
import type { VisitOwed } from "./my-visits.store.ts";
import { dueInFull, dueWord, todoOf } from "./step.ts";

/** A visit that nobody makes now: who, and whom to ask; no address, nobody to call, nothing to do. [E04] */
export function HeldCard({
  visit: { child, reference },
  number,
}: {
  readonly visit: VisitOwed;
  readonly number?: number;
}) {
  return (
    <GovukSummaryList
      card={{ title: { text: numbered(child, number), headingLevel: 2 } }}
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

/** Everything that a visitor must know before they knock; `number` is its place in a round. */
export function VisitCard({
  visit,
  now,
  number,
}: {
  readonly visit: VisitOwed;
  readonly now: Temporal.Instant;
  readonly number?: number;
}) {
  const { reference, child, acts, carers, knownRisk, dueAt, nextDueAt, concerns } = visit;
  const [next] = acts;
  const row = (text: string, html: Markup) => ({ key: { text }, value: { html } });
  return (
    <GovukSummaryList
      card={{
        title: { text: numbered(child, number), headingLevel: 2 },
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
        row("Letter", <LetterBefore visit={visit} />),
        visit.planned !== null &&
          row("Planned", `${visit.planned.by}, ${weekdayInWords(Temporal.PlainDate.from(visit.planned.on))}`),
        concerns !== "" && row("Concern", <Lines text={concerns} />),
        row("Where", <Where visit={visit} />),
        row("Who is met there", <WhoIsMet carers={carers} />),
        row("Why we look", reasonInWords(visit.reason)),
        visit.alsoMissing.length > 0 &&
          row("Also missing", <AlsoMissingHere siblings={visit.alsoMissing} isTold={true} />),
        visit.familyBarred && row("Before you go", <FamilyBarred />),
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

function numbered(child: string, number: number | undefined): string {
  return number === undefined ? child : `${number}. ${child}`;
}

/** If the family has been written to, or still is to be before anybody goes, where the procedure asks for that. [C20] */
export function LetterBefore({
  visit: { letterDueAt, letterSentAt },
}: {
  readonly visit: Pick<VisitOwed, "letterDueAt" | "letterSentAt">;
}) {
  if (letterDueAt) return <>Still owed before the visit, by {dayInWords(londonDay(letterDueAt))}</>;
  if (letterSentAt) return <>Sent on {dayInWords(londonDay(letterSentAt))}</>;
  return <>None is asked for</>;
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
  if (hidden)
    return (
      <>
        The address is hidden for safety. Ask the safeguarding lead, who can look it up, before you do
        anything.
      </>
    );
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
