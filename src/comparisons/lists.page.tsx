import { counted, dayInWords, GovukTag, londonDay, numberInWords, shortDay } from "../web/design/index.ts";
import type { Comparison, ComparisonWord } from "./comparison.ts";
import type { Freshness } from "./freshness.ts";
import type { DayTotal } from "./overview.store.ts";
import { Trend } from "./trend.tsx";

/** A comparison as its card shows it. */
export type ListShown = {
  comparison: Comparison;
  open: number;
  fresh: number;
  /** Who is probably in education by another record: apart from what is open. */
  probable: number;
  /** When the viewer last looked into it; undefined when they never did. */
  looked: Temporal.Instant | undefined;
  totals: readonly DayTotal[];
  sources: readonly Freshness[];
};

/** Every comparison as a card: the question, how many, what is new, how it moves and how fresh it is. */
export function ListsPage({ shown }: { shown: readonly ListShown[] }) {
  const missing = shown.filter(({ comparison }) => comparison.findsMissing);
  const open = missing.reduce((sum, one) => sum + one.open, 0);
  const late = [
    ...new Set(shown.flatMap(({ sources }) => sources.filter((one) => one.late).map(({ title }) => title))),
  ];
  return (
    <>
      <h1 class="govuk-heading-l">Lists</h1>
      <p class="govuk-body-l">
        {open === 0
          ? "No list shows a child who may be missing education and of whom nobody has seen to it."
          : `${counted(open, "child", "children")} may be missing education, and nobody has seen to it yet.`}{" "}
        <a href="/county-picture">See the whole county</a>
      </p>
      {late.length > 0 && (
        <p class="govuk-body">
          <strong class="govuk-tag govuk-tag--red">Late</strong> {late.join(", ")}: what rests on them may
          have changed.
        </p>
      )}
      <h2 class="govuk-heading-m">Children who may be missing education</h2>
      <Cards shown={missing} />
      <h2 class="govuk-heading-m">To put right or pass on</h2>
      <Cards shown={shown.filter(({ comparison }) => !comparison.findsMissing)} />
    </>
  );
}

function Cards({ shown }: { shown: readonly ListShown[] }) {
  return (
    <ul class="keepsight-list-cards">
      {shown.map((one) => (
        <Card key={one.comparison.word} {...one} />
      ))}
    </ul>
  );
}

function Card({ comparison, open, fresh, probable, looked, totals, sources }: ListShown) {
  return (
    <li class="keepsight-list-card">
      <h3 class="govuk-heading-s">
        <a href={addressOfList(comparison.word)}>{comparison.title}</a>
      </h3>
      <p>{comparison.question}</p>
      <p class="keepsight-list-card__count">
        <strong>{numberInWords(open)}</strong> open{" "}
        {fresh > 0 && looked && <GovukTag text={`${numberInWords(fresh)} new`} classes="govuk-tag--yellow" />}
      </p>
      {probable > 0 && (
        <p class="keepsight-list-card__quiet">
          Apart from these,{" "}
          <a href={`${addressOfList(comparison.word)}?standing=probable`}>
            {numberInWords(probable)} probably in education
          </a>
        </p>
      )}
      <p class="keepsight-list-card__quiet">
        {looked ? `You looked on ${dayInWords(londonDay(looked))}` : "You have not looked yet"}
      </p>
      <Trend of={comparison.title} totals={totals} />
      {sources.length > 0 && <Freshest sources={sources} />}
    </li>
  );
}

/** A comparison is as fresh as the oldest of its lists. */
function Freshest({ sources }: { sources: readonly Freshness[] }) {
  const came = sources.flatMap(({ on }) => on ?? []).sort(Temporal.PlainDate.compare);
  const [oldest] = came;
  const late = sources.filter((one) => one.late);
  return (
    <p class="keepsight-list-card__sources">
      {came.length < sources.length && late.length === 0 && "Some lists never came. "}
      {oldest && `As the lists were on ${shortDay(oldest)}`}
      {late.map(({ list, title }) => (
        <span key={list}>
          <br />
          <GovukTag text="Late" classes="govuk-tag--red" /> {title}
        </span>
      ))}
    </p>
  );
}

/** How fresh the lists are that a comparison stands on. */
export function Sources({ sources }: { sources: readonly Freshness[] }) {
  return (
    <ul class="govuk-list">
      {sources.map(({ list, title, on, late }) => (
        <li key={list}>
          {title}: {on ? shortDay(on) : "never came"}{" "}
          {late && <GovukTag text="Late" classes="govuk-tag--red" />}
        </li>
      ))}
    </ul>
  );
}

/** Where the work list of a comparison is. */
export function addressOfList(word: ComparisonWord): string {
  return `/lists/${word}`;
}
