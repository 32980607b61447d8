import { GovukButton, GovukInsetText, GovukNotificationBanner, type Markup } from "../web/design/index.ts";
import type { GroundDecided } from "./decide-ground.ts";
import type { Ground } from "./ground.ts";
import { answerInWords, GroundParts } from "./ground-parts.tsx";

export type AnswerPageProps = {
  name: string;
  ground: Ground;
  decided: GroundDecided;
  today: Temporal.PlainDate;
  strip: Markup;
  /** What else is to know, such as that the pupil is not of compulsory school age. */
  toKnow: readonly string[];
  at: string;
};

/** Whether the ground is met, on which day, and what is missing. [F01] */
export function AnswerPage({ name, ground, decided, today, strip, toKnow, at }: AnswerPageProps) {
  return (
    <>
      <span class="govuk-caption-l">
        {name}: {ground.clause}
      </span>
      <h1 class="govuk-heading-l">{ground.called}</h1>
      <GovukNotificationBanner
        titleText={decided.met ? "Met" : "Not met"}
        type={decided.met ? "success" : undefined}
        html={<p class="govuk-notification-banner__heading">{answerInWords(decided, today)}</p>}
        disableAutoFocus={true}
      />
      {toKnow.map((words) => (
        <GovukInsetText key={words} text={words} />
      ))}
      <GroundParts parts={decided.parts} />
      {ground.conditions.some(({ kind }) => kind === "unauthorised" || kind === "not-back") && strip}
      {decided.met ? (
        <p class="govuk-body">
          Once a ground is met the law leaves no choice: the name comes off, and the authority is told no
          later than on that day.
        </p>
      ) : (
        <p class="govuk-body">
          Until every part is met, the name stays on the roll and the sessions are marked. Your answers are
          kept: come back when something has changed.
        </p>
      )}
      <div class="govuk-button-group">
        {decided.met && <GovukButton text="Continue" href={`${at}/leaving`} />}
        <a class="govuk-link" href={`${at}/evidence`}>
          Change the answers
        </a>
        <a class="govuk-link" href={at}>
          Choose another ground
        </a>
      </div>
    </>
  );
}
