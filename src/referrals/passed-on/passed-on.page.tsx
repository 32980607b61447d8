import { dayOf } from "../../calendar/index.ts";
import { actsHeld, whenDue } from "../../cases/index.ts";
import { isOwedNow, procedureActs, roleInWords } from "../../procedures/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInsetText,
  GovukSummaryList,
  GovukTag,
  GovukWarningText,
  type Typed,
  weekdayInWords,
} from "../../web/design/index.ts";
import { AsSent } from "../as-sent.tsx";
import { headingOf, PassedOnFields } from "./passed-on.form.tsx";
import type { KeptOwed } from "./passed-on.store.ts";
import { type PassedOn, type RecordableKind, recordableNamed } from "./record-on-referral.ts";
import { addressOfPassedOn, WhatHappened } from "./what-happened.tsx";

export type PassedOnPageProps = {
  readonly passedOn: PassedOn;
  /** The kinds of fact that end each owed thing and that the viewer may record; the first does what is asked. */
  readonly waysToEnd: ReadonlyMap<KeptOwed, readonly RecordableKind[]>;
  readonly mayCorrect: boolean;
  /** If the viewer decides on referrals, and may open the decision. */
  readonly mayDecide: boolean;
  readonly now: Temporal.Instant;
};

/** A referral that was passed on: what is owed on it and by whom, what has happened, and the referral as it was sent. [A06] */
export function PassedOnPage({ passedOn, waysToEnd, mayCorrect, mayDecide, now }: PassedOnPageProps) {
  const { referral, owed } = passedOn;
  const owedNow = owed.filter(isOwedNow);
  return (
    <>
      <ChildPassedOn passedOn={passedOn} />
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <Hold passedOn={passedOn} />
          {owedNow.map((each) => (
            <Owed {...{ each, now, reference: referral.reference }} ways={waysToEnd.get(each) ?? []} />
          ))}
          {owedNow.length === 0 && <NothingOwed owed={owed} />}
          <WhatHappened passedOn={passedOn} mayCorrect={mayCorrect} />
          {mayDecide && (
            <p>
              <a href={`/referrals/${referral.reference}`}>The decision, and what the sender was told</a>
            </p>
          )}
        </div>
        <div class="govuk-grid-column-one-third">
          <AsSent referral={referral} />
        </div>
      </div>
    </>
  );
}

function ChildPassedOn({ passedOn: { referral } }: { passedOn: PassedOn }) {
  const { childId, reference, schoolName } = referral;
  const { forename, surname, dateOfBirth, upn } = referral.content.child;
  const name = `${forename} ${surname}`.trim() || "A child without a name";
  return (
    <>
      <span class="govuk-caption-l">Referral {reference}, passed on</span>
      <h1 class="govuk-heading-l">{name}</h1>
      <p>
        {childId === null ? (
          "No record of the child is known"
        ) : (
          <a href={`/children/${childId}`}>The child's record</a>
        )}
        {dateOfBirth && `, born ${weekdayInWords(Temporal.PlainDate.from(dateOfBirth))}`}
        {upn && `, UPN ${upn}`}
        {schoolName && `, referred by ${schoolName}`}.
      </p>
    </>
  );
}

function Hold({ passedOn: { held, owed } }: { passedOn: PassedOn }) {
  if (!held || !owed.some((each) => isOwedNow(each) && actsHeld.includes(each.act))) return null;
  return (
    <GovukWarningText
      iconFallbackText="Warning"
      text="A forced marriage or honour-based abuse is feared: nobody may approach this family. Ask the safeguarding lead what to do."
    />
  );
}

type OwedProps = {
  each: KeptOwed;
  ways: readonly RecordableKind[];
  reference: string;
  now: Temporal.Instant;
};

function Owed({ each, ways, reference, now }: OwedProps) {
  const row = (key: string, html: preact.ComponentChildren) => ({ key: { text: key }, value: { html } });
  const { asks, clause, role, dueAt, why, reading } = each;
  const isLate = Temporal.Instant.compare(dueAt, now) < 0;
  const who = roleInWords(role as Parameters<typeof roleInWords>[0]);
  const [does, ...others] = ways;
  return (
    <>
      <h2 class="govuk-heading-m">
        What is owed {isLate && <GovukTag text="Overdue" classes="govuk-tag--red" />}
      </h2>
      <GovukSummaryList
        rows={[
          row("What is asked", asks),
          row("Who", `${who.charAt(0).toUpperCase()}${who.slice(1)}`),
          row("Due", `${weekdayInWords(dayOf(dueAt))}, ${whenDue(dueAt, now)}`),
          row("Clause", clause),
          row("Why then", why),
          reading !== null && row("How it is read", `${reading.question} ${reading.choice} ${reading.why}`),
        ]}
      />
      {does ? (
        <>
          <GovukButton text={headingOf(does)} href={`${addressOfPassedOn(reference)}/facts/${does}`} />
          {others.map((kind) => (
            <p>
              <a href={`${addressOfPassedOn(reference)}/facts/${kind}`}>{headingOf(kind)}</a>
            </p>
          ))}
        </>
      ) : (
        <GovukInsetText
          text={
            recordableNamed(procedureActs[each.act].makes)
              ? `The ${who} records that it was done, or whoever works the cases.`
              : "This step belongs to a case. Whoever works the cases decides if the child must be referred anew."
          }
        />
      )}
    </>
  );
}

function NothingOwed({ owed }: { owed: readonly KeptOwed[] }) {
  const wasDone = owed.some(({ state }) => state === "met" || state === "met-late");
  return (
    <GovukInsetText
      text={
        wasDone
          ? "Nothing more is owed on this referral."
          : "The authority's procedure asks nobody for a step on this referral now, so nobody is reminded of it."
      }
    />
  );
}

/** The form by which somebody records what was done on a referral that was passed on. */
export function RecordOnReferralPage({
  passedOn,
  kind,
  ending,
  csrf,
  typed,
  errors,
  now,
}: {
  readonly passedOn: PassedOn;
  readonly kind: RecordableKind;
  readonly ending: readonly KeptOwed[];
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
  readonly now: Temporal.Instant;
}) {
  const { reference, content } = passedOn.referral;
  return (
    <>
      <span class="govuk-caption-l">
        {content.child.forename} {content.child.surname}, referral {reference}
      </span>
      <h1 class="govuk-heading-l">{headingOf(kind)}</h1>
      <Hold passedOn={passedOn} />
      {ending.map(({ asks, dueAt }) => (
        <p>
          {asks} Due on {weekdayInWords(dayOf(dueAt))}, {whenDue(dueAt, now)}.
        </p>
      ))}
      <Form
        action={`${addressOfPassedOn(reference)}/facts/${kind}`}
        csrf={csrf}
        seen={passedOn.facts.at(-1)?.id ?? 0}
      >
        <PassedOnFields kind={kind} field={fieldsOf({ happenedOn: dayOf(now), ...typed }, errors)} />
        <GovukButton text="Record it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
