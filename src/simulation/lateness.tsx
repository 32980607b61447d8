import { roleInWords } from "../procedures/index.ts";
import { DenseTable } from "../web/design/index.ts";
import { number, placeIn } from "./called.ts";
import { type Chart, ChartKey, ChartPair } from "./chart-figure.tsx";
import { chartOfLateness, type LateBar } from "./charts.ts";
import { capitalised } from "./difference.ts";
import type { Numbers } from "./numbers.ts";

type Late = LateBar & { inTime: number };

/** What became late by role. */
export function rolesLate({ roles }: Numbers): Late[] {
  return roles.map(({ role, ...kept }) => ({ name: capitalised(roleInWords(role)), ...kept }));
}

/** What became late by obligation. */
export function obligationsLate({ obligations }: Numbers): Late[] {
  return obligations.map(({ obligation, role, ...kept }) => ({
    ...kept,
    name: `${obligation.replaceAll("-", " ")} (${roleInWords(role)})`,
  }));
}

/** So many bars fit on a page; the table has all. */
const mostBars = 15;

/** What became late: a chart for each procedure on one scale, the most first, and the table. */
export async function latenessOf(numbers: readonly Numbers[], by: string, of: (one: Numbers) => Late[]) {
  const called = (one: Numbers) => placeIn(numbers, one);
  const all = numbers.map((each) => new Map(of(each).map((late) => [late.name, late])));
  const count = (name: string) =>
    Math.max(...all.map((late) => (late.get(name)?.missed ?? 0) + (late.get(name)?.lateAnyway ?? 0)));
  const names = [...new Set(all.flatMap((late) => [...late.keys()]))]
    .filter((name) => count(name) > 0)
    .sort((one, other) => count(other) - count(one) || (one < other ? -1 : 1));
  if (names.length === 0) return <p class="govuk-body">No deadline was missed.</p>;
  const most = count(names[0] ?? "");
  const bars = (late: Map<string, Late>) =>
    names.slice(0, mostBars).map((name) => ({ ...nothing, ...late.get(name), name }));
  const charts = await Promise.all(
    numbers.map(
      async (each, place): Promise<Chart> => ({
        title: called(each),
        says: `${called(each)}: deadlines missed by ${by}`,
        svg: await chartOfLateness(bars(all[place] ?? new Map()), most),
      }),
    ),
  );
  return (
    <>
      <ChartPair charts={charts}>
        <ChartKey signs={["missed", "anyway"]} />
      </ChartPair>
      <DenseTable
        caption={`Deadlines by ${by}, where any was missed or late`}
        columns={[
          { text: capitalised(by) },
          ...numbers.flatMap((each) =>
            ["in time", "missed for want of people", "late whoever works"].map((what) => ({
              text: numbers.length > 1 ? `${called(each)}: ${what}` : capitalised(what),
              numeric: true,
            })),
          ),
        ]}
        rows={names.map((name) => [
          name,
          ...all.flatMap((late) => {
            const { inTime, missed, lateAnyway } = { ...nothing, ...late.get(name) };
            return [inTime, missed, lateAnyway].map(number);
          }),
        ])}
      />
    </>
  );
}

const nothing = { inTime: 0, missed: 0, lateAnyway: 0 };
