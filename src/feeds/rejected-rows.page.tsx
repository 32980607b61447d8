import { DenseTable } from "../web/design/index.ts";
import { definitionOf } from "./lists/index.ts";
import type { RejectedRow } from "./rejected-rows.store.ts";

export type RejectedRowsPageProps = {
  readonly rows: readonly RejectedRow[];
  readonly moreAt: string | undefined;
};

/** The rows that wait for somebody to correct them, oldest first. No child is named before a row is opened. */
export function RejectedRowsPage({ rows, moreAt }: RejectedRowsPageProps) {
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
          columns={[{ text: "Row" }, { text: "List" }, { text: "What is wrong" }, { text: "What to do" }]}
          rows={rows.map(({ id, importId, rowNumber, list, faults }) => [
            <a href={`/rejected-rows/${id}`}>
              Row {rowNumber} of import {importId}
            </a>,
            definitionOf(list).title,
            <Lines of={faults.map(({ field, fault }) => `${field}: ${fault}`)} />,
            <Lines of={faults.map(({ mend }) => mend)} />,
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>More rows</a>}
    </>
  );
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
