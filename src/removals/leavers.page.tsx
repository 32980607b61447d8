import type { Leaver } from "../referrals/index.ts";
import { CsvFile, counted, DenseTable, lengthInWords, shortDay } from "../web/design/index.ts";
import type { SchoolWithLeavers } from "./patterns.store.ts";
import { RemovalsTabs } from "./removals-tabs.tsx";

/** Leavers of the last year whose destination nobody recorded and whom no roll has taken up, by school. [H08] */
export function LeaversPage({
  schools,
  leavers,
  chosen,
  today,
}: {
  schools: readonly SchoolWithLeavers[];
  /** Those of the school that is looked at. */
  leavers: readonly Leaver[];
  chosen: number | undefined;
  today: Temporal.PlainDate;
}) {
  const all = schools.reduce((sum, school) => sum + school.leavers, 0);
  const one = schools.find(({ schoolId }) => schoolId === chosen);
  return (
    <>
      <h1 class="govuk-heading-l">Leavers without a destination</h1>
      <RemovalsTabs of="authority" at="/removals/leavers" />
      {one && (
        <DenseTable
          caption={`${one.school}: ${counted(leavers.length, "leaver")}`}
          columns={[
            { text: "Pupil" },
            { text: "Left", unbroken: true },
            { text: "Since" },
            { text: "Reason given" },
          ]}
          rows={leavers.map((leaver) => [
            <a href={`/children/${leaver.id}`}>
              {leaver.forename} {leaver.surname}
            </a>,
            shortDay(leaver.leftOn),
            lengthInWords(leaver.leftOn, today),
            leaver.leavingReason,
          ])}
        />
      )}
      {schools.length === 0 ? (
        <p class="govuk-body">Every leaver of the last year has a destination, or is on a roll again.</p>
      ) : (
        <DenseTable
          caption={`${counted(all, "leaver")} of the last year, ${counted(schools.length, "school")}`}
          columns={[
            { text: "School" },
            { text: "Leavers", numeric: true },
            { text: "First of them left", unbroken: true },
          ]}
          rows={schools.map((school) => [
            <a href={`/removals/leavers?school=${school.schoolId}`}>{school.school}</a>,
            String(school.leavers),
            shortDay(school.firstLeftOn),
          ])}
        />
      )}
      {schools.length > 0 && (
        <CsvFile href="/removals/leavers.csv" holdsNames>
          Take all of them as a CSV file
        </CsvFile>
      )}
    </>
  );
}
