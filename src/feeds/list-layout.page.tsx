import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukDetails,
  GovukSelect,
} from "../web/design/index.ts";
import { layoutOf } from "./column-layout.ts";
import { type Rhythm, rhythms } from "./feed-rhythm.ts";
import type { ListDefinition } from "./list-definition.ts";

export type ListLayoutPageProps = {
  readonly definition: ListDefinition;
  /** How often it is expected, for who may say so. */
  readonly expected: Rhythm | undefined;
  readonly csrf: string;
  readonly errors: FormErrors | undefined;
};

/** Where the page goes back to. */
export const backToImports = <GovukBackLink href="/imports" text="Imports" />;

/** How the files of a list are to be laid out, an empty one to fill in, and how often they are expected. */
export function ListLayoutPage({ definition, expected, csrf, errors }: ListLayoutPageProps) {
  const { word, title } = definition;
  return (
    <>
      <h1 class="govuk-heading-l">{title}: how the file is laid out</h1>
      <p>
        A CSV file in UTF-8 with the names of its columns in the first row. The order does not matter, and
        columns that are not named here are left alone. The example is invented.
      </p>
      <p>
        <a href={`/imports/templates/${word}`} download>
          Take an empty file with all columns
        </a>
      </p>
      <DenseTable
        caption="Columns"
        columns={[{ text: "Column" }, { text: "What it holds" }, { text: "Example" }, { text: "Needed" }]}
        rows={layoutOf(definition).map(({ name, holds, example, required }) => [
          <code>{name}</code>,
          holds,
          example,
          required ? "Yes" : "No",
        ])}
      />
      <GovukDetails
        summaryText="Other ways to send it"
        html={
          <>
            <p>
              On the server: <code>npx keepsight import {word} FILE</code>, or a file named{" "}
              <code>{word}-anything.csv</code> in the watched folder.
            </p>
            <p>
              From another system: <code>POST /api/imports/{word}</code> with the file as{" "}
              <code>text/csv</code> and a key of your own.
            </p>
          </>
        }
      />
      {expected && (
        <Form action={`/imports/layouts/${word}/rhythm`} csrf={csrf}>
          <GovukSelect
            {...fieldsOf({ expected }, errors).text("expected")}
            label={{ text: "How often it is expected" }}
            hint={{ text: "When it stops coming, officers and leads are told on their first page." }}
            items={Object.entries(rhythms).map(([value, { words }]) => ({ value, text: words }))}
          />
          <GovukButton text="Save" classes="govuk-button--secondary" />
        </Form>
      )}
    </>
  );
}
