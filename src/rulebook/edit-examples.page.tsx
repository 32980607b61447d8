import { detailWord, limitInWords } from "../procedures/drawing/index.ts";
import { type CaseFact, factKinds, type Rule } from "../procedures/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukInsetText,
  GovukRadios,
  GovukSelect,
  londonDay,
  type Typed,
  timeInWords,
  weekdayInWords,
} from "../web/design/index.ts";
import { answerStates } from "./edit-examples.form.ts";
import type { Answer, ExampleShown } from "./edit-examples.ts";
import { stateWords } from "./state-words.ts";

export type ExamplesPageProps = {
  readonly at: string;
  readonly versionAt: string;
  readonly rule: Rule;
  /** The same step in the version from which this one was made. */
  readonly before: Rule | undefined;
  readonly title: string;
  readonly examples: readonly ExampleShown[];
  readonly wantsBoundary: boolean;
  readonly seen: number;
  readonly editable: boolean;
  readonly csrf: string;
  readonly draftAt: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** What each worked example of an obligation expects and what it gives now. Nothing is confirmed unless somebody says so. */
export function ExamplesPage(props: ExamplesPageProps) {
  const { at, title, rule, examples, seen, editable, csrf, draftAt } = props;
  const agreeing = [...examples.entries()].filter(([, { agrees }]) => agrees);
  return (
    <>
      <span class="govuk-caption-xl">{title}</span>
      <h1 class="govuk-heading-xl">Worked examples</h1>
      <p>
        {rule.asks} {limitInWords(rule.within).join("; ")}.
      </p>
      <TimeChanged {...props} />
      <WhatIsLeft {...props} />
      {editable && props.wantsBoundary && <NewBoundary {...props} />}
      {editable ? (
        <Form action={at} csrf={csrf} seen={seen} draftAt={draftAt}>
          {examples.map(
            (example, place) => !example.agrees && <Question {...props} {...{ example, place }} />,
          )}
          {agreeing.length > 0 && <h2 class="govuk-heading-m">These give what they expect</h2>}
          {agreeing.map(([place, example]) => (
            <>
              <Called {...props} {...{ example, place }} />
              <Happened example={example} />
              <p>Expected, and so: {inWords(example.expected)}.</p>
            </>
          ))}
          <GovukButton text="Save the examples" />
        </Form>
      ) : (
        examples.map((example) => (
          <>
            <h2 class="govuk-heading-s">{example.says}</h2>
            <Happened example={example} />
            <p>Expected: {inWords(example.expected)}.</p>
          </>
        ))
      )}
    </>
  );
}

/** Where the time is another than before: what the reading says of it may not be true any more. */
function TimeChanged({ at, rule, before, editable }: ExamplesPageProps) {
  const [now, was] = [rule, before].map((each) => each && limitInWords(each.within).join("; "));
  if (now === was || was === undefined) return null;
  return (
    <GovukInsetText>
      <p>
        The time was: {was.toLowerCase()}. It is now: {now?.toLowerCase()}.
      </p>
      {rule.reading && (
        <p>
          See whether the reading still holds. <strong>{rule.reading.question}</strong> {rule.reading.choice}{" "}
          {rule.reading.why}{" "}
          {editable && <a href={`${at.replace(/\/examples$/, "")}#question`}>Change the reading</a>}
        </p>
      )}
    </GovukInsetText>
  );
}

function WhatIsLeft({ examples, wantsBoundary, versionAt }: ExamplesPageProps) {
  const amiss = examples.filter(({ agrees }) => !agrees).length;
  if (amiss > 0)
    return (
      <p>
        {amiss} of {examples.length} no longer give what they expect. Check each by the calendar, with the
        document in hand: it proves the time only if a person has counted it.
      </p>
    );
  return (
    <p>
      Every example gives what it expects.{" "}
      {wantsBoundary ? (
        "A boundary example is still wanted before the version can be proved."
      ) : (
        <a href={versionAt}>Go on with the version</a>
      )}
    </p>
  );
}

/** Asks for an example that lies at the due moment, where a changed time has left none. */
function NewBoundary({ at, examples, seen, csrf, typed, errors }: ExamplesPageProps) {
  const field = fieldsOf(typed, errors);
  const undone = [...examples.entries()].filter(([, { found }]) => found && isUndone(found));
  const from = undone.length > 0 ? undone : [...examples.entries()];
  return (
    <Form action={`${at}/boundary`} csrf={csrf} seen={seen}>
      <h2 class="govuk-heading-m">A boundary example is wanted</h2>
      <p>
        None of the examples lies at the moment when the step is due, so none shows that the time is counted
        right. Choose how one begins and count by the calendar when it is due. It is then looked at as soon as
        that has passed.
      </p>
      <GovukRadios
        {...field.choice("newFrom")}
        fieldset={{ legend: { text: "What it begins with", classes: "govuk-fieldset__legend--s" } }}
        items={from.map(([place, example]) => ({
          value: String(place),
          html: <Given given={example.given} />,
        }))}
      />
      <GovukInput
        {...field.text("newDue")}
        label={{ text: "When it is due, as you count it" }}
        hint={{ text: "For example 2026-03-05, or for hours 2026-03-05 10:00" }}
        classes="govuk-input--width-10"
      />
      <GovukInput
        {...field.text("newSays")}
        label={{ text: "What the example shows" }}
        hint={{ text: "For example: A day late over the bank holiday" }}
      />
      <GovukButton text="Add the boundary example" />
    </Form>
  );
}

function isUndone({ state }: Answer): boolean {
  return state === "open" || state === "due-soon" || state === "overdue";
}

/** What an example is called, to be changed where a changed time has made it untrue. */
function Called({ example, place, typed, errors }: QuestionProps) {
  const field = fieldsOf({ [`says-${place}`]: example.says, ...typed }, errors);
  const isBoundaryNoMore = example.boundary && !example.isAtDueMoment;
  return (
    <GovukInput
      {...field.text(`says-${place}`)}
      label={{ text: `What example ${place + 1} shows` }}
      hint={
        isBoundaryNoMore
          ? {
              text: "It was a boundary example, and with this time is none. See whether these words still hold.",
            }
          : undefined
      }
    />
  );
}

type QuestionProps = ExamplesPageProps & { readonly example: ExampleShown; readonly place: number };

function Question(props: QuestionProps) {
  const { example, place, typed, errors } = props;
  const field = fieldsOf({ [`due-${place}`]: example.found?.due ?? example.expected.due, ...typed }, errors);
  const { found, expected } = example;
  return (
    <>
      <h2 class="govuk-heading-m">Example {place + 1}</h2>
      <Called {...props} />
      <GovukRadios
        {...field.choice(`answer-${place}`)}
        fieldset={{
          legend: { text: `What is right in example ${place + 1}`, classes: "govuk-fieldset__legend--s" },
        }}
        hint={{ html: <Happened example={example} /> }}
        items={[
          found && {
            value: "found",
            text: `Right as it comes out now: ${inWords(found)}`,
          },
          {
            value: "expected",
            text: `Right as it is written: ${inWords(expected)}`,
            hint: { text: "Then the time is wrong: the proof refuses it until the time is mended." },
          },
          {
            value: "other",
            text: "Neither",
            conditional: {
              html: (
                <>
                  <GovukSelect
                    {...field.text(`state-${place}`)}
                    label={{ text: "What it should be" }}
                    items={answerStates.map((state) => ({ value: state, text: stateInWords(state) }))}
                  />
                  <GovukInput
                    {...field.text(`due-${place}`)}
                    label={{ text: "When it should be due" }}
                    hint={{ text: "For example 2026-03-05, or for hours 2026-03-05 10:00" }}
                    classes="govuk-input--width-10"
                  />
                </>
              ),
            },
          },
        ]}
      />
    </>
  );
}

function Happened({ example: { given, now } }: { readonly example: ExampleShown }) {
  return (
    <>
      <Given given={given} />
      Looked at on {weekdayAndTime(now)}.
    </>
  );
}

function Given({ given }: Pick<ExampleShown, "given">) {
  return (
    <>
      {given.map((fact) => (
        <>
          {weekdayAndTime(fact.happenedAt)}: {factKinds[fact.kind].called}
          {detailsOf(fact)}
          <br />
        </>
      ))}
    </>
  );
}

/** The details of a fact that are words of a closed list; "not urgent" and its like go without saying. */
function detailsOf({ kind, details }: CaseFact): string {
  const lists: Readonly<Record<string, unknown>> = factKinds[kind].details;
  const words = Object.entries(details)
    .filter(([name, word]) => Array.isArray(lists[name]) && word !== false)
    .map(([name, word]) => detailWord(kind, name, word));
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}

function inWords({ state, due }: Answer): string {
  const [day = "", time] = due.split(" ");
  const on = weekdayInWords(Temporal.PlainDate.from(day));
  return `${stateWords[state]}, due ${on}${time ? ` at ${time}` : ""}`;
}

/** A moment with its weekday, to be counted from by hand. */
function weekdayAndTime(at: Temporal.Instant): string {
  return `${weekdayInWords(londonDay(at))} at ${timeInWords(at)}`;
}

function stateInWords(state: Answer["state"]): string {
  const words = stateWords[state];
  return words.charAt(0).toUpperCase() + words.slice(1);
}
