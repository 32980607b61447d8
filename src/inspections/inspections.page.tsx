import { CsvFile, DenseTable, GovukTag, MoreAt, shortDay } from "../web/design/index.ts";
import { faults, type SchoolStanding, stateOf } from "./inspection.ts";

/** The schools of the viewer's areas, the one whose registers were not inspected for longest on top. [E13] */
export function InspectionsPage({
  schools,
  today,
  moreAt,
}: {
  readonly schools: readonly SchoolStanding[];
  readonly today: Temporal.PlainDate;
  readonly moreAt: string | undefined;
}) {
  const day = (on: Temporal.PlainDate | null) => (on ? shortDay(on) : "");
  return (
    <>
      <h1 class="govuk-heading-l">Inspection of school registers</h1>
      <p class="govuk-body">
        {schools.length === 0
          ? "There is no school in your area."
          : "Those never inspected are on top, then those inspected longest ago. How often each is due is a "}
        {schools.length > 0 && (
          <>
            <a class="govuk-link" href="/standing-duties">
              standing duty
            </a>
            .
          </>
        )}
      </p>
      {schools.length > 0 && (
        <>
          <CsvFile href="/inspections.csv">Save all schools as a CSV file</CsvFile>
          <DenseTable
            caption="Schools"
            columns={[
              ...[{ text: "School" }, { text: "Area" }, { text: "Last inspected", unbroken: true }],
              ...[{ text: "State" }, { text: "Not in order" }, { text: "Put right by", unbroken: true }],
              { text: "Planned for", unbroken: true },
            ]}
            rows={schools.map((each) => {
              const { text, classes } = stateOf(each, today);
              return [
                <a href={`/inspections/${each.code}`}>{each.school}</a>,
                each.area ?? "",
                day(each.inspectedOn),
                <GovukTag text={text} classes={classes} />,
                (each.faults ?? []).map((fault) => faults[fault]).join("; "),
                day(each.mendBy),
                day(each.plannedOn),
              ];
            })}
          />
        </>
      )}
      <MoreAt href={moreAt}>Show the next schools</MoreAt>
    </>
  );
}
