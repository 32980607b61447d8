import type { ChildRecord } from "../children/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInsetText,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { sources } from "./home-education.ts";
import { homeEducationReasons } from "./reasons.ts";

/** Entering a child on the register, prefilled with what the list of home education says. */
export function EnterPage({
  child,
  listStatus,
  csrf,
  typed,
  errors,
}: {
  child: ChildRecord;
  /** What the list of home education says of the education, in its own words. */
  listStatus: string | null | undefined;
  csrf: string;
  typed: Typed;
  errors?: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const open = child.cases.find((each) => each.open);
  return (
    <>
      <span class="govuk-caption-l">
        {child.forename} {child.surname}
      </span>
      <h1 class="govuk-heading-l">Enter on the register of home education</h1>
      {child.onRoll && (
        <GovukInsetText
          text={`${child.schoolName ?? "A school"} still has the child on its roll. The procedures say when the school takes the name off.`}
        />
      )}
      {listStatus && <GovukInsetText text={`The list of home education says: ${listStatus}.`} />}
      {open && (
        <GovukInsetText
          html={
            <>
              Case <a href={`/cases/${open.reference}`}>{open.reference}</a> is open. It hears that the child
              is registered as home educated, and can then be closed. If you do not think that the education
              is suitable, speak with the case's owner first.
            </>
          }
        />
      )}
      <Form action={`/children/${child.id}/home-education`} csrf={csrf}>
        <GovukRadios
          {...field.choice("source")}
          fieldset={{
            legend: { text: "How does the authority know?", classes: "govuk-fieldset__legend--s" },
          }}
          items={Object.entries(sources).map(([value, text]) => ({ value, text }))}
        />
        <GovukDateInput
          {...field.day("noticeOn")}
          fieldset={{
            legend: { text: "Day of the parent's notice (optional)", classes: "govuk-fieldset__legend--s" },
          }}
          hint={{ text: "From a notice the offer of support is counted. Leave it empty if nobody has it." }}
        />
        <GovukSelect
          {...field.text("reason")}
          label={{ text: "Main reason that the parents give (optional)" }}
          hint={{ text: "They need not say. It is counted in the return to the Department for Education." }}
          items={[
            { value: "", text: "Nobody has asked" },
            ...Object.entries(homeEducationReasons).map(([value, text]) => ({ value, text })),
          ]}
        />
        <GovukTextarea
          {...field.text("words")}
          label={{ text: "What the notice says (optional)" }}
          rows="4"
        />
        <GovukButton text="Enter the child" preventDoubleClick={true} />
      </Form>
    </>
  );
}
