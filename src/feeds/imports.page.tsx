import {
  counted,
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukFileUpload,
  GovukInsetText,
  GovukSelect,
  GovukTag,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import type { Feed } from "./feed-rhythm.ts";
import { FeedsTable, LayoutLinks } from "./feeds-table.tsx";
import type { Import, ImportState } from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import { definitionOf } from "./lists/index.ts";
import type { SchoolFeedCount } from "./school-feeds.store.ts";

export type ImportsPageProps = {
  readonly imports: readonly Import[];
  readonly moreAt: string | undefined;
  readonly waiting: number;
  /** The lists that this person may send. */
  readonly mayBring: readonly ListDefinition[];
  /** When each list last came, for who looks after an authority's. */
  readonly feeds: readonly Feed[];
  /** Of the lists that every school is to send, how many schools do not. */
  readonly schools: readonly SchoolFeedCount[];
  readonly now: Temporal.Instant;
  /** If this person makes keys for other systems. */
  readonly keepsKeys: boolean;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Send a file, and what became of those before. */
export function ImportsPage({
  imports,
  moreAt,
  waiting,
  mayBring,
  feeds,
  schools,
  now,
  keepsKeys,
  csrf,
  typed,
  errors,
}: ImportsPageProps) {
  const field = fieldsOf({ list: mayBring[0]?.word ?? "", ...typed }, errors);
  return (
    <>
      <h1 class="govuk-heading-xl">Imports</h1>
      {waiting > 0 && (
        <GovukInsetText
          html={
            <>
              {counted(waiting, "row")} {waiting === 1 ? "waits" : "wait"} for correction.{" "}
              <a href="/rejected-rows">{waiting === 1 ? "Correct it" : "Correct them"}</a>
            </>
          }
        />
      )}
      <h2 class="govuk-heading-m">Send a file</h2>
      <p>
        Save the list as CSV (UTF-8) with its column names in the first row. Rows that are not clear wait for
        you to correct them; nothing is dropped. The same file sent again changes nothing.
      </p>
      <Form action="/imports" csrf={csrf} files>
        <GovukSelect
          {...field.text("list")}
          label={{ text: "Which list it is" }}
          items={mayBring.map(({ word, title }) => ({ value: word, text: title }))}
        />
        <GovukFileUpload
          {...field.text("file")}
          label={{ text: "The file" }}
          hint={{ text: "A CSV file of at most 250 MB" }}
        />
        <GovukButton text="Send the file" />
      </Form>
      {keepsKeys && (
        <p>
          Another system can send lists by itself: <a href="/keys">make or revoke its key</a>.
        </p>
      )}
      {feeds.length > 0 ? (
        <FeedsTable feeds={feeds} schools={schools} now={now} />
      ) : (
        <LayoutLinks lists={mayBring} />
      )}
      {imports.length === 0 ? (
        <p>No file has been sent yet. The first one shows here, with how many rows were new or waiting.</p>
      ) : (
        <DenseTable
          caption="Files sent before"
          columns={[
            { text: "File" },
            { text: "List" },
            { text: "Sent", unbroken: true },
            { text: "State" },
            { text: "New", numeric: true },
            { text: "Changed", numeric: true },
            { text: "The same", numeric: true },
            { text: "Not clear", numeric: true },
          ]}
          rows={imports.map((read) => [
            <a href={`/imports/${read.id}`}>Import {read.id}</a>,
            definitionOf(read.list).title,
            momentInWords(read.madeAt),
            <StateTag state={read.state} />,
            number(read.rowsNew),
            number(read.rowsChanged),
            number(read.rowsSame),
            number(read.rowsRejected),
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>Older files</a>}
    </>
  );
}

const states: Record<ImportState, { words: string; colour: string }> = {
  waiting: { words: "Waiting", colour: "govuk-tag--grey" },
  running: { words: "Being read", colour: "govuk-tag--blue" },
  done: { words: "Finished", colour: "govuk-tag--green" },
  failed: { words: "Could not be read", colour: "govuk-tag--red" },
  cancelled: { words: "Stopped", colour: "govuk-tag--grey" },
};

/** The state of an import, in words and colour. */
export function StateTag({ state }: { readonly state: ImportState }) {
  return <GovukTag text={states[state].words} classes={states[state].colour} />;
}

/** 103,475 */
export function number(count: number): string {
  return count.toLocaleString("en-GB");
}
