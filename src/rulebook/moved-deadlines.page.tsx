import { dayOf, dueMomentOf } from "../calendar/index.ts";
import { type Rule, roleInWords } from "../procedures/index.ts";
import { counted, DenseTable, dayInWords, momentInWords, numberInWords } from "../web/design/index.ts";
import type { MovedRow } from "./moved-deadlines.store.ts";
import type { MovedCounts } from "./moved-deadlines.ts";

/** How many open deadlines would move, by who owes them and by week, as of the moment of the proof. */
export function MovedCountsShown({
  moved,
  asAt,
}: {
  readonly moved: MovedCounts;
  readonly asAt: Temporal.Instant;
}) {
  const { cases, deadlines, uncounted, byRole, byWeek } = moved;
  return (
    <>
      <p>
        As of {momentInWords(asAt)}: in {counted(cases, "open case")}, {counted(deadlines, "open deadline")}{" "}
        would not be the same if open cases were switched. They are not: each goes on under the version with
        which it began.
      </p>
      {uncounted > 0 && (
        <p>{counted(uncounted, "case")} cannot be counted, as term dates are missing or end too early.</p>
      )}
      {deadlines > 0 && (
        <>
          <DenseTable
            caption="By who owes them"
            columns={[{ text: "Role" }, { text: "Deadlines", numeric: true }]}
            rows={Object.entries(byRole)
              .sort(([, one], [, other]) => other - one)
              .map(([role, count]) => [roleInWords(role as Rule["role"]), numberInWords(count)])}
          />
          <DenseTable
            caption="By the week in which they would be due"
            columns={[{ text: "Week beginning" }, { text: "Deadlines", numeric: true }]}
            rows={Object.entries(byWeek)
              .sort(([one], [other]) => one.localeCompare(other))
              .map(([monday, count]) => [dayInWords(Temporal.PlainDate.from(monday)), numberInWords(count)])}
          />
        </>
      )}
    </>
  );
}

export type MovedPageProps = {
  readonly called: string;
  readonly asAt: Temporal.Instant;
  readonly rows: readonly MovedRow[];
  readonly moreAt: string | undefined;
  /** If the viewer may see cases of the authority at all. */
  readonly seesCases: boolean;
};

/** Each open deadline that would move, case by case. */
export function MovedDeadlinesPage({ called, asAt, rows, moreAt, seesCases }: MovedPageProps) {
  return (
    <>
      <span class="govuk-caption-xl">{called}</span>
      <h1 class="govuk-heading-xl">Deadlines that would move</h1>
      <p>
        As of {momentInWords(asAt)}, if open cases were switched. They are not: each goes on under the version
        with which it began.
      </p>
      {!seesCases && <p>The cases are listed for those who may see cases. You see how many there are.</p>}
      {seesCases && rows.length === 0 && <p>No open deadline would move.</p>}
      {rows.length > 0 && (
        <DenseTable
          caption="By case"
          columns={[
            { text: "Case", unbroken: true },
            { text: "What" },
            { text: "Clause" },
            { text: "What would become of it" },
          ]}
          rows={rows.map((row) => [
            <a href={`/cases/${row.reference}`}>{row.reference}</a>,
            row.asks,
            row.clause,
            becomes(row),
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>More deadlines</a>}
    </>
  );
}

function becomes({ change, roleWas, roleIs, dueWas, dueIs }: MovedRow): string {
  const was = dueWas ? dueInWords(dueWas) : "";
  const is = dueIs ? dueInWords(dueIs) : "";
  const who = (role: string | null) => roleInWords((role ?? "") as Rule["role"]);
  switch (change) {
    case "moves":
      return `Due ${was} now; it would be ${is}${roleWas === roleIs ? "" : `, owed by ${who(roleIs)}`}`;
    case "passes":
      return `Owed by ${who(roleWas)} now; it would be ${who(roleIs)}`;
    case "appears":
      return `Not owed now; it would be due ${is}, owed by ${who(roleIs)}`;
    case "goes":
      return `Due ${was} now; it would not be owed`;
  }
}

/** What lasts to the end of a day is due on that day; what counts in hours, at its moment. */
function dueInWords(at: Temporal.Instant): string {
  const day = dayOf(at);
  return dueMomentOf(day).equals(at) ? dayInWords(day) : momentInWords(at);
}
