import { DenseTable, type Markup } from "../web/design/index.ts";

/** How many rows of each part of a record, the most first. */
export function PartsTable({
  caption,
  parts,
  called,
}: {
  caption: string;
  parts: Readonly<Record<string, number>>;
  called: ReadonlyMap<string, string>;
}) {
  return (
    <DenseTable
      caption={caption}
      columns={[{ text: "Part of the record" }, { text: "Rows" }]}
      rows={Object.entries(parts)
        .toSorted(([, one], [, other]) => other - one)
        .map(([part, rows]): Markup[] => [called.get(part) ?? part, String(rows)])}
    />
  );
}
