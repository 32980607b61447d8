import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukSummaryList,
  GovukTag,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { faults, type SchoolStanding, stateOf } from "./inspection.ts";
import type { Inspection } from "./inspections.store.ts";

export type Filled = { form: "plan" | "found" | "follow-up"; typed: Typed; errors: FormErrors };
export type SchoolInspectionsPageProps = {
  school: SchoolStanding;
  inspections: readonly Inspection[];
  today: Temporal.PlainDate;
  csrf: string;
  filled: Filled | undefined;
};

const small = { classes: "govuk-label--s" };
const legend = (text: string) => ({ legend: { text, classes: "govuk-fieldset__legend--s" } });

/** One school: its inspections and what followed, recording one, and planning the next. [E13] */
export function SchoolInspectionsPage(props: SchoolInspectionsPageProps) {
  const { school, inspections, today, csrf, filled } = props;
  const at = `/inspections/${school.code}`;
  const { text, classes } = stateOf(school, today);
  const fields = (form: Filled["form"]) =>
    filled?.form === form ? fieldsOf(filled.typed, filled.errors) : fieldsOf();
  const open = inspections.find(({ mendBy, settled }) => mendBy !== null && !settled);
  return (
    <>
      <span class="govuk-caption-l">Inspection of school registers</span>
      <h1 class="govuk-heading-l">{school.school}</h1>
      <p class="govuk-body">
        <GovukTag text={text} classes={classes} />
        {school.plannedOn && ` Planned for ${dayInWords(school.plannedOn)}.`}
      </p>
      {inspections.length === 0 && <p class="govuk-body">No inspection is on record yet.</p>}
      {inspections.map((inspection) => (
        <InspectionCard key={inspection.id} inspection={inspection} />
      ))}
      {open && <FollowUpForm {...{ at, csrf, open }} field={fields("follow-up")} />}
      <FoundForm {...{ at, csrf }} field={fields("found")} />
      <h2 class="govuk-heading-m">Plan an inspection</h2>
      <Form action={`${at}/plans`} csrf={csrf}>
        <GovukDateInput {...fields("plan").day("plannedOn")} fieldset={legend("Day")} />
        <GovukButton text="Plan it" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}

function InspectionCard({ inspection }: { readonly inspection: Inspection }) {
  const { inspectedOn, inspector, faults: found, findings, mendBy, settled, followUps } = inspection;
  const row = (text: string, words: string) => ({ key: { text }, value: { text: words } });
  return (
    <GovukSummaryList
      card={{ title: { text: `Inspected on ${dayInWords(inspectedOn)}`, headingLevel: 2 } }}
      rows={[
        row("By", inspector),
        row(
          "Not in order",
          found.map((fault) => faults[fault]).join("; ") || "Nothing: the registers are in order",
        ),
        findings !== "" && row("Findings", findings),
        mendBy !== null && row("To be put right by", `${dayInWords(mendBy)}${settled ? ", and it was" : ""}`),
        ...followUps.map(({ followedOn, words, by }) =>
          row(`Followed up on ${dayInWords(Temporal.PlainDate.from(followedOn))}`, `${words} (${by})`),
        ),
      ]}
    />
  );
}

type Field = ReturnType<typeof fieldsOf>;

function FoundForm({ at, csrf, field }: { at: string; csrf: string; field: Field }) {
  return (
    <>
      <h2 class="govuk-heading-m">Record an inspection</h2>
      <Form action={at} csrf={csrf}>
        <GovukDateInput {...field.day("inspectedOn")} fieldset={legend("Day of the inspection")} />
        <GovukInput {...field.text("inspector")} label={{ text: "Who inspected the registers", ...small }} />
        <GovukCheckboxes
          {...field.choices("faults")}
          fieldset={legend("What is not in order?")}
          hint={{ text: "Nothing ticked says that the registers are kept as the regulations ask." }}
          items={Object.entries(faults).map(([value, text]) => ({ value, text }))}
        />
        <GovukTextarea
          {...field.text("findings")}
          label={{ text: "Findings (optional)", ...small }}
          hint={{ text: "Name no pupil here." }}
        />
        <GovukDateInput
          {...field.day("mendBy")}
          fieldset={legend("Day by which the school puts it right, if anything is not in order")}
        />
        <GovukButton text="Record the inspection" preventDoubleClick={true} />
      </Form>
    </>
  );
}

function FollowUpForm({
  at,
  csrf,
  open,
  field,
}: {
  at: string;
  csrf: string;
  open: Inspection;
  field: Field;
}) {
  return (
    <>
      <h2 class="govuk-heading-m">Follow up the inspection of {dayInWords(open.inspectedOn)}</h2>
      <Form action={`${at}/follow-ups/${open.id}`} csrf={csrf}>
        <GovukDateInput {...field.day("followedOn")} fieldset={legend("Day of the follow-up")} />
        <GovukTextarea {...field.text("words")} label={{ text: "What was found?", ...small }} rows="3" />
        <GovukRadios
          {...field.choice("settled")}
          fieldset={legend("Is all put right?")}
          items={[
            { value: "yes", text: "Yes" },
            { value: "no", text: "No" },
          ]}
        />
        <GovukButton text="Record the follow-up" preventDoubleClick={true} />
      </Form>
    </>
  );
}
