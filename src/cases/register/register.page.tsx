import { reasonInWords } from "../../children/index.ts";
import type { Markup } from "../../web/design/index.ts";
import {
  CsvFile,
  counted,
  DenseTable,
  Filters,
  GovukDetails,
  GovukSelect,
  GovukTag,
  lengthInWords,
  londonDay,
  shortDay,
  Totals,
} from "../../web/design/index.ts";
import { outcomeInWords } from "../fact-words.ts";
import type { RegisterCounts } from "./register.store.ts";
import { lengths, type RegisterFilter, type RegisterRow, states } from "./register.ts";

export type RegisterShown = {
  rows: readonly RegisterRow[];
  counts: RegisterCounts;
  /** Open cases whose owner has left; left out on a past day. */
  ofLeavers?: number;
  filter: RegisterFilter;
  areas: ReadonlyMap<number, string>;
  schools: ReadonlyMap<number, string>;
  now: Temporal.Instant;
  /** The address of the register with one part of the filter changed. */
  at: (change: Record<string, string | undefined>) => string;
  next: string | undefined;
  /** The past day of which it is the register; left out: today's. */
  asAt?: Temporal.PlainDate;
};

/** The register, today's or a past day's: totals that narrow, filters that stay, the cases worst first. [H01] */
export function RegisterPage(shown: RegisterShown) {
  const { rows, counts, filter, at, next, areas, asAt, ofLeavers = 0 } = shown;
  return (
    <>
      <h1 class="govuk-heading-l">Register of children missing education</h1>
      {asAt && (
        <p>
          {counted(counts.all, "case")} {filter.closed ? "closed" : "open"} then. Each next step is the one
          that was known then.
        </p>
      )}
      <DayForm day={asAt ?? londonDay(shown.now)} at={at} />
      {!filter.closed && (
        <Totals
          label="Cases by state"
          parts={[
            { text: "All open", count: counts.all, href: at({ state: undefined }), chosen: !filter.state },
            ...states.map(({ id, text }) => ({
              text,
              count: counts[id],
              href: at({ state: id }),
              chosen: filter.state === id,
            })),
          ]}
        />
      )}
      <Filters
        action="/register"
        clearedAt={asAt ? `/register?as-at=${asAt}` : "/register?closed="}
        chosen={chosenIn(shown)}
      >
        {asAt && <input type="hidden" name="as-at" value={asAt.toString()} />}
        {select(
          "area",
          "Area",
          filter.areaId,
          [...areas].map(([value, text]) => ({ value, text })),
        )}
        {select(
          "reason",
          "Reason",
          filter.reason,
          counts.reasons.map(({ reason, count }) => ({
            value: reason,
            text: `${reasonInWords(reason)} (${count})`,
          })),
        )}
        {select("school", "Last school", filter.schoolId, schoolChoices(shown))}
        {select(
          "length",
          "Missing for",
          filter.length,
          lengths.map(({ id, text }) => ({ value: id, text })),
        )}
        {filter.ownerId !== undefined && <input type="hidden" name="owner" value={filter.ownerId} />}
        {filter.role !== undefined && <input type="hidden" name="role" value={filter.role} />}
        {select("closed", "Cases", filter.closed ? "yes" : "", [{ value: "yes", text: "Closed" }], "Open")}
      </Filters>
      {ofLeavers > 0 && filter.ownerId !== "left" && (
        <p>
          <a href="/register?owner=left">
            {counted(ofLeavers, "open case")} {ofLeavers === 1 ? "is" : "are"} owned by somebody who has left
          </a>
        </p>
      )}
      <Breakdowns {...shown} />
      <RegisterTable {...shown} />
      <p class="keepsight-not-printed">{next && <a href={next}>Next page</a>}</p>
      <CsvFile href={at({ as: "file" }).replace("/register?", "/register.csv?")} holdsNames>
        Take {counted(filter.state ? counts[filter.state] : counts.all, "case")} as a CSV file
      </CsvFile>
      <p class="keepsight-not-printed">
        <a href="/missing-education">All children missing education, permanently excluded among them</a>
      </p>
      <p class="keepsight-not-printed">
        <a href="/unfound">Children who cannot be found, for a partner</a>
      </p>
      {rows.length === 0 && <p>No case is left by these filters.</p>}
    </>
  );
}

