import type { ChildRecord } from "../children/index.ts";
import { likelihoodWords } from "../matching/index.ts";
import { isOwedNow, roleInWords } from "../procedures/index.ts";
import { DenseTable, dayInWords, GovukInsetText, londonDay, momentInWords } from "../web/design/index.ts";
import { listInWords } from "./candidates.page.tsx";
import { ChildReferred } from "./child-referred.tsx";
import type { KeptOwed } from "./passed-on/passed-on.store.ts";
import { stateOf } from "./referral.ts";
import type { KeptSearch, Referral } from "./referrals.store.ts";

export type DecidedProps = {
  referral: Referral;
  child: ChildRecord | undefined;
  kept: KeptSearch | undefined;
  /** What is owed on it now that it was passed on. */
  owed: readonly KeptOwed[];
};

const decisionWords: Record<string, string> = {
  "open-case": "A case was opened",
  "existing-case": "Added to an open case",
  "attendance-procedure": "For the attendance procedure",
  "ehe-officer": "For the elective home education officer",
  "other-authority": "For the authority where the child lives",
  "not-missing": "No case: not missing education",
};

/** A referral that was decided on: the decision, what follows, what it rests on, and what its sender was told. */
export function Decided({ referral, kept, child, owed }: DecidedProps) {
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
