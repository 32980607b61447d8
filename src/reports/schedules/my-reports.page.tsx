import { dayOf } from "../../calendar/index.ts";
import {
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukSelect,
  type Markup,
  RowButton,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import { type Report, reports, rhythmInWords, rhythms } from "./schedule.ts";
import type { ScheduleShown } from "./schedules.store.ts";

export type MyReportsShown = {
  schedules: readonly (ScheduleShown & {
    next: Temporal.PlainDate | undefined;
    mayEnd: boolean;
    /** Whether the viewer may open the report: who schedules for a role need not. */
    opens: boolean;
  })[];
  /** Those that the viewer may open, or may have sent to a role. */
  offered: readonly Report[];
  /** For who may schedule a report for a role: the roles, and where. */
  forRoles: { where: string; roles: readonly { role: string; title: string }[] } | undefined;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** The reports whose links come by e-mail to the viewer or to a role, and a form for one more. */
export function MyReportsPage({ schedules, offered, forRoles, csrf, typed, errors }: MyReportsShown) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-l">My reports</h1>
      <p class="govuk-body">
        On the days that you choose an e-mail brings you links to reports, one e-mail a day for all that are
        due. It never says anything about a child: you sign in to read the report.
      </p>
      {schedules.length === 0 ? (
        <p class="govuk-body">No report is sent to you yet.</p>
      ) : (
        <DenseTable
          caption="Reports that are sent as links"
          columns={[
            { text: "Report" },
            { text: "How often" },
            { text: "To" },
            { text: "Next" },
            { text: "Asked for" },
          ]}
          rows={schedules.map((schedule): Markup[] => [
            schedule.opens ? (
              <a href={reports[schedule.report].href}>{reports[schedule.report].title}</a>
            ) : (
              reports[schedule.report].title
            ),
            rhythmInWords(schedule),
            whomFor(schedule),
            schedule.next ? dayInWords(schedule.next) : "Once the dates are known",
            <>
              {`${shortDay(dayOf(schedule.madeAt))} by ${schedule.madeBy}`}
              {schedule.mayEnd && <End schedule={schedule} csrf={csrf} />}
            </>,
          ])}
        />
      )}
      <h2 class="govuk-heading-m">Add a report</h2>
      <Form action="/my-reports" csrf={csrf}>
        <GovukSelect
          {...field.text("report")}
          label={{ text: "Report" }}
          items={[
            { value: "", text: "Choose a report" },
            ...offered.map((report) => ({ value: report, text: reports[report].title })),
          ]}
        />
        <GovukSelect
          {...field.text("often")}
          label={{ text: "How often" }}
          items={[
            { value: "", text: "Choose how often" },
            ...Object.entries(rhythms).map(([value, { words }]) => ({ value, text: words })),
          ]}
        />
        {forRoles && (
          <GovukSelect
            {...field.text("to")}
            label={{ text: "To" }}
            hint={{ text: `Or to everybody who holds a role in ${forRoles.where} on the day` }}
            items={[
              { value: "", text: "Me" },
              ...forRoles.roles.map(({ role, title }) => ({ value: role, text: title })),
            ]}
          />
        )}
        <GovukButton text="Add" />
      </Form>
    </>
  );
}

function whomFor({ roleTitle, area }: ScheduleShown): string {
  if (roleTitle === null) return "You";
  return area === null ? `Role: ${roleTitle}` : `Role: ${roleTitle}, ${area}`;
}

function End({ schedule, csrf }: { readonly schedule: ScheduleShown; readonly csrf: string }) {
  return (
    <Form action={`/my-reports/${schedule.id}/end`} csrf={csrf}>
      <RowButton
        text="End"
        about={`${reports[schedule.report].title}, ${rhythmInWords(schedule)}, to ${whomFor(schedule)}`}
        classes="govuk-button--secondary govuk-!-margin-top-1"
      />
    </Form>
  );
}
