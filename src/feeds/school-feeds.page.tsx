import { CsvFile, counted, DenseTable, londonDay, MoreAt, shortDay } from "../web/design/index.ts";
import { type Feed, rhythms } from "./feed-rhythm.ts";
import type { ListDefinition } from "./list-definition.ts";
import type { SchoolFeed, SchoolFeedCount } from "./school-feeds.store.ts";

export type SchoolFeedsPageProps = {
  readonly definition: ListDefinition;
  readonly expected: Feed["expected"];
  readonly total: SchoolFeedCount | undefined;
  readonly schools: readonly SchoolFeed[];
  readonly moreAt: string | undefined;
};

/** Which schools have stopped sending a list, and since when. [A04] */
export function SchoolFeedsPage({ definition, expected, total, schools, moreAt }: SchoolFeedsPageProps) {
  const { title, word } = definition;
  const several = new Set(schools.map(({ authority }) => authority)).size > 1;
  return (
    <>
      <h1 class="govuk-heading-l">{title}: schools that do not send</h1>
      {expected === "not-expected" ? (
        <p>
          This list is expected only when it comes, so no school is late.{" "}
          <a href={`/imports/layouts/${word}`}>Say how often it is expected</a>
        </p>
      ) : (
        <p>
          {total ? `${counted(total.late, "school")} of ${total.schools}` : "No school"}{" "}
          {total?.late === 1 ? "has" : "have"} sent nothing for longer than expected (
          {rhythms[expected].words}
          ). Independent schools and closed ones are left out.
        </p>
      )}
      {schools.length > 0 && (
        <>
          <DenseTable
            caption="Those that never sent first, then the longest silent"
            columns={[
              { text: "School" },
              { text: "Number", unbroken: true },
              ...(several ? [{ text: "Authority" }] : []),
              { text: "Last came", unbroken: true },
            ]}
            rows={schools.map(({ school, laestab, authority, lastAt }) => [
              school,
              laestab,
              ...(several ? [authority] : []),
              lastAt ? shortDay(londonDay(lastAt)) : "Never",
            ])}
          />
          <MoreAt href={moreAt}>Next page</MoreAt>
          <CsvFile href={`/imports/schools/${word}/schools.csv`}>Take them as a CSV file</CsvFile>
        </>
      )}
    </>
  );
}
