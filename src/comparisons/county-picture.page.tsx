import {
  DenseTable,
  dayInWords,
  type Markup,
  numberInWords,
  shortDay,
  TableFrame,
} from "../web/design/index.ts";
import type { CountyPicture, CountyState } from "./county-picture.store.ts";
import { countyStates, type Group, groupWords } from "./county-states.ts";
import { type Band, Flow } from "./flow.tsx";
import { addressOfList } from "./lists.page.tsx";

const looks: Readonly<Record<Group, Band["look"]>> = {
  "in-education": "known",
  gone: "gone",
  apart: "gone",
  missing: "missing",
};

/** From all children of school age, through each state that the lists show, to those of whom nobody knows. [A04] */
export function CountyPicturePage({ picture }: { picture: CountyPicture | undefined }) {
  if (!picture)
    return (
      <>
        <h1 class="govuk-heading-l">County picture</h1>
        <p class="govuk-body">
          The lists have not been compared yet. They are after the first file has come in.
        </p>
      </>
    );
  const { onDay, beforeDay } = picture;
  const order = Object.keys(countyStates);
  const states = picture.states.toSorted(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state),
  );
  const missing = states.filter(({ state }) => countyStates[state].group === "missing");
  const sum = (some: readonly CountyState[]) => some.reduce((total, { children }) => total + children, 0);
  const withCase = missing.reduce((total, one) => total + one.withCase, 0);
  return (
    <>
      <h1 class="govuk-heading-l">County picture</h1>
      <p class="govuk-body-l">
        {numberInWords(sum(states))} children of school age stand on our lists. Of{" "}
        {numberInWords(sum(missing))} no list shows education; {numberInWords(sum(missing) - withCase)} of
        these have no open case.
      </p>
      <p class="govuk-body">
        As the lists were on {dayInWords(onDay)}. Children of whom no list knows are not in the picture.
      </p>
      <div class="keepsight-flows">
        <h2 class="govuk-heading-m">All children</h2>
        <TableFrame label="All children of school age, by how they are educated">
          <Flow from="children" parts={wholeOf(states)} />
        </TableFrame>
        {missing.length > 0 && (
          <>
            <h2 class="govuk-heading-m" id="missing">
              {groupWords.missing}
            </h2>
            <TableFrame label="Children in no education that a list shows, by what the lists say">
              <Flow from="children" parts={missing.flatMap(split)} />
            </TableFrame>
          </>
        )}
      </div>
      <DenseTable
        caption="The same in numbers"
        columns={[
          { text: "State" },
          { text: "Children", numeric: true },
          { text: "With an open case", numeric: true },
          { text: beforeDay ? `On ${shortDay(beforeDay)}` : "A month before", numeric: true },
        ]}
        rows={states.map(({ state, children, withCase: cases, before }): Markup[] => {
          const { words, list } = countyStates[state];
          return [
            list ? <a href={addressOfList(list)}>{words}</a> : words,
            numberInWords(children),
            cases > 0 ? <a href="/register?closed=">{numberInWords(cases)}</a> : "0",
            before === null ? "" : numberInWords(before),
          ];
        })}
      />
    </>
  );
}

/** Those in education and those who moved by state; those in no education as one band, which the second flow takes apart. */
function wholeOf(states: readonly CountyState[]): Band[] {
  const missing = states.filter(({ state }) => countyStates[state].group === "missing");
  const count = missing.reduce((total, { children }) => total + children, 0);
  return [
    ...states
      .filter((one) => !missing.includes(one))
      .map(({ state, children }) => ({
        words: countyStates[state].words,
        count: children,
        look: looks[countyStates[state].group],
      })),
    { words: groupWords.missing, count, href: "#missing", look: "missing" },
  ];
}

function split({ state, children, withCase }: CountyState): Band[] {
  const { words, list } = countyStates[state];
  return [
    { words: `${words}: case open`, count: withCase, href: "/register?closed=", look: "missing" },
    { words, count: children - withCase, href: list && addressOfList(list), look: "unknown" },
  ];
}
