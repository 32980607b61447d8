import { procedureActs } from "../procedures/index.ts";
import {
  CsvFile,
  counted,
  DenseTable,
  dayInWords,
  Filters,
  Form,
  GovukButton,
  GovukInput,
  GovukSelect,
  GovukTag,
  londonDay,
  type Markup,
  MojAlert,
  MoreAt,
  shortDay,
  Totals,
} from "../web/design/index.ts";
import { enteredAtOnce } from "./enter-listed.ts";
import { type SupportAnswer, sources, views } from "./home-education.ts";
import type { homeEducatedCounts, RegisterRow, Shown } from "./register.store.ts";

export type RegisterPageProps = {
  rows: readonly RegisterRow[];
  counts: Awaited<ReturnType<typeof homeEducatedCounts>>;
  show: Shown;
  on: Temporal.PlainDate;
  now: Temporal.Instant;
  isPast: boolean;
  moreAt: string | undefined;
  fileAt: string;
  mayKeep: boolean;
  csrf: string;
  /** How many were entered just now. */
  entered: number | undefined;
};

/** What the register is narrowed to, in words. */
export const shownWords: Record<Shown, string> = {
  all: "educated at home",
  overdue: "overdue",
  "to-enter": "on the list, not entered",
  "not-suitable": "not found suitable yet",
  "on-roll": "still on a school's roll",
};

/** Who is educated at home, today or on a past day, the soonest due first. [F08] */
export function RegisterPage(props: RegisterPageProps) {
  const { rows, show, on, isPast, moreAt, fileAt, counts, entered } = props;
  const asAt = isPast ? `&as-at=${on}` : "";
  return (
    <>
      {entered !== undefined && (
        <MojAlert
          variant="success"
          title="Entered"
          showTitleAsHeading={true}
          text={`${counted(entered, "child is", "children are")} now on the register. Each has a review to come.`}
        />
      )}
      <h1 class="govuk-heading-l">{isPast ? `Home education as at ${dayInWords(on)}` : "Home education"}</h1>
      <Totals
        label="Children by what is to be done"
        parts={(Object.keys(shownWords) as Shown[])
          .filter((each) => !isPast || each === "all" || each === "not-suitable")
          .map((each) => ({
            text: shownWords[each],
            count: counts[each],
            href: `/home-education?show=${each}${asAt}`,
            chosen: each === show,
          }))}
      />
      <Filters
        action="/home-education"
        chosen={[
          ...(isPast ? [{ text: `As at ${dayInWords(on)}`, without: `/home-education?show=${show}` }] : []),
          ...(show === "all" ? [] : [{ text: shownWords[show], without: `/home-education?show=all${asAt}` }]),
        ]}
      >
        <GovukSelect
          id="show"
          name="show"
          label={{ text: "Children" }}
          items={(Object.keys(shownWords) as Shown[]).map((value) => ({
            ...{ value, text: shownWords[value], selected: value === show },
          }))}
        />
        <GovukInput
          id="as-at"
          name="as-at"
          type="date"
          label={{ text: "As at" }}
          {...(isPast && { value: on.toString() })}
        />
      </Filters>
      <Listed {...props} />
      {rows.length === 0 ? (
        <p>
          {show === "all"
            ? "Nobody is known to be educated at home. A child is entered from the child's own page."
            : "No child is in this group."}
        </p>
      ) : (
        <RegisterTable {...props} />
      )}
      <MoreAt href={moreAt}>More children</MoreAt>
      {rows.length > 0 && <CsvFile href={fileAt} holdsNames />}
    </>
  );
}

