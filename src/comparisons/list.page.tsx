import { mayDo, type Viewer } from "../access/index.ts";
import {
  CsvFile,
  counted,
  DenseTable,
  Filters,
  Form,
  type FormErrors,
  GovukDetails,
  GovukSelect,
  lengthInWords,
  londonDay,
  type Markup,
  MojAlert,
  Totals,
  type Typed,
} from "../web/design/index.ts";
import type { Comparison } from "./comparison.ts";
import { DoneBefore } from "./done-before.tsx";
import type { Finding, FindingCounts, FindingsAsked, Standing } from "./findings.store.ts";
import type { Freshness } from "./freshness.ts";
import { addressOfList, Sources } from "./lists.page.tsx";
import { SettleFields } from "./settle.form.tsx";

export type ListPageShown = {
  comparison: Comparison;
  asked: FindingsAsked;
  rows: readonly Finding[];
  counts: FindingCounts;
  sources: readonly Freshness[];
  areas: ReadonlyMap<number, string>;
  looked: Temporal.Instant | undefined;
  now: Temporal.Instant;
  at: (change: Record<string, string | undefined>) => string;
  next: string | undefined;
  viewer: Viewer;
  csrf: string;
  done: string | undefined;
  typed: Typed;
  errors: FormErrors | undefined;
};

export const standingWords: Readonly<Record<Standing, string>> = {
  open: "Open",
  probable: "Probably in education",
  asked: "School asked",
  case: "Case or referral",
  settled: "Settled",
};

/** One comparison as a work list: who, why, since when, and what to do about those ticked. */
export function ListPage(shown: ListPageShown) {
  const { comparison, asked, rows, counts, sources, viewer, csrf, at, next, done, typed, errors } = shown;
  const isToDo = asked.standing === "open" || asked.standing === "probable";
  const maySettle = isToDo && rows.length > 0 && mayDo(viewer, "settle-comparison");
  const table = <FindingsTable {...shown} ticking={maySettle} />;
  return (
    <>
      {done && <MojAlert variant="success" title="Done" text={done} dismissible={false} />}
      <h1 class="govuk-heading-l">{comparison.title}</h1>
      <p class="govuk-body-l">{comparison.question}</p>
      <GovukDetails summaryText="What to do, and what this list cannot know">
        <ol class="govuk-list govuk-list--number">
          {comparison.nextActions.map((action) => (
            <li key={action}>{action}</li>
          ))}
        </ol>
        <p class="govuk-body">{comparison.doubt}</p>
        {sources.length > 0 && <Sources sources={sources} />}
      </GovukDetails>
      <Totals
        label="How they stand"
        parts={standingsOf(comparison).map((standing) => ({
          text: standingWords[standing],
          count: counts.standings[standing],
          href: at({ standing }),
          chosen: standing === asked.standing,
        }))}
      />
      <Narrowing {...shown} />
      {asked.standing === "probable" && rows.length > 0 && (
        <p class="govuk-body">
          Another record that is probably of the same child shows them in education, or a school is named
          whose roll does not come here. They are no alarm while that holds, and nobody has confirmed it:
          confirm the link, have the school's row corrected, ask the school that was named, or find that it is
          another child.
        </p>
      )}
      {rows.length === 0 ? (
        <p class="govuk-body">
          {asked.standing === "open" ? "Nobody is left on this list. " : "Nobody stands here. "}
          {asked.standing === "open" && "What is settled comes back when a source says something new."}
        </p>
      ) : maySettle ? (
        <Form action={`${addressOfList(comparison.word)}/settlements`} csrf={csrf}>
          {table}
          <SettleFields typed={typed} errors={errors} may={mayOf(viewer)} />
        </Form>
      ) : (
        table
      )}
      <p class="govuk-body">{next && <a href={next}>Next page</a>}</p>
      {counts.standings[asked.standing] > 0 && (
        <CsvFile
          href={at({}).replace(
            addressOfList(comparison.word),
            `${addressOfList(comparison.word)}/findings.csv`,
          )}
          holdsNames
        >
          Take {counted(counts.standings[asked.standing], "child", "children")} as a CSV file
        </CsvFile>
      )}
    </>
  );
}

/** Only of whom is thought to miss education can it be said that they probably do not. */
function standingsOf({ findsMissing }: Comparison): Standing[] {
  const all = Object.keys(standingWords) as Standing[];
  return findsMissing ? all : all.filter((standing) => standing !== "probable");
}

