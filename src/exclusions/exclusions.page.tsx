import { procedureActs } from "../procedures/index.ts";
import {
  CsvFile,
  DenseTable,
  Filters,
  GovukSelect,
  GovukTag,
  londonDay,
  type Markup,
  MoreAt,
  shortDay,
  Totals,
} from "../web/design/index.ts";
import { type ExclusionStanding, type ExclusionState, kinds, provisionInWords, states } from "./exclusion.ts";
import type { ExclusionInMarks, ExclusionOnCase, ExclusionRow, ExclusionsShown } from "./exclusions.store.ts";
import type { Standing } from "./standings.ts";

export type Stood = Standing;

export type ExclusionsPageProps = {
  stood: readonly Stood[];
  counts: Partial<Record<ExclusionState, number>>;
  onCases: readonly ExclusionOnCase[];
  /** Whom only the school's marks tell of. */
  inMarks: readonly ExclusionInMarks[];
  show: ExclusionsShown;
  now: Temporal.Instant;
  moreAt: string | undefined;
  fileAt: string;
};

const shownWords: Record<ExclusionsShown, string> = { watched: "watched", ...states, all: "all exclusions" };

/** Every exclusion and managed move, watched until the pupil is back or new provision has begun. [B07] [E12] */
export function ExclusionsPage(props: ExclusionsPageProps) {
  const { stood, counts, onCases, inMarks, show, moreAt, fileAt } = props;
  const inStates = (of: readonly ExclusionState[]) =>
    of.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return (
    <>
      <h1 class="govuk-heading-l">Exclusions and managed moves</h1>
      <p class="govuk-body">
        From the list that schools' notices make. A pupil is back when the school's marks say so.{" "}
        <a href="/unofficial-exclusions">Unofficial exclusions</a> have a log of their own.
      </p>
      <Totals
        label="Exclusions by state"
        parts={[
          { text: "watched", of: ["nothing-new", "now", "not-back"] as const, show: "watched" as const },
          ...(Object.keys(states) as ExclusionState[]).map((state) => ({
            ...{ text: states[state], of: [state] as const, show: state },
          })),
        ].map(({ text, of, show: to }) => ({
          ...{ text, count: inStates(of), href: `/exclusions?show=${to}`, chosen: to === show },
        }))}
      />
      <Filters action="/exclusions" clearedAt="/exclusions?show=watched">
        <GovukSelect
          id="show"
          name="show"
          label={{ text: "Exclusions" }}
          items={(Object.keys(shownWords) as ExclusionsShown[]).map((value) => ({
            ...{ value, text: shownWords[value], selected: value === show },
          }))}
        />
      </Filters>
      {stood.length === 0 ? <p>No exclusion is in this group.</p> : <ExclusionsTable {...props} />}
      <MoreAt href={moreAt}>More exclusions</MoreAt>
      {stood.length > 0 && <CsvFile href={fileAt} holdsNames />}
      {inMarks.length > 0 && <InMarks inMarks={inMarks} />}
      {onCases.length > 0 && <OnCases onCases={onCases} />}
    </>
  );
}

function ExclusionsTable({ stood, show, now }: ExclusionsPageProps) {
  return (
    <DenseTable
      caption={show === "all" || show === "done" ? "The latest first" : "The longest out of school first"}
      columns={[
        { text: "Pupil" },
        { text: "School" },
        { text: "Kind" },
        { text: "From", unbroken: true },
        { text: "To", unbroken: true },
        { text: "School days", numeric: true },
        { text: "Full-time provision" },
        { text: "State" },
        { text: "Next step" },
      ]}
      rows={stood.map(({ row, standing }): Markup[] => [
        <a href={`/exclusions/${row.entryId}`}>
          {row.forename} {row.surname}
        </a>,
        row.school ?? "",
        kinds[row.kind],
        shortDay(row.startsOn),
        row.endsOn ? shortDay(row.endsOn) : "",
        daysInWords(standing),
        <Provision row={row} standing={standing} />,
        stateInWords(row),
        <Next standing={standing} now={now} />,
      ])}
    />
  );
}

function Provision({ row, standing }: Stood) {
  const words = provisionInWords(row, standing, shortDay);
  const late = standing.overFive && standing.provision?.state === "overdue";
  return (
    <>
      {words} {late && <GovukTag text="Overdue" classes="govuk-tag--red" />}
    </>
  );
}

function Next({ standing: { next }, now }: { standing: ExclusionStanding; now: Temporal.Instant }) {
  if (!next) return <span>–</span>;
  const late = Temporal.Instant.compare(next.dueAt, now) < 0;
  return (
    <>{`${procedureActs[next.act].verb}, ${late ? "was due" : "due"} ${shortDay(londonDay(next.dueAt))}`}</>
  );
}

/** Pupils marked E of whom no notice has come: the school is asked for it. */
function InMarks({ inMarks }: { inMarks: readonly ExclusionInMarks[] }) {
  return (
    <DenseTable
      caption="Marked as excluded, and no notice has come: ask the school for it"
      columns={[
        { text: "Pupil" },
        { text: "School" },
        { text: "Marked E from", unbroken: true },
        { text: "Sessions", numeric: true },
      ]}
      rows={inMarks.map(({ childId, forename, surname, school, fromOn, sessions }): Markup[] => [
        <a href={`/children/${childId}`}>
          {forename} {surname}
        </a>,
        school,
        shortDay(fromOn),
        String(sessions),
      ])}
    />
  );
}

function OnCases({ onCases }: { onCases: readonly ExclusionOnCase[] }) {
  const words: Record<string, string> = {
    "excluded-permanently": kinds.permanent,
    "excluded-for-a-time": kinds.suspension,
    "managed-move-began": kinds["managed-move"],
  };
  return (
    <DenseTable
      caption="Told on an open case, and not in the list"
      columns={[
        { text: "Case", unbroken: true },
        { text: "Pupil" },
        { text: "Kind" },
        { text: "From", unbroken: true },
      ]}
      rows={onCases.map(({ reference, forename, surname, kind, on }): Markup[] => [
        <a href={`/cases/${reference}`}>{reference}</a>,
        `${forename} ${surname}`,
        words[kind] ?? "",
        shortDay(londonDay(on)),
      ])}
    />
  );
}

/** The school days of an exclusion as a number, and if they are more than five. */
export function daysInWords({ days, overFive }: ExclusionStanding): string {
  if (days === undefined) return "No term dates";
  return `${days}${overFive ? ", over five" : ""}`;
}

/** Where it has got to, beginning with a capital. */
export function stateInWords({ state, kind, notBackOn }: ExclusionRow): string {
  if (state === "not-back" && notBackOn) return `Not back on ${shortDay(notBackOn)}: passed on`;
  if (state === "done") return kind === "suspension" ? "Back" : "New provision begun";
  return `${states[state].charAt(0).toUpperCase()}${states[state].slice(1)}`;
}