/** Children of the list that another system sends, to be entered together. */
function Listed({ counts, isPast, mayKeep, csrf }: RegisterPageProps) {
  const known = counts["to-enter"] - counts.unlinked - counts.lookFirst;
  if (isPast || counts["to-enter"] === 0) return null;
  return (
    <section aria-label="From the list of home education">
      {known > 0 && mayKeep && (
        <Form action="/home-education/listed" csrf={csrf}>
          <p class="govuk-body">
            {`The list of home education names ${counted(known, "child", "children")} who ${known === 1 ? "is" : "are"} not entered here, so nothing is owed for them yet.`}
          </p>
          <GovukButton
            text={
              known === 1
                ? "Enter this child"
                : known > enteredAtOnce
                  ? `Enter ${enteredAtOnce} of them`
                  : `Enter all ${known}`
            }
            classes="govuk-button--secondary"
            preventDoubleClick={true}
          />
        </Form>
      )}
      {counts.lookFirst > 0 && (
        <p class="govuk-body">
          {`${counted(counts.lookFirst, "child", "children")} of the list ${counts.lookFirst === 1 ? "has" : "have"} an open case, or a home education that the list calls unsuitable. A case hears that the child is registered as home educated, and can then be closed: look at each first, and enter it from the child's page.`}
        </p>
      )}
      {counts.unlinked > 0 && (
        <p class="govuk-body">
          {`${counted(counts.unlinked, "row", "rows")} of the list ${counts.unlinked === 1 ? "is" : "are"} not linked with a child on record. They can be entered once a CME officer or the data officer has said which child each means.`}
        </p>
      )}
    </section>
  );
}

function RegisterTable({ rows, isPast, now }: RegisterPageProps) {
  return (
    <DenseTable
      caption={isPast ? "As it was then" : "The soonest due first"}
      columns={[
        { text: "Child" },
        { text: "Born", unbroken: true },
        { text: "Since", unbroken: true },
        { text: "Known from" },
        { text: "Support" },
        { text: "Officer's view" },
        ...(isPast ? [] : [{ text: "Next step" }, { text: "Due", unbroken: true }]),
      ]}
      rows={rows.map((row): Markup[] => [
        <Named row={row} />,
        row.dateOfBirth ? shortDay(row.dateOfBirth) : "",
        row.beganOn ? shortDay(row.beganOn) : "",
        row.status ? `${sources[row.source]}: ${row.status}` : sources[row.source],
        supportInWords(row.support),
        row.view
          ? `${views[row.view]}, ${row.viewedAt ? shortDay(londonDay(row.viewedAt)) : ""}`
          : "No review yet",
        ...(isPast ? [] : [nextInWords(row), <Due row={row} now={now} />]),
      ])}
    />
  );
}

function Named({ row }: { row: RegisterRow }) {
  const name = `${row.forename} ${row.surname}`;
  if (row.id !== null) return <a href={`/home-education/${row.id}`}>{name}</a>;
  return row.childId === null ? <span>{name}</span> : <a href={`/children/${row.childId}`}>{name}</a>;
}

function Due({ row, now }: { row: RegisterRow; now: Temporal.Instant }) {
  if (!row.nextDueAt) return <span>–</span>;
  const late = Temporal.Instant.compare(row.nextDueAt, now) < 0;
  return (
    <>
      {shortDay(londonDay(row.nextDueAt))} {late && <GovukTag text="Overdue" classes="govuk-tag--red" />}
    </>
  );
}

/** What is to be done next for a child of the register, as a verb. */
export function nextInWords({ id, childId, lookFirst, nextAct }: RegisterRow): string {
  if (id === null && childId === null) return "Not linked with a child on record yet";
  if (id === null)
    return lookFirst === null
      ? "Enter the child"
      : lookFirst === "case"
        ? "Look at the open case, then enter the child"
        : "Found unsuitable: look first, then enter the child";
  return nextAct && nextAct in procedureActs ? procedureActs[nextAct as keyof typeof procedureActs].verb : "";
}

const short: Record<SupportAnswer, string> = {
  accepts: "Wanted",
  declines: "Declined, their choice",
  "no-answer": "No answer yet",
};

/** What the parents answered to the offer of support. */
export function supportInWords(answer: string | null): string {
  return answer !== null && answer in short ? short[answer as SupportAnswer] : "";
}
