import { type Markup, shapedComponent } from "./component.ts";
import type { GovukTableProps } from "./components.generated.ts";
import { oneByteText } from "./one-byte-text.ts";
import { TableFrame } from "./table-frame.tsx";

export interface Column {
  readonly text: string;
  /** Keeps what is in it on one line: references and dates. */
  readonly unbroken?: boolean;
  readonly numeric?: boolean;
}

export interface DenseTableProps {
  /** What the table is, above it. */
  readonly caption: string;
  /** A part of a document, whose caption stands as large as the headings of the other parts. */
  readonly isSection?: boolean;
  readonly columns: readonly Column[];
  /** A cell for each column. The first names its row. */
  readonly rows: readonly (readonly Markup[])[];
}

const Table = shapedComponent<GovukTableProps>("govuk/components/table/template.njk");

/** A table for people who read it all day; on a phone each row stands as a card with the column's name by each part. */
export function DenseTable({ caption, isSection, columns, rows }: DenseTableProps) {
  const shapes = columns.map(({ text, unbroken, numeric }) => ({
    format: numeric ? "numeric" : undefined,
    classes: unbroken ? "keepsight-no-break" : undefined,
    attributes: { "data-column": text },
  }));
  return (
    <TableFrame label={caption}>
      <Table
        shape={JSON.stringify([caption, isSection, columns, rows.map(({ length }) => length)])}
        props={() => ({
          classes: "keepsight-dense",
          caption,
          captionClasses: `govuk-table__caption--${isSection ? "m" : "s"}`,
          firstCellIsHeader: true,
          head: columns.map(({ text, numeric }) => ({ text, format: numeric ? "numeric" : undefined })),
          rows: rows.map((cells) => cells.map((_, index) => ({ html: "a cell", ...shapes[index] }))),
        })}
        markup={rows.flatMap((cells) =>
          cells.map((html) =>
            typeof html === "string" || html === undefined ? oneByteText(html || "–") : html,
          ),
        )}
      />
    </TableFrame>
  );
}
