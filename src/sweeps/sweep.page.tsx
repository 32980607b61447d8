import {
  CsvFile,
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  GovukTextarea,
  MojAlert,
  momentInWords,
  type Typed,
  timeInWords,
  weekdayInWords,
} from "../web/design/index.ts";
import { actions, audiences, statuses } from "./sweep.ts";
import type { Meeting, Share, Sweep } from "./sweeps.store.ts";

export type SweepPageProps = {
  sweep: Sweep;
  met: readonly Meeting[];
  shares: readonly Share[];
  csrf: string;
  done: string | undefined;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** One sweep: who was met, the last on top, and sharing it. First on the page is what is pressed on the street. [E06] */
export function SweepPage({ sweep, met, shares, csrf, done, typed, errors }: SweepPageProps) {
  const at = `/sweeps/${sweep.reference}`;
  return (
    <>
      {done && <MojAlert variant="success" title="Recorded" text={done} />}
      <span class="govuk-caption-l">
        Sweep {sweep.reference}, {weekdayInWords(sweep.plannedOn)}
      </span>
      <h1 class="govuk-heading-l">
        {sweep.place}, {sweep.area}
      </h1>
      {sweep.partners && <p class="govuk-body">With {sweep.partners}</p>}
      <GovukButton text="Enter a child" href={`${at}/children`} />
      {met.length === 0 ? (
        <p class="govuk-body">Nobody has been entered yet.</p>
      ) : (
        <>
          <DenseTable
            caption="Children met, the last on top"
            columns={[
              ...[{ text: "Child" }, { text: "Met at" }, { text: "Lists" }, { text: "Status" }],
              ...[{ text: "Action" }, { text: "Referral", unbroken: true }],
            ]}
            rows={met.map((each) => [
              <a href={`${at}/children/${each.id}`}>
                {each.forename} {each.surname}
              </a>,
              timeInWords(each.metAt),
              each.foundAt || "Not known to any list",
              each.status ? statuses[each.status] : "To be recorded",
              each.action ? actions[each.action] : "",
              each.referral ?? "",
            ])}
          />
          <CsvFile href={`${at}.csv`}>Save the children met as a CSV file</CsvFile>
          <ShareForm {...{ at, csrf, typed, errors }} />
        </>
      )}
      {shares.length > 0 && (
        <DenseTable
          caption="Shared"
          columns={[
            { text: "With" },
            { text: "When" },
            { text: "By" },
            { text: "Children", numeric: true },
            { text: "Basis" },
          ]}
          rows={shares.map(({ audience, madeAt, madeBy, children, lawfulBasis }) => [
            audiences[audience],
            momentInWords(madeAt),
            madeBy,
            String(children.length),
            lawfulBasis,
          ])}
        />
      )}
    </>
  );
}

function ShareForm({
  at,
  csrf,
  typed,
  errors,
}: Pick<SweepPageProps, "csrf" | "typed" | "errors"> & { at: string }) {
  const field = fieldsOf(
    typed ?? {
      lawfulBasis: "Children Act 2004, sections 10 and 11: to co-operate for the welfare of a child",
    },
    errors,
  );
  return (
    <>
      <h2 class="govuk-heading-m">Share what was found</h2>
      <Form action={`${at}/shares`} csrf={csrf}>
        <GovukRadios
          {...field.choice("audience")}
          fieldset={{ legend: { text: "With whom?", classes: "govuk-fieldset__legend--s" } }}
          items={[
            {
              value: "youth-offending",
              text: audiences["youth-offending"],
              hint: {
                text: "Children of 10 and over who were out without leave: name, date of birth, status, action.",
              },
            },
            {
              value: "post-16",
              text: audiences["post-16"],
              hint: { text: "Children of Year 11 and over: name, date of birth, status." },
            },
          ]}
        />
        <GovukTextarea
          {...field.text("lawfulBasis")}
          label={{ text: "Lawful basis", classes: "govuk-label--s" }}
          rows="2"
        />
        <GovukButton text="Share the list" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}
