import type { Viewer } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { ChildRecord } from "../children/index.ts";
import { drawingOf, type StageDrawing, titlesOf } from "../procedures/drawing/index.ts";
import { type CaseFact, type Procedure, procedureActs, roleInWords } from "../procedures/index.ts";
import { ChartKey, InStages, LookShown, ReadingFolded, rowAnchor } from "../rulebook/index.ts";
import { DenseTable, GovukDetails, weekdayInWords } from "../web/design/index.ts";
import type { Kase } from "./case.ts";
import { marksOf, type StepStanding, stepStandings } from "./case-procedure.ts";
import { CaseTabs } from "./case-tabs.tsx";
import { whenDue } from "./due-words.ts";
import type { Standing } from "./standing.ts";

type Shown = {
  kase: Kase;
  viewer: Viewer;
  child: ChildRecord;
  standing: Standing;
  history: readonly CaseFact[];
  /** The versions that this case follows, its authority's own first. */
  procedures: readonly Procedure[];
  roles: Readonly<Record<string, string>>;
  now: Temporal.Instant;
};

/** Where a child is in each procedure that applies: what is done, late, due and waiting, as tables and as charts. */
export function CaseProcedurePage({ kase, viewer, child, ...shown }: Shown) {
  const [first, ...others] = shown.procedures;
  return (
    <>
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">
        {child.forename} {child.surname}
      </h1>
      <CaseTabs kase={kase} active="procedure" viewer={viewer} />
      <NextHere {...shown} />
      <ChartKey marked={true} />
      {first && <FollowedProcedure {...shown} procedure={first} />}
      {others.map((procedure) => (
        <FollowedProcedure key={procedure.procedure} {...shown} procedure={procedure} />
      ))}
    </>
  );
}

type Parts = Pick<Shown, "standing" | "history" | "roles" | "now">;

function NextHere({
  standing: { nextStep, open },
  procedures,
  now,
}: Pick<Shown, "standing" | "procedures" | "now">) {
  if (!nextStep) return <p>{open ? "Nothing is owed at this moment." : "The case is closed."}</p>;
  const followed = procedures.find(({ procedure }) => procedure === nextStep.procedure);
  const title = followed && titlesOf(followed.rules).get(nextStep.id);
  return (
    <p>
      Next: <a href={`#${rowAnchor(nextStep, nextStep.id)}`}>{title ?? procedureActs[nextStep.act].verb}</a>,{" "}
      {whenDue(nextStep.dueAt, now)}, due {weekdayInWords(nextStep.dueOn)}.
    </p>
  );
}

/** Duties for all children together are no part of one child's case. A procedure of which nothing has begun is folded. */
function FollowedProcedure({ procedure, ...parts }: Parts & { procedure: Procedure }) {
  const { standing, history, roles, now } = parts;
  const charts = drawingOf(procedure).filter(({ stage }) => stage !== "standing");
  const standings = stepStandings(
    charts.flatMap(({ steps }) => steps),
    standing.obligations.filter((each) => each.procedure === procedure.procedure),
    standing,
  );
  if (standings.length === 0) return null;
  const inStages = (
    <InStages
      {...{ procedure, charts }}
      isOpen={({ steps }) => standings.some(({ step, duty }) => duty && steps.includes(step))}
      marks={marksOf(standings, history)}
      table={(chart) => <StandingTable {...{ procedure, chart, standings, roles, now }} />}
    />
  );
  return (
    <>
      <h2 class="govuk-heading-m">{procedure.title}</h2>
      <p>{countsInWords(standings)}</p>
      <Pending {...{ procedure, standings, now }} />
      {standings.some(({ duty }) => duty) ? (
        inStages
      ) : (
        <GovukDetails summaryText={`Show ${procedure.title}`}>{inStages}</GovukDetails>
      )}
    </>
  );
}

/** The steps that somebody still owes, the soonest due first, each with its sign. */
function Pending({ procedure, standings, now }: Omit<TableShown, "chart" | "roles">) {
  const pending = standings
    .flatMap(({ step, mark, duty }) =>
      duty && ["late", "due", "waits", "held"].includes(mark.look) ? [{ step, mark, duty }] : [],
    )
    .sort((one, other) => Temporal.Instant.compare(one.duty.dueAt, other.duty.dueAt));
  return (
    <ul class="govuk-list">
      {pending.map(({ step, mark, duty }) => (
        <li key={step.key}>
          <LookShown look={mark.look} />:{" "}
          <a href={`#${rowAnchor(procedure, step.rule.id)}`}>
            {step.number}. {step.title}
          </a>
          , {whenDue(duty.dueAt, now)}
        </li>
      ))}
    </ul>
  );
}

const counts = [
  ["late", "late"],
  ["due", "due"],
  ["waits", "waiting"],
  ["held", "held"],
  ["done", "done"],
  ["needless", "not needed"],
  ["not-begun", "not begun"],
] as const;

function countsInWords(standings: readonly StepStanding[]): string {
  const said = counts.flatMap(([look, words]) => {
    const count = standings.filter(({ mark }) => mark.look === look).length;
    return count > 0 ? `${count} ${words}` : [];
  });
  return `Of ${standings.length} steps: ${said.join(", ")}.`;
}

type TableShown = Pick<Parts, "roles" | "now"> & {
  procedure: Procedure;
  chart: StageDrawing;
  standings: readonly StepStanding[];
};

function StandingTable({ procedure, chart, standings, roles, now }: TableShown) {
  const here = standings.filter(({ step }) => chart.steps.includes(step));
  return (
    <DenseTable
      caption={`${procedure.title}: ${chart.title}`}
      columns={[{ text: "Step" }, { text: "State" }, { text: "When" }, { text: "Who" }, { text: "Why" }]}
      rows={here.map(({ step: { number, title, rule }, mark, duty, times }) => [
        <span id={rowAnchor(procedure, rule.id)}>
          {number}. {title}
          <span class="govuk-hint">{rule.clause}</span>
        </span>,
        <LookShown look={mark.look} />,
        duty && whenOf(duty, times, now),
        roles[duty?.role ?? rule.role] ?? capital(roleInWords(rule.role)),
        <>
          {duty?.why ?? rule.asks}
          <ReadingFolded reading={(duty ?? rule).reading} of={title} />
        </>,
      ])}
    />
  );
}

function whenOf(
  { state, dueAt, dueOn, metAt }: NonNullable<StepStanding["duty"]>,
  times: number,
  now: Temporal.Instant,
) {
  const often = times > 1 ? ` Owed ${times} times so far.` : "";
  if (state === "no-longer-needed") return often.trim();
  const due = `due ${weekdayInWords(dueOn)}`;
  if (metAt)
    return `Done on ${weekdayInWords(dayOf(metAt))}, ${state === "met-late" ? "late" : "in time"}: ${due}.${often}`;
  return `${capital(whenDue(dueAt, now))}: ${due}.${often}`;
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
