import { dayOf } from "../calendar/index.ts";
import { type ProcedureAct, procedureActs } from "../procedures/index.ts";
import {
  CsvFile,
  dayInWords,
  Filters,
  GovukPagination,
  GovukSelect,
  initials,
  lengthInWords,
  shortDay,
  WorkKeys,
  WorkList,
  type WorkRow,
} from "../web/design/index.ts";
import { whenDue, workingDaysLate } from "./due-words.ts";
import type { WorkFilter, WorkOverview } from "./my-work.store.ts";
import { groupOf, groupsBegin, summaryOf, type WorkGroup, type WorkStep, workGroups } from "./my-work.ts";
import { mostOutside } from "./steps-outside-cases.ts";

export type MyWorkShown = {
  /** In their order. */
  steps: readonly WorkStep[];
  /** The lists of which only what presses most stands here. */
  cut: readonly { words: string; href: string }[];
  overview: WorkOverview;
  /** If the viewer does not work cases, and sees what their own roles owe and no more. */
  ownOnly: boolean;
  filter: WorkFilter;
  /** Initials stand for names, because others can see the screen. */
  initialsOnly: boolean;
  now: Temporal.Instant;
  /** The address of the list with one part of the filter changed. */
  at: (change: Record<string, string | undefined>) => string;
  next: string | undefined;
};

/** The list with which a working day begins: worst first, each step with its reason and the one button that does it. */
export function MyWorkPage(shown: MyWorkShown) {
  const { steps, overview, now, initialsOnly, at, next } = shown;
  const { owed, cases } = summaryOf(overview);
  const begins = groupsBegin(now);
  const groups = Map.groupBy(steps, (step) => groupOf(step, begins));
  return (
    <>
      <h1 class="govuk-heading-l">My work</h1>
      <p class="govuk-body-l">
        <strong>{owed}</strong> {!shown.ownOnly && cases}
      </p>
      {shown.cut.map(({ words, href }) => (
        <p class="govuk-inset-text">
          Only the {mostOutside} most pressing {words} stand in this list. <a href={href}>See all {words}</a>
        </p>
      ))}
      <WorkFilters {...shown} />
      <p class="keepsight-not-printed">
        <a href={at({ initials: initialsOnly ? "off" : "on" })}>
          {initialsOnly ? "Show names in full" : "Show initials, for a screen that others can see"}
        </a>{" "}
        <a href="/my-work/calendar">My deadlines in my calendar</a>
      </p>
      <WorkKeys />
      {(Object.keys(workGroups) as WorkGroup[]).map((group) => {
        const inGroup = groups.get(group);
        return (
          inGroup && (
            <section key={group} aria-labelledby={group}>
              <h2 class="govuk-heading-m" id={group}>
                {workGroups[group]}
              </h2>
              <WorkList rows={inGroup.map((step) => rowOf(step, group, shown))} />
            </section>
          )
        );
      })}
      {steps.length === 0 && <NothingDue {...shown} />}
      {next && <GovukPagination next={{ href: next, text: "Next 25" }} />}
      <CsvFile href={at({}).replace("/my-work", "/my-work.csv")} holdsNames />
    </>
  );
}

function NothingDue({ overview, ownOnly, filter }: MyWorkShown) {
  const isNarrowed = Object.values(filter).some((part) => part !== undefined);
  return (
    <p>
      {isNarrowed
        ? "Nothing is left by these filters."
        : ownOnly
          ? "Nothing is owed by you. What is, will stand here."
          : `Nothing is due. ${overview.open === 0 ? "No case is open." : "Every open case waits for a later day."}`}
    </p>
  );
}

function rowOf(step: WorkStep, group: WorkGroup, { now, initialsOnly }: MyWorkShown): WorkRow {
  const { reference, recordAt, missingSince } = step;
  const name = `${step.forename} ${step.surname}`.trim();
  const due = group === "held" ? "held: nobody does this now" : whenDue(step.dueAt, now);
  const button = step.mine && group !== "held";
  return {
    todo: step.todo,
    href: button ? step.href : recordAt,
    child: initialsOnly && step.forename ? initials(name) : name,
    ...{ reference, recordAt, button },
    why: `${due.charAt(0).toUpperCase()}${due.slice(1)}, ${group === "held" ? "was due" : "due"} ${shortDay(dayOf(step.dueAt))}`,
    clause: step.clause,
    owedBy: step.owedBy,
    missing: missingInWords(missingSince, now),
    marks: [
      ...(step.urgent ? ["Urgent"] : []),
      ...(group === "waiting" && Temporal.Instant.compare(step.dueAt, now) < 0 ? ["Late"] : []),
    ],
    perhaps: step.perhapsAt
      ? `Perhaps found: on the roll of ${step.perhapsAt}, under another record`
      : undefined,
    state: barOf(step, group, now),
    asks: step.asks,
    latest: step.latest.map(({ happenedAt, words }) => `${dayInWords(dayOf(happenedAt))}: ${words}`),
  };
}

/** For how long the child is missing; undefined where the step is about no child. */
function missingInWords(since: WorkStep["missingSince"], now: Temporal.Instant): string | undefined {
  if (since === undefined) return undefined;
  return since ? lengthInWords(since, dayOf(now)) : "since a day not known";
}

const veryLate = 5;

function barOf({ dueAt }: WorkStep, group: WorkGroup, now: Temporal.Instant): WorkRow["state"] {
  if (group === "urgent" && Temporal.Instant.compare(dueAt, now) >= 0) return "today";
  if (group === "urgent" || group === "overdue" || group === "told")
    return workingDaysLate(dueAt, now) >= veryLate ? "very-late" : "late";
  return group === "today" || group === "held" || group === "waiting" ? group : "soon";
}

function WorkFilters({ overview, filter, at }: MyWorkShown) {
  const { areas, owners } = overview;
  const select = (
    name: string,
    label: string,
    chosen: number | string | undefined,
    items: readonly { value: string; text: string }[],
  ) => (
    <GovukSelect
      name={name}
      id={name}
      label={{ text: label }}
      value={String(chosen ?? "")}
      items={[{ value: "", text: "All" }, ...items]}
    />
  );
  const named = (list: readonly { id: number; name: string }[]) =>
    list.map(({ id, name }) => ({ value: String(id), text: name }));
  // What an authority owes for all of its children is in no case.
  const inCases = Object.entries(procedureActs).filter(([act]) => act !== "do-standing-duty");
  const acts = inCases.map(([value, { verb }]) => ({ value, text: verb }));
  const chosen = [
    { key: "area", text: areas.find(({ id }) => id === filter.areaId)?.name },
    {
      key: "owner",
      text: filter.ownerId === 0 ? "Nobody's" : owners.find(({ id }) => id === filter.ownerId)?.name,
    },
    { key: "act", text: filter.act && procedureActs[filter.act as ProcedureAct].verb },
  ].flatMap(({ key, text }) => (text ? [{ text, without: at({ [key]: undefined }) }] : []));
  return (
    <Filters action="/my-work" chosen={chosen} clearedAt="/my-work?area=">
      {areas.length > 1 && select("area", "Area", filter.areaId, named(areas))}
      {select("owner", "Owner of the case", filter.ownerId, [
        ...named(owners),
        { value: "0", text: "Nobody" },
      ])}
      {select("act", "What to do", filter.act, acts)}
    </Filters>
  );
}
