import { WhoDoesWhatByReason } from "../cases/index.ts";
import { basics, type ChildRecord, StandingLine, type standingOf } from "../children/index.ts";
import { likelihoodWords, type Search } from "../matching/index.ts";
import { isOwedNow, type ReasonGroup, roleInWords } from "../procedures/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  GovukButton,
  GovukInsetText,
  londonDay,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { AsSent } from "./as-sent.tsx";
import { CandidateBeside, entryInWords, ListsSearched, listInWords } from "./candidates.page.tsx";
import { DecisionFields, suggestedBy } from "./decision.form.tsx";
import type { KeptOwed } from "./passed-on/passed-on.store.ts";
import { formWords, stateOf } from "./referral.ts";
import { Urgency } from "./referrals.page.tsx";
import type { KeptSearch, Referral } from "./referrals.store.ts";
import { againstRoll, timeOnRoll } from "./school-roll.ts";
import { candidatesApart, fingerprintOf, rollsFound, soughtChild } from "./sought-child.ts";

export type ReferralPageProps = {
  referral: Referral;
  today: Temporal.PlainDate;
  csrf: string;
  /** The child's own record; undefined where the referral has none that the officer may see. */
  child: ChildRecord | undefined;
} & (
  | {
      search: Search;
      kept: undefined;
      typed: Typed | undefined;
      errors: FormErrors | undefined;
      standing: ReturnType<typeof standingOf>;
      /** Who does what for each reason, by the authority's own table. [A09] */
      groups: readonly ReasonGroup[];
      /** The open cases of those who may be the child, by child. */
      openCases: ReadonlyMap<number, string>;
    }
  | {
      search: undefined;
      kept: KeptSearch | undefined;
      /** What is owed on it now that it was passed on. */
      owed: readonly KeptOwed[];
    }
);

/** A referral as an officer reads it: as it was sent, what every list says of the child, and the decision. */
export function ReferralPage(props: ReferralPageProps) {
  const { referral } = props;
  const { reference, content, receivedAt, senderName } = referral;
  return (
    <>
      <h1 class="govuk-heading-l">
        Referral {reference} <Urgency urgent={content.urgent} concern={content.concern} />
      </h1>
      <p class="govuk-body">
        {formWords[referral.form] ?? referral.form}, received on{" "}
        {content.sender.came ? dayInWords(londonDay(receivedAt)) : momentInWords(receivedAt)} from{" "}
        {[
          content.sender.name || senderName,
          content.sender.position,
          referral.schoolName ?? content.sender.organisation,
          content.sender.phone,
        ]
          .filter(Boolean)
          .join(", ")}
        {content.sender.came && `; entered by ${senderName}`}.
      </p>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          {props.search ? <ToDecide {...props} search={props.search} /> : <Decided {...props} />}
        </div>
        <div class="govuk-grid-column-one-third">
          <AsSent referral={referral} />
        </div>
      </div>
    </>
  );
}

function ToDecide({
  referral,
  search,
  child,
  typed,
  errors,
  standing,
  groups,
  openCases,
  today,
  csrf,
}: Extract<ReferralPageProps, { typed: unknown }>) {
  const apart = candidatesApart(search.candidates, referral.childId);
  const { own, others } = apart;
  const sought = soughtChild(referral);
  const openCase = child?.cases.find(({ open }) => open)?.reference;
  const hasAddress = child?.addresses.some(({ certainty }) => certainty !== "left") ?? false;
  return (
    <>
      {rollsFound(apart, referral.schoolName, today).map(({ schoolName, since, likely }) => (
        <MojAlert
          key={schoolName}
          variant="warning"
          title="On another roll"
          showTitleAsHeading={true}
          headingTag="h2"
          html={
            <>
              On roll at {schoolName}
              {since && ` since ${dayInWords(since)}`}: {likely ? "likely found" : "possibly found"}. Confirm
              it with that school before you decide.
            </>
          }
        />
      ))}
      {child &&
        againstRoll(referral.content.answers, timeOnRoll(child, referral.schoolName)).map((words) => (
          <MojAlert
            key={words}
            variant="warning"
            title="Form and roll disagree"
            showTitleAsHeading={true}
            headingTag="h2"
            text={`${words} Ask the school which is right.`}
          />
        ))}
      <ChildReferred referral={referral} child={child} />
      <StandingLine of={standing} />
      <WhoDoesWhatByReason groups={groups} />
      <h2 class="govuk-heading-m">What the lists say</h2>
      <p class="govuk-body">
        {own
          ? `This child is known to: ${own.entries.map(entryInWords).join("; ")}. `
          : others.length === 0 && "No list knows this child under these names. "}
        {others.length === 0
          ? "No other record looks like this child."
          : own
            ? `${counted(others.length, "other record looks", "other records look")} somewhat like this child:`
            : `${counted(others.length, "record", "records")} may be this child's, the likeliest first:`}
      </p>
      {others.map((candidate) => (
        <CandidateBeside
          key={candidate.key}
          candidate={candidate}
          sought={sought}
          openCase={openCases.get(candidate.childId ?? 0)}
        />
      ))}
      <ListsSearched search={search} />
      {referral.content.concern && (
        <GovukInsetText text="The sender fears for the child. On a case the safeguarding questions are asked; no other decision asks anybody for anything about the fear. Speak with children's services yourself before you decide otherwise." />
      )}
      <Form
        action={`/referrals/${referral.reference}/decision`}
        csrf={csrf}
        seen={fingerprintOf(search.candidates)}
      >
        <DecisionFields
          typed={typed ?? suggestedBy(referral.content, hasAddress)}
          errors={errors}
          others={others}
          openCase={openCase}
          openCases={openCases}
        />
        <GovukButton text="Record the decision" preventDoubleClick={true} />
      </Form>
    </>
  );
}

