import {
  CsvFile,
  DenseTable,
  dayInWords,
  Filters,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukInsetText,
  GovukRadios,
  GovukSelect,
  GovukSummaryList,
  GovukTextarea,
  londonDay,
  type Markup,
  MojTimeline,
  MoreAt,
  momentInWords,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import { unofficialForms } from "./unofficial.form.ts";
import type { CountBySchool, UnofficialRow } from "./unofficial.store.ts";
import { heardFrom, standsAs, type UnofficialKind, unofficialKinds } from "./unofficial-exclusion.ts";

type Owed = { asks: string; dueAt: Temporal.Instant } | undefined;

export type UnofficialPageProps = {
  rows: readonly { row: UnofficialRow; next: Owed }[];
  bySchool: readonly CountBySchool[];
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
  mayKeep: boolean;
  moreAt: string | undefined;
  fileAt: string;
};

/** The log of unofficial exclusions with counts by school: what was told, and how it was cleared up with the head. [E07] */
export function UnofficialPage({
  rows,
  bySchool,
  from,
  until,
  mayKeep,
  moreAt,
  fileAt,
}: UnofficialPageProps) {
  return (
    <>
      <h1 class="govuk-heading-l">Unofficial exclusions</h1>
      <p class="govuk-body">
        Reports that a child was sent home or kept away without a formal exclusion. A report is not a finding:
        the head teacher is asked first, and what they say stands beside it.
      </p>
      {mayKeep && <GovukButton text="Take in a report" href="/unofficial-exclusions/new" />}
      <p class="govuk-body">
        <a class="govuk-link" href="/unofficial-exclusions/report">
          The report of a term by school
        </a>
      </p>
      <Filters action="/unofficial-exclusions">
        <GovukInput id="from" name="from" type="date" label={{ text: "From" }} value={from.toString()} />
        <GovukInput id="until" name="until" type="date" label={{ text: "To" }} value={until.toString()} />
      </Filters>
      {rows.length === 0 ? (
        <p>{`Nothing was reported from ${dayInWords(from)} to ${dayInWords(until)}.`}</p>
      ) : (
        <>
          <DenseTable
            caption={`By school, ${dayInWords(from)} to ${dayInWords(until)}`}
            columns={[
              { text: "School" },
              { text: "Reports", numeric: true },
              { text: "Talked over with the head", numeric: true },
              { text: "Put right", numeric: true },
              { text: "Was not so", numeric: true },
            ]}
            rows={bySchool.map(({ school, reports, talked, putRight, notSo }): Markup[] => [
              school,
              ...[reports, talked, putRight, notSo].map(String),
            ])}
          />
          <DenseTable
            caption="Each report, the latest first"
            columns={[
              { text: "Heard on", unbroken: true },
              { text: "School" },
              { text: "Child" },
              { text: "Told by" },
              { text: "State" },
              { text: "Next step" },
            ]}
            rows={rows.map(({ row, next }): Markup[] => [
              <a href={`/unofficial-exclusions/${row.id}`}>{shortDay(row.foundOn)}</a>,
              row.school,
              row.forename === null ? "Not named" : `${row.forename} ${row.surname}`,
              heardFrom[row.heardFrom],
              standsAs(row.facts),
              next ? `${next.asks} Due ${shortDay(londonDay(next.dueAt))}` : "",
            ])}
          />
          <CsvFile href={fileAt} holdsNames>
            Take the log as a CSV file
          </CsvFile>
        </>
      )}
      <MoreAt href={moreAt}>More reports</MoreAt>
    </>
  );
}

/** One report, and what was said of it since. */
export function UnofficialOne({ row, next, mayKeep }: { row: UnofficialRow; next: Owed; mayKeep: boolean }) {
  const at = `/unofficial-exclusions/${row.id}`;
  return (
    <>
      <span class="govuk-caption-l">Report of an unofficial exclusion</span>
      <h1 class="govuk-heading-l">{row.school}</h1>
      <GovukSummaryList
        rows={[
          { key: { text: "Heard on" }, value: { text: dayInWords(row.foundOn) } },
          { key: { text: "Told by" }, value: { text: heardFrom[row.heardFrom] } },
          {
            key: { text: "Child" },
            value: {
              html:
                row.childId === null ? (
                  "Not named"
                ) : (
                  <a href={`/children/${row.childId}`}>{`${row.forename} ${row.surname}`}</a>
                ),
            },
          },
          {
            key: { text: "What was told" },
            value: { html: <span class="keepsight-lines">{row.words}</span> },
          },
          { key: { text: "Taken in" }, value: { text: `${momentInWords(row.madeAt)}, by ${row.madeBy}` } },
          { key: { text: "State" }, value: { text: standsAs(row.facts) } },
        ]}
      />
      <GovukInsetText
        text={
          next
            ? `${next.asks} Due by ${dayInWords(londonDay(next.dueAt))}.`
            : row.facts.length === 0
              ? "Speak with the head teacher. The authority's procedure sets no day for it."
              : "Nothing more is owed by the procedures."
        }
      />
      {mayKeep && (
        <div class="govuk-button-group">
          {(Object.keys(unofficialKinds) as UnofficialKind[]).map((kind, place) => (
            <GovukButton
              key={kind}
              text={unofficialForms[kind].title}
              href={`${at}/${kind}`}
              classes={place > 0 ? "govuk-button--secondary" : undefined}
            />
          ))}
        </div>
      )}
      {row.facts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What was said and done</h2>
          <MojTimeline
            headingLevel={3}
            items={row.facts.toReversed().map(({ kind, happenedOn, madeBy, details }) => ({
              label: { text: unofficialKinds[kind] },
              datetime: { timestamp: happenedOn, type: "date" },
              byline: { text: madeBy },
              text: saidInWords(details),
            }))}
          />
        </>
      )}
    </>
  );
}

