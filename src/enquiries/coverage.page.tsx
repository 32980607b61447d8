import { DenseTable, type Markup } from "../web/design/index.ts";
import type { Coverage } from "./coverage.ts";
import { kindInWords } from "./directory/contact.ts";

const parts = [
  { part: "news", class: "keepsight-bar__news", says: "with news" },
  { part: "nil", class: "keepsight-bar__part", says: "know nothing" },
  { part: "waiting", class: "keepsight-bar__waiting", says: "waiting" },
  { part: "silent", class: "keepsight-bar__dark", says: "silent" },
  { part: "withdrawn", class: "keepsight-bar__withdrawn", says: "withdrawn" },
  { part: "needless", class: "keepsight-bar__withdrawn", says: "no longer needed" },
] as const;

/** What came back of what was asked: a bar for each kind of recipient, and the same in words and numbers. [E01] */
export function CoveragePicture({ coverage }: { readonly coverage: readonly Coverage[] }) {
  const most = Math.max(1, ...coverage.map(({ asked }) => asked));
  return (
    <DenseTable
      caption="Who was asked, and what came back"
      columns={[
        { text: "Whom" },
        { text: "Asked", numeric: true },
        { text: "What came back" },
        { text: "As a picture" },
      ]}
      rows={coverage.map((row): Markup[] => [
        kindInWords(row.kind),
        String(row.asked),
        coverageInWords(row),
        <CoverageBar row={row} most={most} />,
      ])}
    />
  );
}

/** "1 with news, 2 silent": every part that there is. */
export function coverageInWords(row: Coverage): string {
  return parts
    .filter(({ part }) => row[part] > 0)
    .map(({ part, says }) => `${row[part]} ${part === "nil" && row.nil === 1 ? "knows nothing" : says}`)
    .join(", ");
}

/** For the eye alone: the words stand beside it. */
function CoverageBar({ row, most }: { readonly row: Coverage; readonly most: number }) {
  let before = 0;
  const percent = (number: number) => `${Math.round((1000 * number) / most) / 10}%`;
  return (
    <svg class="keepsight-bar" aria-hidden="true" focusable="false">
      {parts.map(({ part, class: kind }) => {
        const x = before;
        before += row[part];
        return row[part] > 0 && <rect class={kind} x={percent(x)} width={percent(row[part])} height="100%" />;
      })}
    </svg>
  );
}
