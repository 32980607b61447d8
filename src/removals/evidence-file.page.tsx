import { counted, dayInWords, GovukSummaryList, type Markup, MoreAt } from "../web/design/index.ts";
import { schoolYearInWords, yearsKept } from "./evidence-year.ts";
import { removalRows } from "./removal.page.tsx";
import { lawfulTimes, removedOn } from "./removal.ts";
import type { Removal } from "./removals.store.ts";
import { groundInWords } from "./removals-table.tsx";
import { RemovalsTabs } from "./removals-tabs.tsx";

/** Every removal of a school year with its ground, evidence and days, in time or late, whole on paper: for an inspector. [H09] */
export function EvidenceFilePage({
  removals,
  year,
  thisYear,
  today,
  schoolNames,
  moreAt,
}: {
  removals: readonly Removal[];
  year: number;
  thisYear: number;
  today: Temporal.PlainDate;
  schoolNames: string;
  moreAt: string | undefined;
}) {
  const late = removals.filter((each) => lawfulTimes(each, today).some(({ isLate }) => isLate)).length;
  return (
    <>
      <span class="govuk-caption-l">{schoolNames}</span>
      <h1 class="govuk-heading-l">Evidence of removals, {schoolYearInWords(year)}</h1>
      <RemovalsTabs of="school" at="/my-school/removals/file" />
      <p class="govuk-body keepsight-not-printed">
        School years by their September:{" "}
        {yearsKept(thisYear).map((one, place) => (
          <>
            {place > 0 && ", "}
            {one === year ? (
              <strong>{one}</strong>
            ) : (
              <a href={`/my-school/removals/file?year=${one}`}>{one}</a>
            )}
          </>
        ))}
      </p>
      <p class="govuk-body">
        {removals.length === 0
          ? "No name came off the roll in this school year."
          : `${counted(removals.length, "removal")} ${moreAt ? "on this page, the latest first" : "in this school year, the latest first"}: ${late === 0 ? "all in time" : `${counted(late, "removal")} late`}.`}
      </p>
      {removals.map((removal) => (
        <GovukSummaryList
          key={removal.id}
          card={{ title: { text: titleOf(removal), headingLevel: 2 } }}
          rows={rowsOf(removal, today).map(([key, value]) => ({
            key: { text: key },
            value: { html: value },
          }))}
        />
      ))}
      <MoreAt href={moreAt}>Earlier removals of this school year</MoreAt>
      {removals.length > 0 && (
        <p class="govuk-body keepsight-not-printed">
          <a href={`/my-school/removals.csv?year=${year}`} download>
            Take this school year as CSV
          </a>
          , or print this page. It holds names: keep it where only those who need it can open it.
        </p>
      )}
    </>
  );
}

function titleOf({ pupil, ...removal }: Removal): string {
  return `${pupil.forename} ${pupil.surname}. ${groundInWords(removal)}`;
}

function rowsOf(removal: Removal, today: Temporal.PlainDate): [string, Markup][] {
  const off = removedOn(removal);
  return [
    ["Off the roll on", off ? dayInWords(off) : ""],
    ...removalRows(removal, today),
    [
      "What the ground asks",
      <ul class="govuk-list">
        {removal.parts.map(({ says, on, clause }) => (
          <li key={`${clause} ${says}`}>
            {says}
            {on ? `, since ${dayInWords(Temporal.PlainDate.from(on))}` : ""} ({clause})
          </li>
        ))}
      </ul>,
    ],
    ...removal.answered.map(({ asked, answered }): [string, Markup] => [
      asked,
      <span class="keepsight-lines">{answered}</span>,
    ]),
  ];
}
