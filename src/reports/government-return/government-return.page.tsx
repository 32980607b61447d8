import {
  counted,
  DenseTable,
  dayInWords,
  Filters,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukSelect,
  GovukTag,
  GovukTextarea,
  type Markup,
  momentInWords,
  numberInWords,
  type Typed,
} from "../../web/design/index.ts";
import { SendRegularly } from "../schedules/send-regularly.tsx";
import { collections, type Placed, type ReturnLine, standsIn, wantsMending } from "./census-return.ts";
import type { Named } from "./counted.store.ts";
import type { SignedReturn } from "./signed-returns.store.ts";

export type GovernmentReturnShown = {
  authority: { code: string; name: string };
  censusOn: Temporal.PlainDate;
  censusDays: readonly Temporal.PlainDate[];
  dueOn: Temporal.PlainDate | undefined;
  today: Temporal.PlainDate;
  lines: readonly ReturnLine[];
  placed: readonly Placed[];
  last: SignedReturn | undefined;
  signed: readonly SignedReturn[];
  amiss: readonly { severity: "error" | "query"; words: string }[];
  /** The number that was opened, and who stands in it. */
  opened: { collection: string; topic: string; breakdown: string } | undefined;
  named: ReadonlyMap<string, Named>;
  sha256: string;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** The termly return: what is counted and why, what to mend before it is due, what is amiss, and the copies that were signed off. */
export function GovernmentReturnPage(shown: GovernmentReturnShown) {
  const { censusOn, censusDays, dueOn, today, lines, placed, last, amiss, sha256, csrf, typed, errors } =
    shown;
  const isEarly = Temporal.PlainDate.compare(today, censusOn) < 0;
  const field = fieldsOf(typed, errors);
  const total = (of: string) =>
    lines.find((line) => line.collection === of && line.topic === "Total")?.count ?? 0;
  const out = placed.filter(({ leftOut }) => leftOut !== undefined);
  return (
    <>
      <h1 class="govuk-heading-l">Return to the Department for Education</h1>
      <p class="govuk-body-l">
        {`On the census day, ${dayInWords(censusOn)}: ${counted(total("cme"), "child", "children")} missing education, ${numberInWords(total("ehe"))} home educated. `}
        {isEarly
          ? "The day has not come: this is how it stands today."
          : dueOn
            ? `The return is due on ${dayInWords(dueOn)}.`
            : ""}
      </p>
      <SendRegularly report="government-return" />
      <Filters action="/government-return">
        <GovukSelect
          id="census"
          name="census"
          label={{ text: "Census day" }}
          items={censusDays.map((day) => ({
            ...{ value: day.toString(), text: dayInWords(day), selected: day.equals(censusOn) },
          }))}
        />
      </Filters>
      <Opened {...shown} />
      <h2 class="govuk-heading-m">What is amiss</h2>
      {amiss.length === 0 ? (
        <p class="govuk-body">Nothing: every sum meets its total.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {amiss.map(({ severity, words }) => (
            <li>
              <GovukTag
                text={severity === "error" ? "Error" : "Explain"}
                classes={severity === "error" ? "govuk-tag--red" : "govuk-tag--yellow"}
              />{" "}
              {words}
            </li>
          ))}
        </ul>
      )}
      <Mending {...shown} />
      {Object.entries(collections).map(([collection, title]) => (
        <section>
          <h2 class="govuk-heading-m">{title}</h2>
          <Numbers {...shown} collection={collection} />
        </section>
      ))}
      {out.length > 0 && (
        <p class="govuk-body">
          {`${counted(out.length, "child is", "children are")} on record and not counted: not of compulsory school age on the census day.`}
        </p>
      )}
      <p class="govuk-hint">
        A length from 2 to 4 weeks is two whole weeks or more and less than four. A child whose case was
        mended after the census day is counted as mended. Numbers are exact; the department rounds what it
        publishes.
        {last ? "" : " Nothing has been signed off before, so there is nothing to compare with."}
      </p>
      <p class="govuk-body">
        <a class="govuk-link" href={`/government-return.csv?census=${censusOn}`} download>
          Take these numbers as a CSV file
        </a>{" "}
        in the shape of the published data.
      </p>
      <h2 class="govuk-heading-m">Sign off</h2>
      {isEarly ? (
        <p class="govuk-body">Nothing can be signed off before the census day.</p>
      ) : (
        <Form action={`/government-return?census=${censusOn}`} csrf={csrf} seen={sha256}>
          <GovukTextarea
            {...field.text("note")}
            rows="3"
            label={{ text: "Note, if anything wants explaining" }}
            hint={{ text: "Nothing by which a child could be known." }}
          />
          <GovukButton text="Sign off and keep a copy" />
        </Form>
      )}
      <Signed {...shown} />
    </>
  );
}

const addressOf = (
  censusOn: Temporal.PlainDate,
  line: Pick<ReturnLine, "collection" | "topic" | "breakdown">,
) =>
  `/government-return?${new URLSearchParams({ census: censusOn.toString(), ...{ in: line.collection, topic: line.topic, is: line.breakdown } })}#opened`;

function Numbers({ lines, last, censusOn, collection }: GovernmentReturnShown & { collection: string }) {
  const before = (line: ReturnLine) =>
    last?.lines.find(
      (each) =>
        each.collection === line.collection && each.topic === line.topic && each.breakdown === line.breakdown,
    )?.count;
  const own = Map.groupBy(
    lines.filter((line) => line.collection === collection),
    ({ topic }) => topic,
  );
  return [...own].map(([topic, parts]) => (
    <DenseTable
      caption={`${collection === "cme" ? "Missing education" : "Home educated"}: ${topic.toLowerCase()}`}
      columns={[
        { text: topic },
        { text: "Children", numeric: true },
        ...(last ? [{ text: `Signed for ${dayInWords(last.censusOn)}`, numeric: true }] : []),
      ]}
      rows={parts.map((line): Markup[] => [
        line.breakdown,
        line.count > 0 && line.topic !== "Previous school year" ? (
          <a href={addressOf(censusOn, line)}>
            {numberInWords(line.count)}
            <span class="govuk-visually-hidden"> {line.breakdown}</span>
          </a>
        ) : (
          numberInWords(line.count)
        ),
        ...(last ? [numberInWords(before(line) ?? 0)] : []),
      ])}
    />
  ));
}

function who({ child: { collection, id } }: Placed, named: GovernmentReturnShown["named"]): Markup {
  const found = named.get(`${collection}${id}`);
  return found ? <a href={found.href}>{found.name}</a> : <span>Counted; you may not see who it is</span>;
}

function Opened({ opened, placed, named }: GovernmentReturnShown) {
  if (!opened) return null;
  const { topic, breakdown } = opened;
  const rows = placed.filter(standsIn(opened));
  return (
    <section id="opened">
      <DenseTable
        caption={`${topic === "Total" ? "All" : `${topic}, ${breakdown}`}: ${counted(rows.length, "child", "children")}, each with why`}
        columns={[{ text: "Child" }, { text: "Counted as" }]}
        rows={rows.map((each): Markup[] => [
          who(each, named),
          <ul class="govuk-list govuk-!-font-size-16 govuk-!-margin-bottom-0">
            {each.stands.map((stand) => (
              <li>{`${stand.topic}: ${stand.breakdown}. ${stand.why}.`}</li>
            ))}
          </ul>,
        ])}
      />
    </section>
  );
}

function Mending({ placed, named, dueOn }: GovernmentReturnShown) {
  const rows = placed
    .map((each) => ({ each, wants: wantsMending(each) }))
    .filter(({ wants }) => wants.length > 0);
  return (
    <>
      <h2 class="govuk-heading-m">To mend before it is due</h2>
      {rows.length === 0 ? (
        <p class="govuk-body">Nothing is unknown of any child.</p>
      ) : (
        <GovukDetails
          open={rows.length <= 20}
          summaryText={`${counted(rows.length, "child", "children")} of whom something is not known`}
          html={
            <DenseTable
              caption={dueOn ? `To be mended by ${dayInWords(dueOn)}` : "To be mended"}
              columns={[{ text: "Child" }, { text: "Collection" }, { text: "What is missing" }]}
              rows={rows.map(({ each, wants }): Markup[] => [
                who(each, named),
                collections[each.child.collection],
                wants.join("; "),
              ])}
            />
          }
        />
      )}
    </>
  );
}

function Signed({ signed }: GovernmentReturnShown) {
  if (signed.length === 0) return null;
  return (
    <DenseTable
      caption="Signed off"
      columns={[
        { text: "Census day", unbroken: true },
        { text: "By" },
        { text: "Note" },
        { text: "SHA-256" },
        { text: "Copy" },
      ]}
      rows={signed.map(({ id, censusOn, by, madeAt, note, sha256 }): Markup[] => [
        dayInWords(censusOn),
        `${by}, ${momentInWords(madeAt)}`,
        note,
        <code class="keepsight-hash">{sha256}</code>,
        <a href={`/government-return.csv?signed=${id}`} download>
          Take the copy<span class="govuk-visually-hidden"> of {dayInWords(censusOn)}</span>
        </a>,
      ])}
    />
  );
}
