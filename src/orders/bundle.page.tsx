import { factInWords, type Kase } from "../cases/index.ts";
import type { ChildRecord } from "../children/index.ts";
import { type Letter, Written } from "../letters/index.ts";
import type { CaseFact } from "../procedures/index.ts";
import { DenseTable, dayInWords, londonDay, type Markup, momentInWords } from "../web/design/index.ts";
import { orderSteps, services, stepInWords } from "./order.ts";
import type { RecordedStep } from "./orders.store.ts";

/** What is left out of the chronology: a court is told of a child's safety, and of notes, only on advice. */
const leftOut: ReadonlySet<CaseFact["kind"]> = new Set([
  ...(["concern-raised", "concern-settled", "action-decided", "agency-told", "note-made"] as const),
  ...([
    "reported-missing",
    "missing-child-returned",
    "return-interview-held",
    "visit-risk-assessed",
  ] as const),
]);

/** The papers of an order as they go to court: who, the steps with their service, the letters, the chronology. No address is in it. [E08] */
export function BundlePage({
  kase,
  child,
  steps,
  letters,
  facts,
  now,
  by,
}: {
  kase: Kase;
  child: ChildRecord;
  steps: readonly RecordedStep[];
  letters: readonly Letter[];
  facts: readonly CaseFact[];
  now: Temporal.Instant;
  by: string;
}) {
  const served = steps.filter(({ details }) => details["service"]);
  const corrected = new Set(facts.flatMap(({ replaces }) => replaces ?? []));
  return (
    <>
      <h1 class="govuk-heading-l">{`Bundle for the court, case ${kase.reference}`}</h1>
      <p class="govuk-body keepsight-not-printed">
        Print with Ctrl and P. Notes and safeguarding entries are left out; add them only on legal advice.
      </p>
      <p class="govuk-body">{`Made by ${by} on ${momentInWords(now)}.`}</p>
      <h2 class="govuk-heading-m">1. The child and the parents</h2>
      <p class="govuk-body">
        {`${child.forename} ${child.surname}${child.dateOfBirth ? `, born ${dayInWords(child.dateOfBirth)}` : ""}. `}
        {child.carers.length === 0
          ? "No parent or carer is on record."
          : `Parents and carers on record: ${child.carers
              .map(({ name, relationship }) => (relationship ? `${name} (${relationship})` : name))
              .join("; ")}.`}
      </p>
      <DenseTable
        caption="2. The steps of the order"
        isSection={true}
        columns={[
          { text: "Day", unbroken: true },
          { text: "Step" },
          { text: "What was done" },
          { text: "Recorded by" },
        ]}
        rows={steps.map((step): Markup[] => [
          dayInWords(step.happenedOn),
          orderSteps[step.kind].title,
          stepInWords(step),
          `${step.madeBy}, ${momentInWords(step.madeAt)}`,
        ])}
      />
      <DenseTable
        caption="3. Service of each notice"
        isSection={true}
        columns={[
          { text: "Day of service", unbroken: true },
          { text: "Notice" },
          { text: "On whom" },
          { text: "How" },
        ]}
        rows={served.map(({ kind, happenedOn, details }): Markup[] => [
          dayInWords(happenedOn),
          orderSteps[kind].title,
          details["to"] ?? "",
          services[details["service"] as keyof typeof services] ?? "",
        ])}
      />
      <h2 class="govuk-heading-m">4. Letters</h2>
      {letters.length === 0 && <p class="govuk-body">No letter was written from this case.</p>}
      {letters.toReversed().map((letter) => (
        <article key={letter.reference}>
          <h3 class="govuk-heading-s">{`${letter.reference}: ${letter.title}`}</h3>
          <p class="govuk-body">
            {`To ${letter.addressee}, ${letter.sentBy === "hand" ? "by hand" : "by post"} on ${dayInWords(letter.sentOn)}.`}
            {letter.outcome === "served" &&
              letter.happenedOn &&
              ` Served on ${dayInWords(letter.happenedOn)}.`}
            {letter.outcome === "came-back" && " It came back."}
          </p>
          {letter.bodyHidden ? (
            <p class="govuk-body">The letter is left out: it holds an address that is hidden for safety.</p>
          ) : (
            <Written text={letter.body} below={2} />
          )}
        </article>
      ))}
      <DenseTable
        caption="5. Chronology"
        isSection={true}
        columns={[{ text: "Day", unbroken: true }, { text: "What happened" }]}
        rows={facts
          .filter(({ id, kind }) => !leftOut.has(kind) && !corrected.has(id))
          .toSorted((one, other) => Temporal.Instant.compare(one.happenedAt, other.happenedAt))
          .map((fact): Markup[] => {
            const { title, says } = factInWords(fact);
            return [dayInWords(londonDay(fact.happenedAt)), `${title}. ${says}`.trim()];
          })}
      />
    </>
  );
}