/** What was recorded, as one text. */
export function saidInWords({ who = "", said = "", agreed = "" }: Readonly<Record<string, string>>): string {
  return [who && `${who}.`, said, agreed && `Agreed: ${agreed}`].filter(Boolean).join(" ");
}

type FormProps = { csrf: string; typed: Typed; errors?: FormErrors | undefined };

/** Taking in a report: about a child, or about a school alone. */
export function ReportPage({
  child,
  schools,
  csrf,
  typed,
  errors,
}: {
  child: { id: number; name: string } | undefined;
  schools: readonly { id: number; name: string }[];
} & FormProps) {
  const field = fieldsOf(typed, errors);
  const { value, ...school } = field.text("schoolId");
  return (
    <>
      {child && <span class="govuk-caption-l">{child.name}</span>}
      <h1 class="govuk-heading-l">Take in a report of an unofficial exclusion</h1>
      {!child && (
        <p class="govuk-body">
          If you know which child it is, begin on the child's own page. Here no child is named.
        </p>
      )}
      <Form
        action={child ? `/children/${child.id}/unofficial-exclusion` : "/unofficial-exclusions/new"}
        csrf={csrf}
      >
        <GovukSelect
          {...school}
          label={{ text: "School" }}
          items={[
            { value: "", text: "Choose a school" },
            ...schools.map(({ id, name }) => ({
              value: String(id),
              text: name,
              selected: String(id) === value,
            })),
          ]}
        />
        <GovukRadios
          {...field.choice("heardFrom")}
          fieldset={{ legend: { text: "Who told of it?", classes: "govuk-fieldset__legend--s" } }}
          items={Object.entries(heardFrom).map(([word, text]) => ({ value: word, text }))}
        />
        <GovukTextarea
          {...field.text("words")}
          label={{ text: "What was told" }}
          hint={{
            text: "In their words: when the child was sent home or kept away, for how long, and what reason was given.",
          }}
          rows="5"
        />
        <GovukDateInput
          {...field.day("foundOn")}
          fieldset={{
            legend: { text: "Day on which you heard of it", classes: "govuk-fieldset__legend--s" },
          }}
        />
        <GovukButton text="Take it in" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** The form of a talk with the head, of what was put right, or that it was not so. */
export function UnofficialStepPage({
  row,
  kind,
  csrf,
  typed,
  errors,
}: { row: UnofficialRow; kind: UnofficialKind } & FormProps) {
  const field = fieldsOf(typed, errors);
  const { title, asksDay, fields } = unofficialForms[kind];
  return (
    <>
      <span class="govuk-caption-l">{row.school}</span>
      <h1 class="govuk-heading-l">{title}</h1>
      <Form action={`/unofficial-exclusions/${row.id}/${kind}`} csrf={csrf}>
        {Object.entries<{ asks: string; lines: number }>(fields).map(([name, { asks, lines }]) =>
          lines === 1 ? (
            <GovukInput key={name} {...field.text(name)} label={{ text: asks }} />
          ) : (
            <GovukTextarea key={name} {...field.text(name)} label={{ text: asks }} rows={String(lines)} />
          ),
        )}
        <GovukDateInput
          {...field.day("happenedOn")}
          fieldset={{
            legend: {
              text: `${asksDay.charAt(0).toUpperCase()}${asksDay.slice(1)}`,
              classes: "govuk-fieldset__legend--s",
            },
          }}
        />
        <GovukButton text="Record it" preventDoubleClick={true} />
      </Form>
    </>
  );
}
