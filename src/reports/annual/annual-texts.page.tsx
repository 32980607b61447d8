import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukTextarea,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import type { AnnualText } from "./annual.store.ts";
import { type Part, parts } from "./annual-report.ts";
import { type AnnualYear, keyOf, yearInWords } from "./annual-year.ts";
import { lastOf } from "./write-annual-texts.ts";

const hints: Record<Part, string> = {
  introduction: "What the board should know before the numbers.",
  "what-we-did": "What was done in the year, and what came of it.",
  "what-we-ask": "What the board is to decide, or to help with.",
};

/** The form in which the parts of a year's report are written, with every earlier wording under it. [H04] */
export function AnnualTextsPage({
  year,
  texts,
  csrf,
  typed,
  errors,
}: {
  year: AnnualYear;
  texts: readonly AnnualText[];
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
}) {
  const all = Object.keys(parts) as Part[];
  const last = Object.fromEntries(all.map((part) => [part, lastOf(texts, part)?.body ?? ""]));
  const field = fieldsOf(typed ?? last, errors);
  return (
    <>
      <span class="govuk-caption-l">{yearInWords(year)}</span>
      <h1 class="govuk-heading-l">Text of the annual report</h1>
      <p class="govuk-body">
        Name no child here, and nothing by which one could be known. An empty line begins a new paragraph.
      </p>
      <Form action={`/annual-report/texts?year=${keyOf(year)}`} csrf={csrf} seen={texts[0]?.revision ?? 0}>
        {all.map((part) => (
          <GovukTextarea
            {...field.text(part)}
            label={{ text: parts[part], classes: "govuk-label--m" }}
            hint={{ text: hints[part] }}
            rows="8"
          />
        ))}
        <GovukButton text="Keep the text" />
      </Form>
      {texts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">As it was written</h2>
          {texts.map(({ part, body, madeAt, madeBy }) => (
            <GovukDetails
              summaryText={`${parts[part]}, by ${madeBy}, ${momentInWords(madeAt)}`}
              html={<p class="govuk-body keepsight-typed">{body || "Taken out."}</p>}
            />
          ))}
        </>
      )}
    </>
  );
}