function ChildReferred({ referral, child }: { referral: Referral; child: ChildRecord | undefined }) {
  const { forename, surname, dateOfBirth, upn } = referral.content.child;
  const { missing } = referral.content;
  return (
    <>
      <p class="govuk-body-l">
        {child ? (
          <a href={`/children/${child.id}`}>
            {forename} {surname}
          </a>
        ) : (
          `${forename} ${surname}`
        )}
        {dateOfBirth && `, born ${dayInWords(Temporal.PlainDate.from(dateOfBirth))}`}
        {upn && `, UPN ${upn}`}
      </p>
      {missing.length > 0 && (
        <p class="govuk-body">
          <strong>Missing from the record:</strong> {missing.map((basic) => basics[basic]).join(", ")}.
        </p>
      )}
    </>
  );
}

const decisionWords: Record<string, string> = {
  "open-case": "A case was opened",
  "existing-case": "Added to an open case",
  "attendance-procedure": "For the attendance procedure",
  "ehe-officer": "For the elective home education officer",
  "other-authority": "For the authority where the child lives",
  "not-missing": "No case: not missing education",
};

function Decided({ referral, kept, child, owed }: Extract<ReferralPageProps, { search: undefined }>) {
  return (
    <>
      <ChildReferred referral={referral} child={child} />
      <h2 class="govuk-heading-m">The decision</h2>
      <p class="govuk-body">
        {kept
          ? `${decisionWords[kept.decision] ?? kept.decision}, on ${momentInWords(kept.madeAt)} by ${kept.madeBy}.`
          : "Decided before searches were kept here."}{" "}
        {referral.caseReference && (
          <a href={`/cases/${referral.caseReference}`}>Case {referral.caseReference}</a>
        )}
      </p>
      {stateOf(referral) === "passed-on" && <WhatFollows referral={referral} owed={owed} />}
      {kept && <SearchKept kept={kept} />}
      <h2 class="govuk-heading-m">What the sender was told</h2>
      <ul class="govuk-list">
        {referral.progress.map(({ words, madeAt }) => (
          <li key={`${madeAt}${words}`}>{`${momentInWords(Temporal.Instant.from(madeAt))}: ${words}`}</li>
        ))}
      </ul>
    </>
  );
}

function WhatFollows({ referral, owed }: { referral: Referral; owed: readonly KeptOwed[] }) {
  const now = owed.filter(isOwedNow);
  const isDone = owed.some(({ state }) => state === "met" || state === "met-late");
  return (
    <GovukInsetText
      html={
        <>
          {now.map(({ asks, role, dueAt }) => (
            <p>
              {asks} Owed by the {roleInWords(role as Parameters<typeof roleInWords>[0])} by{" "}
              {dayInWords(londonDay(dueAt))}.
            </p>
          ))}
          {now.length === 0 && (
            <p>
              {isDone
                ? "What was asked has been done."
                : "The authority's procedure asks nobody for a step after this decision, so nobody is reminded of it. Tell whoever must act yourself."}
            </p>
          )}
          {owed.length > 0 && (
            <a href={`/passed-on/${referral.reference}`}>What is owed, and what has happened</a>
          )}
        </>
      }
    />
  );
}

function SearchKept({ kept }: { kept: KeptSearch }) {
  if (kept.candidates.length === 0) return <p class="govuk-body">No list knew a child like this one.</p>;
  return (
    <DenseTable
      caption="What the search brought then"
      columns={[
        { text: "Record" },
        { text: "How likely" },
        { text: "Why" },
        { text: "Lists" },
        { text: "Decided" },
      ]}
      rows={kept.candidates.map(({ childId, likelihood, evidence, entries, picked }) => [
        childId === null ? "No child record" : <a href={`/children/${childId}`}>Child record {childId}</a>,
        likelihoodWords[likelihood as keyof typeof likelihoodWords],
        evidence
          .filter(({ bits }) => bits !== 0)
          .map(({ words }) => words)
          .join("; "),
        [...new Set(entries.map(({ list }) => listInWords(list)))].join(", "),
        picked ? "The same child" : "",
      ])}
    />
  );
}
