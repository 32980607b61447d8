import { z } from "zod";
import { requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { ReadingContext } from "../context.ts";
import {
  type ClosingAnswer,
  type ClosingOutcome,
  closingOutcomes,
  factKinds,
  mayClose,
  type Outcome,
  outcomes,
  proceduresOf,
  versionInForce,
} from "../procedures/index.ts";
import { dayInWords, GovukRadios } from "../web/design/index.ts";
import type { Kase, RecordedFact } from "./case.ts";
import type { CaseForm } from "./case-form.ts";
import { factsOf } from "./case-record.ts";
import { placeOf } from "./case-to-work.ts";
import { closeCase } from "./close-case.ts";
import { factInWords } from "./fact-words.ts";
import { simpleKindNamed } from "./simple-facts.ts";

type Way = ClosingOutcome & { answer: ClosingAnswer; proof: RecordedFact | undefined };

/** The ways in which the case's procedure lets it be closed, each with the fact that proves it or what is missing. [C24] */
async function waysToClose(context: ReadingContext, kase: Kase): Promise<Way[]> {
  requireAct(context.viewer, "close-case", placeOf(kase));
  const facts = await factsOf(context, kase.id);
  const mine = proceduresOf(context.procedures, kase);
  const version = versionInForce(mine, kase.procedure, dayOf(kase.openedAt));
  return (version ? closingOutcomes(version) : []).map((way) => {
    const answer = mayClose(mine, facts, way.outcome, context.now);
    return {
      ...way,
      answer,
      proof: answer.allowed ? facts.find(({ id }) => id === answer.provedBy) : undefined,
    };
  });
}

/** Closes the case with an outcome that is allowed and proved. [C24] */
export const closureForm: CaseForm<{ outcome: Outcome }, Way[]> = {
  at: "closure",
  permission: "close-case",
  title: "Close the case",
  done: "The case is closed, and the referrer is told.",
  schema: () => z.object({ outcome: z.enum(outcomes as [Outcome, ...Outcome[]]) }),
  names: { outcome: "the outcome" },
  extra: waysToClose,
  fields: ({ field, extra, kase }) => (
    <>
      <GovukRadios
        {...field.choice("outcome")}
        fieldset={{ legend: { text: "Outcome", classes: "govuk-fieldset__legend--m" } }}
        hint={{ text: "A case stays open until one of these is confirmed." }}
        items={extra.map((way) => ({
          value: way.outcome,
          text: `${way.says.charAt(0).toUpperCase()}${way.says.slice(1)}`,
          hint: { html: <Evidence {...way} reference={kase.reference} /> },
        }))}
      />
      <p class="govuk-body">
        Is the child sought in another case, under another record?{" "}
        <a href={`/children/${kase.childId}/records`}>Say so there</a>: that case goes on, and this one
        closes.
      </p>
    </>
  ),
  button: "Close the case",
  act: async (context, reference, values) => {
    const closing = await closeCase(context, reference, values);
    if (closing.closed) return "done";
    return {
      refused: {
        outcome: [closing.reason, closing.clause && `(${closing.clause})`].filter(Boolean).join(" "),
      },
    };
  },
};

function Evidence({ proof, needs, clause, reference }: Way & { reference: string }) {
  if (proof) {
    const { title, says } = factInWords(proof);
    return (
      <>
        Proved by: {title}. {says} Recorded by {proof.madeByName} on {dayInWords(dayOf(proof.madeAt))}.{" "}
        {clause}.
      </>
    );
  }
  const kind = simpleKindNamed(needs);
  const { called } = factKinds[needs];
  return (
    <>
      Not proved yet.{" "}
      {kind ? <a href={`/cases/${reference}/facts/${kind}`}>Record {called}</a> : `Record ${called}`} first.{" "}
      {clause}.
    </>
  );
}
