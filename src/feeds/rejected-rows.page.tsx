import { CsvFile, DenseTable } from "../web/design/index.ts";
import { columnInWords } from "./column-words.ts";
import { definitionOf } from "./lists/index.ts";
import type { RejectedRow, RowContent } from "./rejected-rows.store.ts";

export type RejectedRowsPageProps = {
  readonly rows: readonly RejectedRow[];
  readonly moreAt: string | undefined;
  /** Where the whole list is, as a file. */
  readonly fileAt: string;
};

/** The rows that wait for somebody to correct them, oldest first. A row is told by its child and school. */
export function RejectedRowsPage({ rows, moreAt, fileAt }: RejectedRowsPageProps) {
  return (
    <>
      <h1 class="govuk-heading-xl">Rows to correct</h1>
      {rows.length === 0 ? (
        <p>
          No row waits. When a file holds a row that is not clear, it waits here until somebody corrects it.
        </p>
      ) : (
        <DenseTable
          caption="Rows that are not clear"
          columns={[
            { text: "Row" },
            { text: "Child" },
            { text: "List" },
            { text: "School" },
            { text: "What is wrong" },
            { text: "What to do" },
          ]}
          rows={rows.map(({ id, importId, rowNumber, list, schoolName, content, faults }) => [
            <a href={`/rejected-rows/${id}`}>
              Row {rowNumber} of import {importId}
            </a>,
            nameIn(content),
            definitionOf(list).title,
            schoolName,
            <Lines of={faults.map(({ field, fault }) => `${columnInWords(field)}: ${fault}`)} />,
            <Lines of={faults.map(({ mend }) => mend)} />,
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>More rows</a>}
      {rows.length > 0 && <CsvFile href={fileAt} holdsNames />}
    </>
  );
}

/** The child's name as the row has it; a row may lack it. */
export function nameIn({ Forename = "", Surname = "" }: RowContent): string {
  return [Forename, Surname].filter(Boolean).join(" ") || "No name in the row";
}

function Lines({ of }: { readonly of: readonly string[] }) {
  return (
    <>
      {of.map((line) => (
        <div>{line}</div>
      ))}
    </>
  );
}
