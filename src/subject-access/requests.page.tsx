import type { ChildRecord } from "../children/index.ts";
import {
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukTextarea,
  type Markup,
  MoreAt,
  type Typed,
} from "../web/design/index.ts";
import { type AccessRequest, dueOnOf, standingOf, standingWords } from "./request.ts";

function RequestsTable({
  requests,
  today,
}: {
  requests: readonly AccessRequest[];
  today: Temporal.PlainDate;
}) {
  return (
    <DenseTable
      caption="Requests"
      columns={[
        { text: "Reference", unbroken: true },
        { text: "Asked by" },
        { text: "Came", unbroken: true },
        { text: "Due", unbroken: true },
        { text: "State" },
      ]}
      rows={requests.map((request): Markup[] => {
        const dueOn = dueOnOf(request);
        const late = standingOf(request) !== "given" && Temporal.PlainDate.compare(dueOn, today) < 0;
        return [
          <a key={request.id} href={`/subject-access/${request.reference}`}>
            {request.reference}
          </a>,
          request.askedBy,
          dayInWords(request.receivedOn),
          `${dayInWords(dueOn)}${late ? " (late)" : ""}`,
          standingWords[standingOf(request)],
        ];
      })}
    />
  );
}

/** Requests for a record that are not answered yet, the longest waiting first. */
export function RequestsPage({
  requests,
  moreAt,
  today,
}: {
  requests: readonly AccessRequest[];
  moreAt: string | undefined;
  today: Temporal.PlainDate;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Requests to see a record</h1>
      {requests.length === 0 ? (
        <p class="govuk-body">
          Nobody waits for a record. Record a request on the child’s record, under What was shared about this
          child.
        </p>
      ) : (
        <RequestsTable {...{ requests, today }} />
      )}
      <MoreAt href={moreAt}>Later ones</MoreAt>
    </>
  );
}

/** The requests for one child's record, and recording another. */
export function ChildRequestsPage({
  child,
  requests,
  today,
  csrf,
  typed,
  errors,
}: {
  child: ChildRecord;
  requests: readonly AccessRequest[];
  today: Temporal.PlainDate;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{`${child.forename} ${child.surname}`}</span>
      <h1 class="govuk-heading-l">Requests to see this record</h1>
      {requests.length > 0 && <RequestsTable {...{ requests, today }} />}
      <h2 class="govuk-heading-m">Record a request</h2>
      <Form action={`/children/${child.id}/subject-access`} csrf={csrf}>
        <GovukInput
          {...field.text("askedBy")}
          label={{ text: "Who asks?" }}
          classes="govuk-input--width-20"
          autocomplete="off"
        />
        <GovukTextarea
          {...field.text("identity")}
          label={{ text: "How did you make sure who they are, and that they may ask?" }}
          hint={{
            text: "A child who understands it asks for themselves. A parent asks for the child, not in their own right.",
          }}
          rows="3"
        />
        <GovukDateInput
          {...field.day("receivedOn")}
          fieldset={{ legend: { text: "When did it come?", classes: "govuk-fieldset__legend--s" } }}
          hint={{ text: "The record is due one calendar month after that day." }}
        />
        <GovukButton text="Record it, and copy the record" preventDoubleClick={true} />
      </Form>
    </>
  );
}
