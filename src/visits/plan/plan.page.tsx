import {
  counted,
  DenseTable,
  Filters,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukNotificationBanner,
  GovukSelect,
  GovukTag,
  londonDay,
  shortDay,
  type Typed,
  weekdayInWords,
} from "../../web/design/index.ts";
import type { VisitOwed } from "../my-visits.store.ts";
import { askFirst, dueWord, todoOf } from "../step.ts";
import { LetterBefore, riskColours, Where } from "../visit-card.page.tsx";
import { type Tiles, VisitMap } from "./map.page.tsx";
import type { Outline } from "./map.ts";
import { type PlanAsked, planAt } from "./plan.form.ts";
import type { Visitor } from "./plan.store.ts";
import { roundAt } from "./round-at.ts";

export type PlanPageProps = {
  visits: readonly VisitOwed[];
  asked: PlanAsked;
  areas: readonly { id: number; name: string }[];
  visitors: readonly Visitor[];
  outlines: readonly Outline[];
  tiles: Tiles | undefined;
  now: Temporal.Instant;
  today: Temporal.PlainDate;
  moreAt: string | undefined;
  done: string | undefined;
  mayPlan: boolean;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** The visits owed, where they are, and who goes when: shared out many at once. [E02] */
export function PlanPage(props: PlanPageProps) {
  const { visits, asked, outlines, tiles, moreAt, done, mayPlan, csrf } = props;
  const list = <PlanList {...props} />;
  return (
    <>
      {done && (
        <GovukNotificationBanner
          type="success"
          html={<p class="govuk-notification-banner__heading">{done}</p>}
        />
      )}
      <h1 class="govuk-heading-l">Visit plan</h1>
      <PlanFilters {...props} />
      <div class="keepsight-plan">
        <div>
          {visits.length === 0 ? (
            <p class="govuk-body">No visit is owed here.</p>
          ) : mayPlan ? (
            <Form action={planAt(asked, "/visit-plan/visits")} csrf={csrf}>
              {list}
              <WhoGoes {...props} />
            </Form>
          ) : (
            list
          )}
          <p class="govuk-body keepsight-not-printed">
            {moreAt && (
              <>
                <a class="govuk-link" href={moreAt}>
                  Show the next visits
                </a>
                {" or "}
              </>
            )}
            <a class="govuk-link" href={planAt({ ...asked, after: undefined }, "/visit-plan.csv")}>
              {moreAt ? "take" : "Take"} the list as a file (CSV)
            </a>
          </p>
        </div>
        {visits.length > 0 && <VisitMap visits={visits} areas={outlines} tiles={tiles} />}
      </div>
    </>
  );
}

function PlanFilters({ asked, areas, visitors, today }: PlanPageProps) {
  const days = Array.from({ length: 14 }, (_, ahead) => today.add({ days: ahead }));
  const name = visitors.find(({ id }) => id === asked.of)?.name;
  const area = areas.find(({ id }) => id === asked.area)?.name;
  const without = (left: Partial<PlanAsked>) => planAt({ ...asked, after: undefined, ...left });
  const chosen = [
    ...(area ? [{ text: area, without: without({ area: undefined }) }] : []),
    ...(asked.of === "nobody" ? [{ text: "Not planned yet", without: without({ of: undefined }) }] : []),
    ...(name ? [{ text: name, without: without({ of: undefined }) }] : []),
    ...(asked.on ? [{ text: weekdayInWords(asked.on), without: without({ on: undefined }) }] : []),
  ];
  const select = (id: string, text: string, all: string, items: { value: string; text: string }[]) => (
    <GovukSelect
      id={`filter-${id}`}
      name={id}
      label={{ text }}
      value={String(asked[id as keyof PlanAsked] ?? "")}
      items={[{ value: "", text: all }, ...items]}
    />
  );
  return (
    <Filters action="/visit-plan" chosen={chosen}>
      {areas.length > 1 &&
        select(
          "area",
          "Area",
          "All areas",
          areas.map(({ id, name: text }) => ({ value: String(id), text })),
        )}
      {select("of", "Who goes", "Everybody", [
        { value: "nobody", text: "Not planned yet" },
        ...visitors.map(({ id, name: text }) => ({ value: String(id), text })),
      ])}
      {select(
        "on",
        "Day",
        "Any day",
        days.map((each) => ({ value: String(each), text: weekdayInWords(each) })),
      )}
    </Filters>
  );
}

function PlanList({ visits, now, mayPlan, moreAt, typed }: PlanPageProps) {
  const ticked = [typed?.["case"] ?? []].flat().map(String);
  return (
    <DenseTable
      caption={`${counted(visits.length, "visit")}${moreAt ? " on this page" : ""}, urgent ones first, then the one due first`}
      columns={[{ text: "Visit" }, { text: "Owed" }, { text: "Where" }, { text: "Planned" }]}
      rows={visits.map((visit, place) => [
        <Named visit={visit} number={place + 1} tick={mayPlan && !visit.held} ticked={ticked} />,
        visit.held ? (
          <GovukTag text="Held: do not go" classes="govuk-tag--red" />
        ) : (
          <Owed visit={visit} now={now} />
        ),
        <>
          {visit.area && (
            <>
              {visit.area}
              <br />
            </>
          )}
          {visit.held ? "Not shown while the case is held" : <Where visit={visit} />}
        </>,
        visit.held ? "No visit while the case is held" : <Planned visit={visit} />,
      ])}
    />
  );
}

function Named(props: { visit: VisitOwed; number: number; tick: boolean; ticked: readonly string[] }) {
  const { visit, number, tick, ticked } = props;
  const name = `${number}. ${visit.child}`;
  return (
    <div id={`visit-${number}`}>
      {tick ? (
        <div class="govuk-checkboxes govuk-checkboxes--small keepsight-plan__tick">
          <div class="govuk-checkboxes__item">
            <input
              class="govuk-checkboxes__input"
              type="checkbox"
              name="case"
              id={number === 1 ? "case" : `case-${number}`}
              value={visit.reference}
              checked={ticked.includes(visit.reference)}
            />
            <label
              class="govuk-label govuk-checkboxes__label govuk-!-font-weight-bold"
              for={number === 1 ? "case" : `case-${number}`}
            >
              {name}
            </label>
          </div>
        </div>
      ) : (
        <>
          {name}
          <br />
        </>
      )}
      <a class="govuk-link govuk-!-font-weight-regular" href={`/cases/${visit.reference}/visits`}>
        {visit.reference}
      </a>
    </div>
  );
}

function Owed({ visit, now }: { readonly visit: VisitOwed; readonly now: Temporal.Instant }) {
  const [next] = visit.acts;
  return (
    <ul class="keepsight-plan__owed">
      {visit.familyBarred && (
        <li>
          <GovukTag text={askFirst} classes="govuk-tag--red" />
        </li>
      )}
      {visit.urgent && (
        <li>
          <GovukTag text="Urgent" classes="govuk-tag--red" />
        </li>
      )}
      <li>
        Visit by <Day at={visit.dueAt} now={now} />
      </li>
      {next === "assess-visit-risk" && (
        <li>
          {todoOf(next)} by <Day at={visit.nextDueAt} now={now} />
        </li>
      )}
      <li>
        Letter: <LetterBefore visit={visit} />
      </li>
      {visit.knownRisk && (
        <li>
          <GovukTag text={`${visit.knownRisk} risk`} classes={riskColours[visit.knownRisk]} />
        </li>
      )}
    </ul>
  );
}

function Day({ at, now }: { readonly at: Temporal.Instant; readonly now: Temporal.Instant }) {
  const { word, colour } = dueWord(at, now);
  return (
    <>
      {shortDay(londonDay(at))} <GovukTag text={word} classes={colour} />
    </>
  );
}

function Planned({ visit: { planned } }: { readonly visit: VisitOwed }) {
  if (!planned) return <>Not yet</>;
  return (
    <>
      {planned.by}
      <br />
      <a class="govuk-link" href={roundAt(planned.personId, planned.on)}>
        {weekdayInWords(Temporal.PlainDate.from(planned.on))}
        <span class="govuk-visually-hidden">, the round of {planned.by}</span>
      </a>
    </>
  );
}

function WhoGoes({ visitors, typed, errors }: PlanPageProps) {
  const field = fieldsOf(typed, errors);
  return (
    <div class="keepsight-not-printed">
      <h2 class="govuk-heading-m">Plan the ticked visits</h2>
      <GovukSelect
        {...field.text("person")}
        label={{ text: "Who goes", classes: "govuk-label--s" }}
        items={[
          { value: "", text: "Choose a person" },
          ...visitors.map(({ id, name }) => ({ value: String(id), text: name })),
        ]}
      />
      <GovukDateInput
        {...field.day("day")}
        fieldset={{ legend: { text: "Day", classes: "govuk-fieldset__legend--s" } }}
      />
      <div class="govuk-button-group">
        <GovukButton text="Plan" preventDoubleClick={true} />
        <GovukButton text="Take off the plan" classes="govuk-button--secondary" name="off" value="yes" />
      </div>
    </div>
  );
}
