import {
  CsvFile,
  counted,
  DenseTable,
  Filters,
  GovukSelect,
  MoreAt,
  shortDay,
} from "../../web/design/index.ts";
import type { AbsenceGoingOn } from "./absences.store.ts";
import type { AbsenceKind } from "./continuous-absence.ts";

export type AbsencesPageProps = {
  readonly rows: readonly AbsenceGoingOn[];
  readonly kind: AbsenceKind;
  readonly twenty: boolean;
  readonly moreAt: string | undefined;
  readonly fileAt: string;
  /** If the viewer's school refers this pupil to its authority. */
  readonly mayRefer: (row: AbsenceGoingOn) => boolean;
};

const kindWords: Record<AbsenceKind, string> = {
  unauthorised: "Without leave (G, N, O, U)",
  any: "For any reason",
};

/** Pupils who have not come for ten school days or more, found in the marks that their schools sent. */
export function AbsencesPage({ rows, kind, twenty, moreAt, fileAt, mayRefer }: AbsencesPageProps) {
  const refers = rows.some(mayRefer);
  const chosen = [
    ...(kind === "any" ? [{ text: kindWords.any, without: address("unauthorised", twenty) }] : []),
    ...(twenty ? [{ text: "20 school days or more", without: address(kind, false) }] : []),
  ];
  return (
    <>
      <h1 class="govuk-heading-l">Continuous absence</h1>
      <p>
        Pupils on a roll who have not come for 10 school days or more, by the marks that schools sent. A
        session attended breaks it; closures and days on which nobody could attend neither count nor break it.
      </p>
      <Filters action="/absences" clearedAt="/absences" chosen={chosen}>
        <GovukSelect
          id="kind"
          name="kind"
          label={{ text: "Absent" }}
          items={(["unauthorised", "any"] as const).map((value) => ({
            value,
            text: kindWords[value],
            selected: value === kind,
          }))}
        />
        <GovukSelect
          id="point"
          name="point"
          label={{ text: "For" }}
          items={[
            { value: "", text: "10 school days or more", selected: !twenty },
            { value: "twenty", text: "20 school days or more", selected: twenty },
          ]}
        />
      </Filters>
      {rows.length === 0 ? (
        <p>Nobody whom you may see is absent like this, by the marks that have come in.</p>
      ) : (
        <DenseTable
          caption="Longest first"
          columns={[
            { text: "Child" },
            { text: "School" },
            { text: "Since", unbroken: true },
            { text: "School days", numeric: true },
            { text: "Codes" },
            { text: "Marked until", unbroken: true },
            { text: "To know" },
            ...(refers ? [{ text: "Do" }] : []),
          ]}
          rows={rows.map((row) => [
            <a href={`/children/${row.childId}`}>
              {row.forename} {row.surname}
            </a>,
            row.school,
            shortDay(row.since),
            String(row.days),
            codesInWords(row),
            shortDay(row.until),
            doubtIn(row),
            ...(refers
              ? [
                  mayRefer(row) && (
                    <a href={`/pupils/${row.childId}/absence`}>
                      Refer as not coming to school
                      <span class="govuk-visually-hidden">
                        : {row.forename} {row.surname}
                      </span>
                    </a>
                  ),
                ]
              : []),
          ])}
        />
      )}
      <MoreAt href={moreAt}>More absences</MoreAt>
      {rows.length > 0 && <CsvFile href={fileAt} holdsNames />}
    </>
  );
}

function address(kind: AbsenceKind, twenty: boolean): string {
  return `/absences?kind=${kind}${twenty ? "&point=twenty" : ""}`;
}

/** "O 18, N 4": sessions by code, the most first. */
export function codesInWords({ codes }: Pick<AbsenceGoingOn, "codes">): string {
  return Object.entries(codes)
    .toSorted(([, one], [, other]) => other - one)
    .map(([code, sessions]) => `${code} ${sessions}`)
    .join(", ");
}

/** What the reader should know before they rely on the count. */
export function doubtIn({ kind, days, groundDays, unmarkedDays }: AbsenceGoingOn): string {
  return [
    ...(unmarkedDays > 0 ? [`${counted(unmarkedDays, "school day")} within it without marks.`] : []),
    ...(kind === "unauthorised" && groundDays !== days
      ? [`${counted(groundDays, "school day")} in a row of G, N and O alone.`]
      : []),
  ].join(" ");
}