/** Asks for the register at another day. */
function DayForm({ day, at }: Pick<RegisterShown, "at"> & { day: Temporal.PlainDate }) {
  const kept = new URLSearchParams(at({ "as-at": undefined }).split("?")[1]);
  return (
    <form class="keepsight-filters__fields keepsight-not-printed" action="/register" method="get">
      {[...kept].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div class="govuk-form-group">
        <label class="govuk-label" for="as-at">
          As at the end of
        </label>
        <input class="govuk-input" type="date" id="as-at" name="as-at" value={day.toString()} />
      </div>
      <button class="govuk-button govuk-button--secondary" type="submit">
        Show that day
      </button>
    </form>
  );
}

function RegisterTable({ rows, now, filter }: Pick<RegisterShown, "rows" | "now" | "filter">) {
  const today = londonDay(now);
  const closed = filter.closed === true;
  return (
    <DenseTable
      caption={closed ? "Closed cases, newest first" : "Open cases, worst first"}
      columns={[
        { text: "Reference", unbroken: true },
        { text: "Child" },
        { text: "Age" },
        { text: "Missing" },
        { text: "Reason" },
        { text: "Area" },
        { text: closed ? "Outcome" : "Next step" },
        { text: closed ? "Closed" : "Due" },
        { text: "Owner" },
      ]}
      rows={rows.map((row): Markup[] => [
        <a href={`/cases/${row.reference}`}>{row.reference}</a>,
        `${row.surname.toLocaleUpperCase("en-GB")}, ${row.forename}`,
        row.dateOfBirth ? String(row.dateOfBirth.until(today, { largestUnit: "year" }).years) : "",
        row.missingSince
          ? lengthInWords(row.missingSince, row.closedAt ? londonDay(row.closedAt) : today)
          : "Not known",
        reasonInWords(row.reason),
        row.area ?? "",
        (closed ? outcomeInWords(row.outcome) : row.nextAsks) ?? "",
        closed ? (
          row.closedAt && shortDay(londonDay(row.closedAt))
        ) : (
          <Due at={row.nextDueAt} now={now} today={today} />
        ),
        row.owner ?? "Nobody yet",
      ])}
    />
  );
}

type DueAt = { at: Temporal.Instant | null; now: Temporal.Instant; today: Temporal.PlainDate };

function Due({ at, now, today }: DueAt) {
  if (!at) return null;
  const day = londonDay(at);
  const late = Temporal.Instant.compare(at, now) < 0;
  return (
    <>
      {shortDay(day)}
      {late && (
        <>
          {" "}
          <GovukTag text="Overdue" classes="govuk-tag--red" />
        </>
      )}
      {!late && day.equals(today) && (
        <>
          {" "}
          <GovukTag text="Today" classes="govuk-tag--yellow" />
        </>
      )}
    </>
  );
}

/** How the cases divide, each number a link: for whoever asks where it is stuck. */
function Breakdowns({ counts, areas, schools, at }: RegisterShown) {
  const table = (
    caption: string,
    by: string,
    rows: { name: string; href: string; count: number; overdue: number }[],
  ) => (
    <DenseTable
      caption={caption}
      columns={[{ text: by }, { text: "Cases", numeric: true }, { text: "Overdue", numeric: true }]}
      rows={rows.map(({ name, href, count, overdue }): Markup[] => [
        <a href={href}>{name}</a>,
        String(count),
        String(overdue),
      ])}
    />
  );
  return (
    <GovukDetails summaryText="Counts by area, reason, school and length">
      {table(
        "By area",
        "Area",
        counts.areas.map(({ id, ...row }) => ({
          ...row,
          name: areas.get(id ?? 0) ?? "No area",
          href: at({ area: String(id ?? "") }),
        })),
      )}
      {table(
        "By reason",
        "Reason",
        counts.reasons.map(({ reason, ...row }) => ({
          ...row,
          name: reasonInWords(reason),
          href: at({ reason }),
        })),
      )}
      {table(
        "By length",
        "Missing for",
        lengths.flatMap(({ id, text }) =>
          counts.lengths
            .filter((row) => row.id === id)
            .map((row) => ({ ...row, name: text, href: at({ length: id }) })),
        ),
      )}
      {table(
        "By last school, most cases first",
        "Last school",
        counts.schools.slice(0, 20).map(({ id, count, overdue }) => ({
          count,
          overdue,
          name: schools.get(id ?? 0) ?? "No school",
          href: at({ school: String(id ?? "") }),
        })),
      )}
    </GovukDetails>
  );
}

/** In the order of `schools`: four hundred take as long to put in order as to draw. */
function schoolChoices({ counts, schools }: RegisterShown) {
  const countOf = new Map(counts.schools.map(({ id, count }) => [id, count]));
  const choices: { value: number; text: string }[] = [];
  for (const [value, name] of schools) {
    const count = countOf.get(value);
    if (count !== undefined) choices.push({ value, text: `${name} (${count})` });
  }
  return choices;
}

function select(
  name: string,
  text: string,
  value: string | number | undefined,
  items: { value: string | number; text: string }[],
  all = "All",
) {
  return (
    <GovukSelect
      id={name}
      name={name}
      label={{ text }}
      value={String(value ?? "")}
      items={[{ value: "", text: all }, ...items.map((item) => ({ ...item, value: String(item.value) }))]}
    />
  );
}

function ownedInWords(ownerId: number | "left", name: string | null | undefined): string {
  if (ownerId === "left") return "Owned by somebody who has left";
  return ownerId === 0 ? "Nobody's" : `Owned by ${name ?? "one person"}`;
}

function chosenIn({ filter, areas, schools, at, rows }: RegisterShown) {
  const { areaId, schoolId, reason, length, state, ownerId, role, closed } = filter;
  return [
    areaId !== undefined && { text: areas.get(areaId) ?? "Area", without: at({ area: undefined }) },
    schoolId !== undefined && { text: schools.get(schoolId) ?? "School", without: at({ school: undefined }) },
    reason !== undefined && { text: reasonInWords(reason), without: at({ reason: undefined }) },
    length !== undefined && {
      text: lengths.find(({ id }) => id === length)?.text ?? "",
      without: at({ length: undefined }),
    },
    state !== undefined && {
      text: states.find(({ id }) => id === state)?.text ?? "",
      without: at({ state: undefined }),
    },
    ownerId !== undefined && {
      text: ownedInWords(ownerId, rows[0]?.owner),
      without: at({ owner: undefined }),
    },
    role !== undefined && {
      text: `Next step of the ${role.replaceAll("-", " ")}`,
      without: at({ role: undefined }),
    },
    closed && { text: "Closed", without: at({ closed: undefined }) },
  ].filter((chosen) => chosen !== false && chosen !== undefined);
}
