import {
  counted,
  DenseTable,
  Filters,
  GovukSelect,
  type Markup,
  numberInWords,
  shortDay,
} from "../../web/design/index.ts";
import { type SchoolTerm, termInWords, termWord } from "./school-term.ts";
import { saidInWords } from "./unofficial.page.tsx";
import type { UnofficialRow } from "./unofficial.store.ts";
import { heardFrom, standsAs } from "./unofficial-exclusion.ts";

export type TermReportShown = {
  term: SchoolTerm;
  terms: readonly SchoolTerm[];
  /** By school, the most reports first. */
  schools: readonly { id: number; school: string; rows: readonly UnofficialRow[] }[];
  fileAt: string;
};

/** The unofficial exclusions that were reported in a term, by school, with the talk with the head and what came of it. [H06] */
export function TermReportPage({ term, terms, schools, fileAt }: TermReportShown) {
  const all = schools.flatMap(({ rows }) => rows);
  return (
    <>
      <h1 class="govuk-heading-l">Unofficial exclusions by school</h1>
      <p class="govuk-body-l">
        {`${termInWords(term)}: ${counted(all.length, "report")} of ${counted(schools.length, "school")}. ${counted(waitingOf(all), "report")} still to be talked over with the head.`}
      </p>
      <p class="govuk-body">
        A report is not a finding: what the head said stands beside each. Reported to senior management each
        term.
      </p>
      <Filters action="/unofficial-exclusions/report">
        <GovukSelect
          id="term"
          name="term"
          label={{ text: "Term" }}
          items={terms.map((each) => ({
            ...{
              value: termWord(each),
              text: termInWords(each),
              selected: termWord(each) === termWord(term),
            },
          }))}
        />
      </Filters>
      {schools.length === 0 ? (
        <p class="govuk-body">Nothing was reported in this term.</p>
      ) : (
        <>
          <DenseTable
            caption="Counts by school, the most first"
            columns={[
              { text: "School" },
              { text: "Reports", numeric: true },
              ...["Talked over with the head", "Put right", "Was not so", "Still to talk"].map((text) => ({
                ...{ text, numeric: true },
              })),
            ]}
            rows={[
              ...schools.map(({ id, school, rows }): Markup[] => [
                school,
                <a href={`#school-${id}`}>{numberInWords(rows.length)}</a>,
                ...countsOf(rows),
              ]),
              ["All schools", numberInWords(all.length), ...countsOf(all)],
            ]}
          />
          {schools.map(({ id, school, rows }) => (
            <section id={`school-${id}`}>
              <h2 class="govuk-heading-m">{school}</h2>
              <DenseTable
                caption={`${school}: ${counted(rows.length, "report")}, the latest first`}
                columns={[
                  { text: "Heard on", unbroken: true },
                  { text: "Told by" },
                  { text: "What was told" },
                  { text: "What the head said, and what was done" },
                  { text: "Outcome" },
                ]}
                rows={rows.map((row): Markup[] => [
                  <a href={`/unofficial-exclusions/${row.id}`}>{shortDay(row.foundOn)}</a>,
                  heardFrom[row.heardFrom],
                  <span class="keepsight-typed">{row.words}</span>,
                  <span class="keepsight-typed">{saidOf(row) || "Not yet talked over"}</span>,
                  standsAs(row.facts),
                ])}
              />
            </section>
          ))}
          <p class="govuk-body">
            <a class="govuk-link" href={fileAt} download>
              Take the report as a CSV file
            </a>{" "}
            It has no column of names: read through what was typed before you pass it on.
          </p>
        </>
      )}
    </>
  );
}

/** What was said and done since a report, a line for each day. */
export function saidOf({ facts }: Pick<UnofficialRow, "facts">): string {
  return facts
    .map(
      ({ happenedOn, details }) =>
        `${shortDay(Temporal.PlainDate.from(happenedOn))}: ${saidInWords(details)}`,
    )
    .join("\n");
}

/** Of these reports: talked over, put right, not so, still to be talked over. */
export function countsOf(rows: readonly Pick<UnofficialRow, "facts">[]): string[] {
  const having = (kind: string) =>
    rows.filter(({ facts }) => facts.some((fact) => fact.kind === kind)).length;
  return [having("talk-with-head"), having("put-right"), having("not-so"), waitingOf(rows)].map(
    numberInWords,
  );
}

function waitingOf(rows: readonly Pick<UnofficialRow, "facts">[]): number {
  return rows.filter(({ facts }) => !facts.some(({ kind }) => kind === "talk-with-head" || kind === "not-so"))
    .length;
}
