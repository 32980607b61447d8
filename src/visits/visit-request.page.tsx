import { draftAt } from "../drafts/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukPanel,
  GovukRadios,
  GovukSelect,
  GovukSummaryList,
  GovukTextarea,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { AlsoMissingHere } from "./also-missing.page.tsx";
import { Lines } from "./lines.tsx";
import {
  type EditableFields,
  editableFields,
  type VisitRequestForm,
  visitRequestFields,
} from "./visit-request.ts";
import type { AlsoMissing, SentRequest } from "./visit-requests.store.ts";

const hints: Partial<Record<keyof EditableFields, string>> = {
  address: "The area visits this address.",
  concerns: "If known. A plan, a past concern, an open referral.",
  socialWorker: "Name, team and telephone, if there is one.",
};

/** The visit request (form CME4), filled in from the case. [D04] */
export function VisitRequestPage({
  reference,
  seen,
  csrf,
  form,
  areas,
  within,
  letterFirst,
  alsoMissing,
  typed,
  errors,
}: {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly form: VisitRequestForm;
  readonly areas: readonly { id: number; name: string }[];
  /** How long the procedure gives for either kind of visit, in words. */
  readonly within: { readonly urgent: string | undefined; readonly ordinary: string | undefined };
  /** If the area writes to the family before an ordinary visit. */
  readonly letterFirst: boolean;
  /** Brothers and sisters who are missing education too. */
  readonly alsoMissing: readonly AlsoMissing[];
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const chosen = String(typed["area"] ?? "");
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Ask for a home visit (CME4)</h1>
      <p class="govuk-body">
        Filled in from the case. Add what the record does not know. The area sees it at once under My visits.
      </p>
      <GovukSummaryList
        rows={(["name", "dateOfBirth", "dateOfReferral", "ethnicity", "firstLanguage"] as const).map(
          (name) => ({
            key: { text: visitRequestFields[name] },
            value: { text: form[name] },
          }),
        )}
      />
      <AlsoMissingHere siblings={alsoMissing} />
      <Form
        action={`/cases/${reference}/visit-requests`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt("visit-request", reference)}
      >
        <GovukRadios
          {...field.choice("urgent")}
          fieldset={{
            legend: { text: "How soon must somebody visit?", classes: "govuk-fieldset__legend--m" },
          }}
          items={[
            {
              value: "no",
              text: letterFirst ? "A letter first, then a visit" : "In the ordinary time",
              hint: within.ordinary ? { text: `Within ${within.ordinary}` } : undefined,
            },
            {
              value: "yes",
              text: letterFirst ? "Urgent: a visit without a letter" : "Urgent: before all others",
              hint: {
                text: `Where a concern, such as child protection, cannot wait${within.urgent ? `: within ${within.urgent}` : ""}`,
              },
            },
          ]}
        />
        <GovukSelect
          {...field.text("area")}
          label={{ text: "Which area is to visit?", classes: "govuk-label--m" }}
          items={[
            ...(chosen ? [] : [{ value: "", text: "Choose the area" }]),
            ...areas.map(({ id, name }) => ({
              value: String(id),
              text: name,
              selected: String(id) === chosen,
            })),
          ]}
        />
        {editableFields.map((name) => (
          <GovukTextarea
            key={name}
            {...field.text(name)}
            rows={String(Math.min(6, Math.max(2, String(typed[name] ?? "").split("\n").length)))}
            label={{ text: visitRequestFields[name], classes: "govuk-label--s" }}
            hint={hints[name] ? { text: hints[name] } : undefined}
          />
        ))}
        <GovukButton text="Send to the area" />
      </Form>
    </>
  );
}

/** A visit request as it was sent: the acknowledgement and the printed copy. */
export function SentRequestPage({
  caseReference,
  request,
  justSent,
}: {
  readonly caseReference: string;
  readonly request: SentRequest;
  readonly justSent: boolean;
}) {
  const { reference, area, urgent, content, madeAt, madeBy } = request;
  return (
    <>
      {justSent && (
        <>
          <GovukPanel titleText="Visit asked for" html={<strong>{reference}</strong>} />
          <p class="govuk-body">
            {`${area} sees it now under My visits${urgent ? ", marked as urgent" : ""}. What they find comes to the case by itself.`}
          </p>
        </>
      )}
      <RequestHeading isPageHeading={!justSent} words={`Visit request ${reference} (CME4)`} />
      <p class="govuk-body">
        {`To the manager for attendance, ${area}. ${urgent ? "Urgent. " : ""}From ${madeBy}, ${momentInWords(madeAt)}.`}
      </p>
      <GovukSummaryList
        rows={(Object.keys(visitRequestFields) as (keyof VisitRequestForm)[]).map((name) => ({
          key: { text: visitRequestFields[name] },
          value: { html: content[name] ? <Lines text={content[name]} /> : "–" },
        }))}
      />
      <p class="govuk-body keepsight-not-printed">
        <a class="govuk-link" href={`/cases/${caseReference}`}>
          Back to the case
        </a>
      </p>
    </>
  );
}

function RequestHeading({
  isPageHeading,
  words,
}: {
  readonly isPageHeading: boolean;
  readonly words: string;
}) {
  return isPageHeading ? <h1 class="govuk-heading-l">{words}</h1> : <h2 class="govuk-heading-l">{words}</h2>;
}
