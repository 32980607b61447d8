import { type fieldsOf, GovukCheckboxes, GovukRadios, GovukTextarea } from "../web/design/index.ts";
import { disclosedInWords } from "./disclosed-list.page.tsx";
import { choicesIn } from "./disclosure.ts";
import { type Disclosed, disclosable, lawfulBases } from "./enquiry.ts";

/** The question, what those who are asked are told, and why the law allows it. [G01] */
export function DisclosureFields({
  field,
  everything,
}: {
  readonly field: ReturnType<typeof fieldsOf>;
  readonly everything: Disclosed;
}) {
  return (
    <>
      <GovukTextarea
        {...field.text("question")}
        rows="3"
        label={{ text: "Your question, in plain words", classes: "govuk-label--s" }}
      />
      <GovukCheckboxes
        {...field.choices("disclose")}
        classes="govuk-checkboxes--small"
        fieldset={{ legend: { text: "What they are told", classes: "govuk-fieldset__legend--s" } }}
        hint={{
          text: "They see this and nothing else. Tick no more than they need to recognise the child.",
        }}
        items={choicesIn(everything).map((item) => ({
          value: item,
          text: `${disclosable[item]}: ${disclosedInWords(item, everything).replaceAll("\n", ", ")}`,
        }))}
      />
      <GovukRadios
        {...field.choice("basis")}
        classes="govuk-radios--small"
        fieldset={{ legend: { text: "Why the law allows it", classes: "govuk-fieldset__legend--s" } }}
        items={lawfulBases.map((basis) => ({ value: basis, text: basis }))}
      />
    </>
  );
}
