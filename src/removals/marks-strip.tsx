import { type DayKind, type MarkedDay, rowOfUnauthorisedDays } from "../feeds/index.ts";
import { shortDay } from "../web/design/index.ts";
import { dayAt } from "./conditions/part.ts";

const kindWords: Readonly<Record<DayKind, string>> = {
  attended: "attended",
  "came-late": "came after the register closed",
  authorised: "absent with permission",
  "not-possible": "could not attend",
  unauthorised: "absent without permission",
  "not-on-roll": "not on the roll",
  closed: "no school",
  "not-marked": "not marked",
};
const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
const mostWeeks = 12;

/**
 * What the marks show, drawn as a strip of days: a week a line, the codes of each day, and a number under each day of the
 * row of unauthorised days with which the marks end. [F02]
 */
export function MarksStrip({ marks }: { marks: readonly MarkedDay[] }) {
  if (marks.every(({ codes }) => codes.length === 0))
    return (
      <p class="govuk-body">
        No attendance marks of this pupil are here. <a href="/imports">Send the attendance file</a>, so that
        days are counted for you.
      </p>
    );
  const place = new Map(rowOfUnauthorisedDays(marks).row.map(({ day }, index) => [day, index + 1]));
  const weeks = [...Map.groupBy(marks, ({ day }) => Math.floor((day + 3) / 7)).values()].slice(-mostWeeks);
  return (
    <div>
      <table class="keepsight-marks">
        <caption>What the marks show</caption>
        <thead>
          <tr>
            <th scope="col">Week</th>
            {names.map((name) => (
              <th scope="col" key={name}>
                <abbr title={name}>{name.slice(0, 2)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days) => (
            <Week key={days[0]?.day} days={days} place={place} />
          ))}
        </tbody>
      </table>
      <p class="govuk-hint govuk-!-font-size-16">
        Red border with a number: a day of the row coded G, N or O. Green: attended. Yellow: excused. Dashed:
        not marked. No border: no school.
      </p>
    </div>
  );
}

function Week({ days, place }: { days: readonly MarkedDay[]; place: ReadonlyMap<number, number> }) {
  const [first] = days;
  return (
    <tr>
      <th scope="row">{first && shortDay(dayAt(first)).replace(/ \d{4}$/, "")}</th>
      {days.map((day) => (
        <td key={day.day} class={`keepsight-marks__day--${day.kind}`}>
          {[...new Set(day.codes)].join(" ") || "–"}
          <span class="govuk-visually-hidden"> {kindWords[day.kind]}</span>
          {place.has(day.day) && <span class="keepsight-marks__count">{place.get(day.day)}</span>}
        </td>
      ))}
    </tr>
  );
}
