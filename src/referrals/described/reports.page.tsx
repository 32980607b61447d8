import { DenseTable, GovukTag, londonDay, momentInWords, shortDay } from "../../web/design/index.ts";
import { stateOf, stateWords, toldOn } from "../referral.ts";
import type { SentReferral } from "../referrals.store.ts";
import type { DescribedForm } from "./described-forms.ts";

/** How long a form is; none is longer. */
const lengths = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

export type ReportsPageProps = {
  forms: readonly DescribedForm[];
  /** What a new report of each form is kept under until it is sent. */
  keyOf: () => string;
  drafts: readonly { definition: DescribedForm; key: string; called: string; savedAt: Temporal.Instant }[];
  reports: readonly SentReferral[];
};

/** Where those who are no school report a child, and read what became of what they reported. [D02] [G02] */
export function ReportsPage({ forms, keyOf, drafts, reports }: ReportsPageProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Report a child</h1>
      <p class="govuk-body">
        If you fear for a child, do not wait for this form: call children's services and the police today.
      </p>
      <ul class="govuk-list">
        {forms.map(({ form, title, forWhom, steps }) => (
          <li key={form}>
            <a
              class="govuk-link govuk-!-font-weight-bold"
              href={`/reports/${form}/${keyOf()}/${steps[0]?.slug}`}
            >
              {title}
            </a>
            <p class="govuk-hint">
              {forWhom}. {lengths[steps.length]} short pages; what you type is saved.
            </p>
          </li>
        ))}
      </ul>
      {drafts.length > 0 && (
        <DenseTable
          caption="Begun and not sent"
          columns={[{ text: "Child" }, { text: "Form" }, { text: "Saved" }, { text: "Do" }]}
          rows={drafts.map(({ definition, key, called, savedAt }) => [
            called || "No name yet",
            definition.title,
            momentInWords(savedAt),
            <a href={`/reports/${definition.form}/${key}/check`}>
              Go on<span class="govuk-visually-hidden"> with {called || "the report without a name"}</span>
            </a>,
          ])}
        />
      )}
      {reports.length === 0 ? (
        <p class="govuk-body">
          You have reported nobody yet. What you send, and what becomes of it, will stand here.
        </p>
      ) : (
        <DenseTable
          caption="What has become of your reports"
          columns={[
            { text: "Reference", unbroken: true },
            { text: "Child" },
            { text: "Sent", unbroken: true },
            { text: "State" },
            { text: "Last told" },
          ]}
          rows={reports.map((report) => {
            const { text, classes } = stateWords[stateOf(report)];
            return [
              <a href={`/reports/${report.reference}`}>{report.reference}</a>,
              `${report.forename} ${report.surname}`,
              shortDay(londonDay(report.receivedAt)),
              <GovukTag text={text} classes={classes} />,
              report.lastTold && report.lastToldAt && toldOn(report.lastToldAt, report.lastTold),
            ];
          })}
        />
      )}
    </>
  );
}
