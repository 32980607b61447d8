import { DenseTable } from "../web/design/index.ts";
import { number, placeIn } from "./called.ts";
import { type Chart, ChartPair } from "./chart-figure.tsx";
import { chartOfClosing } from "./charts.ts";
import type { Numbers } from "./numbers.ts";

/** How long closed cases had been open: a chart for each procedure on one scale, and the table. */
export async function closingOf(numbers: readonly Numbers[]) {
  const called = (one: Numbers) => placeIn(numbers, one);
  const most =
    Math.max(1, ...numbers.flatMap(({ closedWithin }) => closedWithin.map(({ cases }) => cases))) * 1.1;
  const charts = await Promise.all(
    numbers.map(
      async (each): Promise<Chart> => ({
        title: called(each),
        says: `${called(each)}: cases closed by the days that they had been open`,
        svg: await chartOfClosing(each, most),
      }),
    ),
  );
  return (
    <>
      <ChartPair charts={charts} />
      <DenseTable
        caption="Cases closed, by how long they had been open"
        columns={[{ text: "Open for" }, ...numbers.map((each) => ({ text: called(each), numeric: true }))]}
        rows={(numbers[0]?.closedWithin ?? []).map(({ span }, place) => [
          span,
          ...numbers.map(({ closedWithin }) => number(closedWithin[place]?.cases ?? 0)),
        ])}
      />
    </>
  );
}
