import { roleInWords } from "../procedures/index.ts";
import { DenseTable, GovukDetails } from "../web/design/index.ts";
import { number, placeIn } from "./called.ts";
import { type Chart, ChartKey, ChartPair } from "./chart-figure.tsx";
import { chartOfWork } from "./charts.ts";
import { capitalised } from "./difference.ts";
import type { Numbers } from "./numbers.ts";

/** A role without a staffing whose busiest week has fewer hours stands in the first table alone. */
export const hoursWorthAChart = 4;

/** The roles that get a chart: first those with a staffing. */
export function rolesIn(numbers: readonly Numbers[]): string[] {
  const worked = numbers.flatMap(({ roles }) =>
    roles.filter(({ busiest, people }) => people !== null || (busiest?.owed ?? 0) >= hoursWorthAChart),
  );
  const staffedFirst = (role: string) =>
    worked.some((each) => each.role === role && each.people !== null) ? 0 : 1;
  return [...new Set(worked.map(({ role }) => role as string))].sort(
    (one, other) => staffedFirst(one) - staffedFirst(other) || (one < other ? -1 : 1),
  );
}

/** The work of one role week by week: a chart for each procedure on one scale, and the table. */
export async function workOfRole(numbers: readonly Numbers[], role: string) {
  const called = (one: Numbers) => placeIn(numbers, one);
  const found = numbers.flatMap((each) => {
    const work = each.roles.find((one) => one.role === role);
    return work ? [{ name: called(each), ...work }] : [];
  });
  const most = Math.max(
    1,
    ...found.flatMap(({ weeks }) => weeks.flatMap(({ owed, available }) => [owed, available ?? 0])),
  );
  const title = capitalised(roleInWords(role as never));
  const charts = await Promise.all(
    found.map(
      async ({ name, weeks, busiest }): Promise<Chart> => ({
        title: name,
        says: `${title}, ${name}: ${busiest ? `the busiest week, of ${busiest.monday}, has ${busiest.owed} hours owed` : "no work"}`,
        svg: await chartOfWork(weeks, most),
      }),
    ),
  );
  const isStaffed = found.some(({ people }) => people !== null);
  const people = found[0]?.people;
  return (
    <div key={role}>
      <h3 class="govuk-heading-s">
        {title}:{" "}
        {people == null ? "as many people as needed" : `${people} ${people === 1 ? "person" : "people"}`}
      </h3>
      <ChartPair charts={charts}>
        <ChartKey signs={isStaffed ? ["done", "owed", "available"] : ["done", "owed"]} />
      </ChartPair>
      <GovukDetails summaryText={`${title}: these weeks as a table`}>
        <DenseTable
          caption={`${title}: hours in the week from each Monday`}
          columns={[
            { text: "Week", unbroken: true },
            ...found.flatMap(({ name }) =>
              ["owed", "worked", "left waiting", "available"].map((what) => ({
                text: found.length > 1 ? `${name}: ${what}` : capitalised(what),
                numeric: true,
              })),
            ),
          ]}
          rows={(found[0]?.weeks ?? []).map(({ monday }, place) => [
            monday,
            ...found.flatMap(({ weeks }) => {
              const week = weeks[place];
              return [week?.owed, week?.done, week?.waiting]
                .map((each) => number(each ?? 0))
                .concat(week?.available == null ? "as needed" : number(week.available));
            }),
          ])}
        />
      </GovukDetails>
    </div>
  );
}
