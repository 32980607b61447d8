import { Sections } from "../referrals/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  GovukPanel,
  GovukSummaryList,
  GovukTag,
  type Markup,
  momentInWords,
  shortDay,
} from "../web/design/index.ts";
import { destinationWords, lawfulTimes, type Step, stateOf, transferFileInWords } from "./removal.ts";
import type { Removal } from "./removals.store.ts";
import { groundInWords, stateTags } from "./removals-table.tsx";

const stepWords: Readonly<Record<Step["step"], string>> = {
  asked: "The officer was asked",
  agreed: "The officer agreed",
  refused: "The officer said no",
  removed: "The name came off the roll",
};

/** One removal with all its evidence, and what is to be done about it next. [H09] [F03] */
export function RemovalPage({
  removal,
  today,
  justDone,
  next,
}: {
  removal: Removal;
  today: Temporal.PlainDate;
  justDone: boolean;
  /** What the viewer can do now. */
  next: Markup;
}) {
  const { pupil } = removal;
  const state = stateOf(removal);
  return (
    <>
      {justDone && (
        <GovukPanel
          titleText={state === "removed" ? "The name is off the roll" : "The officer is asked"}
          text={
            state === "removed"
              ? "The removal and its evidence are kept."
              : "The pupil stays on your roll until the officer has agreed."
          }
        />
      )}
      <span class="govuk-caption-l">{removal.schoolName}</span>
      <h1 class="govuk-heading-l">
        Removal of {pupil.forename} {pupil.surname}
      </h1>
      <p class="govuk-body">
        <GovukTag {...stateTags[state]} />
      </p>
      {next}
      <GovukSummaryList
        card={{ title: { text: groundInWords(removal), headingLevel: 2 } }}
        rows={removalRows(removal, today).map(([key, value]) => ({
          key: { text: key },
          value: { html: value },
        }))}
      />
      <DenseTable
        caption="What the ground asks, as it was found"
        columns={[{ text: "It asks that" }, { text: "Holds since" }, { text: "By" }]}
        rows={removal.parts.map(({ says, on, clause }) => [
          says,
          on ? shortDay(Temporal.PlainDate.from(on)) : "As answered",
          clause,
        ])}
      />
      <Sections sections={[{ slug: "evidence", title: "Evidence", rows: removal.answered }]} />
      <DenseTable
        caption={`What was done: ${counted(removal.steps.length, "step")}`}
        columns={[
          { text: "What" },
          { text: "Day", unbroken: true },
          { text: "Who and when" },
          { text: "Words" },
        ]}
        rows={removal.steps.map(({ step, onDay, words, madeAt, madeBy }) => [
          stepWords[step],
          onDay ? shortDay(Temporal.PlainDate.from(onDay)) : "",
          `${madeBy}, ${momentInWords(Temporal.Instant.from(madeAt))}`,
          words,
        ])}
      />
    </>
  );
}

/** What is kept of a removal, row by row. [H09] */
export function removalRows(removal: Removal, today: Temporal.PlainDate): [string, Markup][] {
  const { pupil } = removal;
  const times = lawfulTimes(removal, today);
  return [
    ["Regulation", removal.clause],
    ["Ground met on", dayInWords(removal.metOn)],
    ["Reason", <span class="keepsight-lines">{removal.reason}</span>],
    ["Destination", destinationWords[removal.destination]],
    ...(removal.newSchool || removal.newLaestab
      ? ([["New school", [removal.newSchool, removal.newLaestab].filter(Boolean).join(", ")]] as [
          string,
          string,
        ][])
      : []),
    ["Last attended", removal.lastAttendedOn ? dayInWords(removal.lastAttendedOn) : "Not given"],
    ["Common transfer file", transferFileInWords(removal)],
    [
      "Date of birth",
      pupil.dateOfBirth ? dayInWords(Temporal.PlainDate.from(pupil.dateOfBirth)) : "Not on record",
    ],
    ["UPN", pupil.upn ?? "Not on record"],
    ...(times.length > 0 ? [["In time", <Times times={times} />] as [string, Markup]] : []),
  ];
}

function Times({ times }: { times: ReturnType<typeof lawfulTimes> }) {
  return (
    <ul class="govuk-list">
      {times.map(({ says, isLate }) => (
        <li key={says}>{isLate ? <strong>{says}</strong> : says}</li>
      ))}
    </ul>
  );
}
