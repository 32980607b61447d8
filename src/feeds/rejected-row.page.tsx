import {
  counted,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukDetails,
  GovukInput,
  GovukInsetText,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { columnInWords } from "./column-words.ts";
import { definitionOf } from "./lists/index.ts";
import type { RejectedRow } from "./rejected-rows.store.ts";

export type RejectedRowPageProps = {
  readonly row: RejectedRow;
  readonly csrf: string;
  /** The cells as they were typed, or as they came. */
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
};

/** Where the page goes back to. */
export const backToRows = <GovukBackLink href="/rejected-rows" text="Rows to correct" />;

/** One row: what is wrong beside each field, and the two ways to settle it. */
export function RejectedRowPage({ row, csrf, typed, errors }: RejectedRowPageProps) {
  const { id, list, rowNumber, importId, faults, content } = row;
  const { required, optional } = definitionOf(list);
  const faulty = new Set(faults.map(({ field }) => field));
  const shown = [...required, ...optional].filter(
    (column) => faulty.has(column) || required.includes(column) || content[column] || typed[column],
  );
  const rest = optional.filter((column) => !shown.includes(column));
  const wholeRow = faults.filter(({ field }) => !shown.includes(field));
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-xl">
        Row {rowNumber} of import {importId}
      </h1>
      <p class="govuk-body">
        {[definitionOf(list).title, row.schoolName, row.fileName].filter(Boolean).join(", ")}
      </p>
      {row.settledAs ? (
        <GovukInsetText
          text={
            row.settledAs === "corrected"
              ? "This row was corrected and is in."
              : `This row was set aside: ${row.setAsideBecause ?? ""}`
          }
        />
      ) : (
        <>
          {row.alike > 0 && (
            <p>
              The file holds this very row {counted(row.alike, "time")} more. To settle this one settles all.
            </p>
          )}
          {wholeRow.map(({ fault, mend }) => (
            <GovukInsetText text={`${fault} ${mend}`} />
          ))}
          <Form action={`/rejected-rows/${id}`} csrf={csrf}>
            {shown.map((column) => (
              <GovukInput
                {...field.text(column)}
                label={{ text: columnInWords(column) }}
                autocomplete="off"
              />
            ))}
            {rest.length > 0 && (
              <GovukDetails
                summaryText="Columns that are empty"
                html={rest.map((column) => (
                  <GovukInput
                    {...field.text(column)}
                    label={{ text: columnInWords(column) }}
                    autocomplete="off"
                  />
                ))}
              />
            )}
            <GovukButton text="Take in the corrected row" />
          </Form>
          <h2 class="govuk-heading-m">Or set it aside</h2>
          <Form action={`/rejected-rows/${id}/set-aside`} csrf={csrf}>
            <GovukTextarea
              {...field.text("because")}
              label={{ text: "Why this row need not come in" }}
              hint={{ text: "It stays here with your reason." }}
              rows="3"
            />
            <GovukButton text="Set the row aside" classes="govuk-button--secondary" />
          </Form>
        </>
      )}
    </>
  );
}
