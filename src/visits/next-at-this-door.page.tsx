import { heldInWords } from "../cases/index.ts";
import {
  Form,
  GovukButton,
  GovukInsetText,
  GovukTag,
  GovukWarningText,
  momentInWords,
} from "../web/design/index.ts";
import { risksInWords, whatToDo } from "./risk-assessment.ts";
import type { RiskAssessment } from "./risk-assessments.store.ts";
import { dueInFull, dueWord } from "./step.ts";
import { riskColours } from "./visit-card.page.tsx";
import type { VisitsPageProps } from "./visits.page.tsx";

export function NextAtThisDoor(props: VisitsPageProps) {
  const { kase, hold, owed, assessment, mayVisit, now } = props;
  const due = owed[0];
  const letterFirst = due?.act === "write-to-family";
  const at = `/cases/${kase.reference}/visits`;
  if (hold) return <GovukInsetText text={heldInWords(hold)} />;
  if (!kase.open) return <GovukInsetText text="This case is closed. Nobody is to visit." />;
  return (
    <section class="keepsight-next-step" aria-labelledby="next-at-this-door">
      <h2 class="govuk-heading-m" id="next-at-this-door">
        {due ? due.asks : "No visit is owed now"}
      </h2>
      {due?.dueAt && (
        <p class="govuk-body">
          <GovukTag text={dueWord(due.dueAt, now).word} classes={dueWord(due.dueAt, now).colour} /> by{" "}
          {dueInFull(due.dueAt)}
        </p>
      )}
      {assessment && <RiskToHeed {...props} assessment={assessment} />}
      {mayVisit && owed.some(({ act }) => act === "write-to-family") && (
        <LetterSent {...props} isNext={letterFirst} />
      )}
      {mayVisit && (
        <div class="govuk-button-group">
          {assessment ? (
            <GovukButton
              text="Record what you found"
              href={`${at}/outcome`}
              classes={letterFirst ? "govuk-button--secondary" : undefined}
            />
          ) : (
            <GovukButton
              text={due ? "Assess the risks first" : "Assess the risks of another visit"}
              href={`${at}/risk-assessment`}
              classes={due && !letterFirst ? undefined : "govuk-button--secondary"}
            />
          )}
          {assessment && (
            <a class="govuk-link" href={`${at}/risk-assessment`}>
              Assess the risks again
            </a>
          )}
        </div>
      )}
    </section>
  );
}

function LetterSent({ kase, csrf, isNext }: VisitsPageProps & { readonly isNext: boolean }) {
  return (
    <Form
      action={`/cases/${kase.reference}/visits/letter`}
      csrf={csrf}
      seen={kase.lastFactId ?? undefined}
      class="govuk-!-margin-bottom-4"
    >
      <p class="govuk-body">Before an ordinary visit the family gets a letter.</p>
      <div class="govuk-button-group">
        <GovukButton
          text="The letter has been sent"
          classes={isNext ? undefined : "govuk-button--secondary"}
        />
        <a class="govuk-link" href={`/cases/${kase.reference}/letters/new?template=before-visit`}>
          Write the letter here
        </a>
      </div>
    </Form>
  );
}

function RiskToHeed({ assessment, managers }: VisitsPageProps & { readonly assessment: RiskAssessment }) {
  const { overall, risks, other, madeAt, madeBy } = assessment;
  const said = `${risksInWords(risks)}${other ? `: ${other}` : ""}. Assessed on ${momentInWords(madeAt)} by ${madeBy}.`;
  if (overall !== "high")
    return (
      <p class="govuk-body">
        <GovukTag text={`${overall} risk`} classes={riskColours[overall]} /> {whatToDo[overall]} {said}
      </p>
    );
  return (
    <>
      <GovukWarningText text={`High risk. ${whatToDo.high}`} iconFallbackText="Warning" />
      {managers.length > 0 && (
        <p class="govuk-body">
          Whom to tell: {managers.map(({ name, phone }) => (phone ? `${name}, ${phone}` : name)).join("; ")}.
        </p>
      )}
      <p class="govuk-body">{said}</p>
    </>
  );
}
