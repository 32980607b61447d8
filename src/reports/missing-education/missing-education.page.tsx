import {
  CsvFile,
  counted,
  DenseTable,
  dayInWords,
  Filters,
  GovukInput,
  GovukSelect,
  GovukTag,
  lengthInWords,
  type Markup,
  MoreAt,
  numberInWords,
  shortDay,
  Totals,
} from "../../web/design/index.ts";
import { Bar } from "../bar.tsx";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import type { MissingChild } from "./missing.store.ts";
import {
  type Counted,
  type countsOf,
  type Group,
  groups,
  type MissingFilter,
  reasonOf,
  whyInWords,
} from "./missing.ts";

export type MissingEducationShown = {
  day: Temporal.PlainDate;
  today: Temporal.PlainDate;
  filter: MissingFilter;
  chosen: readonly { text: string; without: string }[];
  /** Of all children of the day, whatever the filter leaves. */
  all: { count: number; of: Record<Group, number> };
  counts: ReturnType<typeof countsOf>;
  left: number;
  rows: readonly MissingChild[];
  seesExclusions: boolean;
  at: (filter: MissingFilter) => string;
  moreAt: string | undefined;
  fileAt: string;
};

/** All children missing education on a day, permanently excluded among them; every number opens its list. [H05] */
export function MissingEducationPage(shown: MissingEducationShown) {
  const { day, today, filter, chosen, all, counts, left, rows, seesExclusions, at, moreAt, fileAt } = shown;
  const past = Temporal.PlainDate.compare(day, today) < 0;
  const whole = filter.group === undefined && left === all.count;
  return (
    <>
      <h1 class="govuk-heading-l">All children missing education</h1>
      <p class="govuk-body-l">
        {`${counted(all.count, "child", "children")} on ${dayInWords(day)}${past ? ", as was known then" : ""}: on the register, or excluded or moved with nothing new begun. Each stands here once.`}
      </p>
      <SendRegularly report="missing-education" />
      {!seesExclusions && (
        <p class="govuk-body">
          Exclusions are shown to officers of the whole authority: here are only children with a case.
        </p>
      )}
      <Totals
        label="Children by group"
        parts={[
          { text: "All", count: all.count, href: at({}), chosen: whole },
          ...Object.entries(groups).map(([group, text]) => ({
            ...{ text, count: all.of[group as Group], href: at({ group: group as Group }) },
            chosen: filter.group === group,
          })),
        ]}
      />
      <Filters action="/missing-education" chosen={chosen} clearedAt={`/missing-education?as-at=${day}`}>
        <GovukInput
          {...{ id: "as-at", name: "as-at", type: "date", label: { text: "As at" }, value: day.toString() }}
        />
        <GovukSelect
          {...{ id: "group", name: "group", label: { text: "Who" } }}
          items={[
            { value: "", text: "All" },
            ...Object.entries(groups).map(([value, text]) => ({
              ...{ value, text, selected: value === filter.group },
            })),
          ]}
        />
        {filter.area !== undefined && <input type="hidden" name="area" value={filter.area} />}
        {filter.school !== undefined && <input type="hidden" name="school" value={filter.school} />}
        {filter.reason !== undefined && <input type="hidden" name="reason" value={filter.reason} />}
        {filter.length !== undefined && <input type="hidden" name="length" value={filter.length} />}
      </Filters>
      {left === 0 ? (
        <p class="govuk-body">No child is left by this choice on that day.</p>
      ) : (
        <>
          <Counts caption="By reason" of="Reason" lines={counts.reasons} {...shown} />
          <Counts caption="By area" of="Area" lines={counts.areas} {...shown} />
          <Counts caption="By length" of="Missing for" lines={counts.lengths} {...shown} />
          <Counts caption="By last school" of="School" lines={counts.schools.slice(0, 20)} {...shown} />
          <DenseTable
            caption={`${counted(left, "child", "children")}, the longest missing first`}
            columns={[
              { text: "Child" },
              { text: "Case", unbroken: true },
              { text: "Why" },
              { text: "Last school" },
              { text: "Area" },
              { text: "Missing", unbroken: true },
            ]}
            rows={rows.map((child) => rowOf(child, day))}
          />
        </>
      )}
      <MoreAt href={moreAt}>More children</MoreAt>
      {left > 0 && <CsvFile href={fileAt} holdsNames />}
    </>
  );
}

function Counts({
  caption,
  of,
  lines,
  filter,
  at,
}: { caption: string; of: string; lines: readonly Counted[] } & Pick<
  MissingEducationShown,
  "filter" | "at"
>) {
  const most = Math.max(1, ...lines.map(({ count }) => count));
  return (
    <DenseTable
      caption={caption}
      columns={[{ text: of }, { text: "Children", numeric: true }, { text: "As a bar" }]}
      rows={lines.map(({ text, count, filter: own }): Markup[] => [
        text,
        count === 0 ? "0" : <a href={at({ ...filter, ...own })}>{numberInWords(count)}</a>,
        <Bar whole={most} part={count} dark={0} />,
      ])}
    />
  );
}

function rowOf(child: MissingChild, day: Temporal.PlainDate): Markup[] {
  const { childId, reference, entryId, excluded, caseId } = child;
  const name = `${child.forename} ${child.surname}`.trim();
  return [
    childId === null ? <span>{name}</span> : <a href={`/children/${childId}`}>{name}</a>,
    reference ? (
      <a href={`/cases/${reference}`}>{reference}</a>
    ) : (
      <a href={`/exclusions/${entryId}`}>No case</a>
    ),
    <>
      {whyInWords(reasonOf(child))}{" "}
      {caseId !== null && excluded === "permanent" && (
        <GovukTag text="Permanently excluded" classes="govuk-tag--orange" />
      )}
      {caseId !== null && excluded === "managed-move" && (
        <GovukTag text="Managed move" classes="govuk-tag--orange" />
      )}
    </>,
    child.school ?? "",
    child.area ?? "",
    child.missingSince
      ? `${lengthInWords(child.missingSince, day)}, since ${shortDay(child.missingSince)}`
      : "Not known",
  ];
}
