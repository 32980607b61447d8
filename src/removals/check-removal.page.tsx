import { Sections } from "../referrals/index.ts";
import {
  dayInWords,
  Form,
  GovukButton,
  GovukInsetText,
  GovukSummaryList,
  GovukWarningText,
} from "../web/design/index.ts";
import { destinationWords, transferFileWords } from "./removal.ts";
import type { RemovalReady } from "./remove-from-roll.ts";

const refusals: Readonly<Record<string, string>> = {
  "no-ground": "No ground is chosen.",
  "not-met": "The ground is not met.",
  unfinished: "The page about the removal still wants something.",
  already: "A removal of this pupil waits for the officer already.",
};

/** Why a day may not be the day of the removal, as far as procedure and ground allow. [C28] */
export const dayRefusals: Readonly<Record<string, string>> = {
  ahead: "The day of the removal must be today or in the past",
  "before-met":
    "The day of the removal must be the day on which the ground was met, or later: a name may not come off before",
  "dated-back":
    "This ground names no day of its own, so the removal bears the day on which it is made: today. Only a ground that names its day, or an officer’s yes, lets it bear an earlier one",
  "before-agreed": "The officer agreed to a removal from a later day",
  "not-judged":
    "The ground was judged for another day, or by other regulations than those of this day. Go back to the first page and name this day there",
};

/** Everything that will be kept, to check before the name comes off, and if the officer must say yes first. */
export function CheckRemovalPage({
  name,
  judged,
  at,
  csrf,
}: {
  name: string;
  judged: RemovalReady;
  at: string;
  csrf: string;
}) {
  // Most of all whoever sends it again, from a second tab or after going back.
  if ("refused" in judged && judged.refused === "not-on-roll")
    return (
      <>
        <h1 class="govuk-heading-l">{name} is not on your roll</h1>
        <p class="govuk-body">
          If you have just taken the name off, it is done: see <a href="/my-school/removals">Removals</a>.
        </p>
      </>
    );
  if ("refused" in judged)
    return (
      <>
        <span class="govuk-caption-l">{name}</span>
        <h1 class="govuk-heading-l">The name cannot come off yet</h1>
        <GovukWarningText
          text={judged.refused === "day" ? `${dayRefusals[judged.day]}.` : (refusals[judged.refused] ?? "")}
          iconFallbackText="Warning"
        />
        <p class="govuk-body">
          <a href={judged.refused === "day" || judged.refused === "unfinished" ? `${at}/leaving` : at}>
            Change it
          </a>
        </p>
      </>
    );
  const { ready, removedOn, bar } = judged;
  const kept: [string, string][] = [
    ["Day of the removal", dayInWords(removedOn)],
    ["Last day attended", ready.lastAttendedOn ? dayInWords(ready.lastAttendedOn) : "Not given"],
    ["Destination", destinationWords[ready.destination]],
    ...(ready.destination === "school"
      ? ([["New school", [ready.newSchool, ready.newLaestab].filter(Boolean).join(", ")]] as [
          string,
          string,
        ][])
      : []),
    ["Reason", ready.reason],
    ["Common transfer file", transferFileWords[ready.transferFile]],
  ];
  return (
    <>
      <span class="govuk-caption-l">{name}</span>
      <h1 class="govuk-heading-l">Check before the name comes off</h1>
      {bar && (
        <GovukInsetText
          html={
            <>
              <p class="govuk-body">
                <strong>The children missing education officer must say yes first ({bar.clause}).</strong>{" "}
                {bar.says}
              </p>
              <p class="govuk-body">
                The officer sees what you send here, and names the day from which the name may come off. Until
                then the pupil stays on your roll.
              </p>
            </>
          }
        />
      )}
      <Sections
        sections={[
          {
            slug: "evidence",
            title: `${ready.ground.called}, met on ${dayInWords(ready.metOn)}`,
            rows: [...ready.answered],
          },
        ]}
        changeAt={() => `${at}/evidence`}
      />
      <GovukSummaryList
        card={{
          title: { text: "The removal", headingLevel: 2 },
          actions: { items: [{ href: `${at}/leaving`, text: "Change" }] },
        }}
        rows={kept.map(([key, value]) => ({
          key: { text: key },
          value: { html: <span class="keepsight-lines">{value}</span> },
        }))}
      />
      <Form action={at} csrf={csrf}>
        <GovukButton
          text={bar ? "Ask the officer" : "Take the name off the roll"}
          preventDoubleClick={true}
        />
      </Form>
    </>
  );
}
