import {
  Form,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukInsetText,
  GovukNotificationBanner,
  momentInWords,
} from "../web/design/index.ts";
import type { PageToShow } from "../web/routes.ts";
import type { Kase, RecordedFact } from "./case.ts";
import type { CaseForm, SentForm } from "./case-form.ts";
import { factInWords } from "./fact-words.ts";

export type CaseFormShown<Values, Extra> = {
  form: CaseForm<Values, Extra>;
  kase: Kase;
  extra: Extra;
  csrf: string;
  today: Temporal.PlainDate;
  sent?: SentForm | undefined;
  /** The case from which it takes on what was recorded there by mistake. */
  takenOnFrom?: string | undefined;
  /** What others recorded since the form was opened; it must be read before the form is sent again. */
  meanwhile?: readonly RecordedFact[];
};

/** The page of one form on a case: fresh, refused, or overtaken by what somebody else recorded. */
export function caseFormPage<Values, Extra>(shown: CaseFormShown<Values, Extra>): PageToShow {
  const { form, kase, extra, csrf, today, sent, takenOnFrom, meanwhile = [] } = shown;
  const field = fieldsOf(sent?.typed ?? form.prefilled?.(today, kase), sent?.errors);
  const caseAt = `/cases/${kase.reference}`;
  return {
    title: `${form.title}, case ${kase.reference}`,
    status: meanwhile.length > 0 ? 409 : sent?.errors ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href={caseAt} text={`Back to case ${kase.reference}`} />,
    children: (
      <>
        {meanwhile.length > 0 && <Meanwhile facts={meanwhile} />}
        <span class="govuk-caption-l">Case {kase.reference}</span>
        <h1 class="govuk-heading-l">{form.title}</h1>
        {takenOnFrom && (
          <GovukInsetText
            text={`This was recorded on case ${takenOnFrom} by mistake, and is taken off it. Read it again, then record it here.`}
          />
        )}
        <Form action={`${caseAt}/${form.at}`} csrf={csrf} seen={kase.lastFactId ?? undefined}>
          {form.fields({ field, extra, kase })}
          <div class="govuk-button-group">
            <GovukButton text={form.button} preventDoubleClick={true} />
            <a href={caseAt}>Cancel</a>
          </div>
        </Form>
      </>
    ),
  };
}

function Meanwhile({ facts }: { facts: readonly RecordedFact[] }) {
  return (
    <GovukNotificationBanner
      titleText="Someone else recorded something meanwhile"
      role="alert"
      html={
        <>
          <p class="govuk-notification-banner__heading">
            Nothing of yours is recorded yet. Read what is new, then send the form again if it still holds.
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {facts.map((fact) => {
              const { title, says } = factInWords(fact);
              return (
                <li>
                  <strong>{title}</strong> {says} {fact.madeByName}, {momentInWords(fact.madeAt)}
                </li>
              );
            })}
          </ul>
        </>
      }
    />
  );
}