function mayOf(viewer: Viewer) {
  return { ask: mayDo(viewer, "send-enquiry"), refer: mayDo(viewer, "open-case") };
}

function Narrowing({ comparison, asked, counts, areas, at }: ListPageShown) {
  const { areaId, schoolId, standing } = asked;
  const school = counts.schools.find(({ id }) => id === schoolId)?.name;
  const chosen = [
    areaId !== undefined && { text: areas.get(areaId) ?? "Area", without: at({ area: undefined }) },
    schoolId !== undefined && { text: school ?? "School", without: at({ school: undefined }) },
  ].filter((one) => one !== false);
  const choice = (value: number, text: string) => ({ value: String(value), text });
  return (
    <Filters
      action={addressOfList(comparison.word)}
      clearedAt={at({ area: undefined, school: undefined })}
      chosen={chosen}
    >
      <input type="hidden" name="standing" value={standing} />
      <GovukSelect
        id="area"
        name="area"
        label={{ text: "Area" }}
        value={String(areaId ?? "")}
        items={[{ value: "", text: "All" }, ...[...areas].map(([id, name]) => choice(id, name))]}
      />
      <GovukSelect
        id="school"
        name="school"
        label={{ text: "School" }}
        value={String(schoolId ?? "")}
        items={[
          { value: "", text: "All" },
          ...counts.schools.map(({ id, name, count }) => choice(id, `${name} (${count})`)),
        ]}
      />
    </Filters>
  );
}

function FindingsTable({
  comparison,
  asked,
  rows,
  looked,
  now,
  ticking,
  typed,
  viewer,
}: ListPageShown & { ticking: boolean }) {
  const ticked = [typed["finding"] ?? []].flat().map(String);
  const today = londonDay(now);
  const isNew = ({ firstListedAt }: Finding) =>
    looked !== undefined && Temporal.Instant.compare(firstListedAt, looked) > 0;
  return (
    <DenseTable
      caption={asked.standing === "open" ? "At risk first, then longest" : standingWords[asked.standing]}
      columns={[
        { text: "Child", unbroken: true },
        { text: "Age" },
        { text: "For" },
        { text: "Why listed" },
        { text: "School to ask" },
        { text: "So far" },
      ]}
      rows={rows.map((finding): Markup[] => {
        const name = `${finding.surname.toLocaleUpperCase("en-GB")}, ${finding.forename}`;
        return [
          <Child
            finding={finding}
            name={name}
            ticking={ticking}
            ticked={ticked.includes(String(finding.id))}
          />,
          finding.dateOfBirth
            ? String(finding.dateOfBirth.until(today, { largestUnit: "year" }).years)
            : "Not known",
          lengthInWords(finding.since, today),
          <>
            {isNew(finding) && <strong class="govuk-tag govuk-tag--yellow">New</strong>}{" "}
            {finding.rank === 1 && <strong class="govuk-tag govuk-tag--red">At risk</strong>}{" "}
            {comparison.inOneLine(finding.evidence)}
            {finding.evidence.linkToConfirm !== undefined && mayDo(viewer, "decide-link") && (
              <>
                {" "}
                <a href={`/lists/links/${finding.evidence.linkToConfirm}`}>Compare the two records</a>
              </>
            )}
          </>,
          finding.school ?? "",
          finding.done ? <DoneBefore done={finding.done} standing={finding.standing} /> : "",
        ];
      })}
    />
  );
}

function Child({
  finding,
  name,
  ticking,
  ticked,
}: {
  finding: Finding;
  name: string;
  ticking: boolean;
  ticked: boolean;
}) {
  const record = finding.childId !== null && <a href={`/children/${finding.childId}`}>Record</a>;
  if (!ticking)
    return (
      <>
        {name} {record}
      </>
    );
  const id = `finding-${finding.id}`;
  return (
    <div class="govuk-checkboxes govuk-checkboxes--small">
      <div class="govuk-checkboxes__item">
        <input
          class="govuk-checkboxes__input"
          type="checkbox"
          id={id}
          name="finding"
          value={finding.id}
          checked={ticked}
        />
        <label class="govuk-label govuk-checkboxes__label" for={id}>
          {name}
        </label>
      </div>
      {record}
    </div>
  );
}
