import { factKinds } from "../procedures/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukRadios,
  GovukSelect,
  londonDay,
  type Typed,
  timeInWords,
  weekdayInWords,
} from "../web/design/index.ts";
import { answerStates } from "./edit-examples.form.ts";
import type { Answer, ExampleShown } from "./edit-examples.ts";

export type ExamplesPageProps = {
  readonly at: string;
  readonly versionAt: string;
  readonly id: string;
  readonly asks: string;
  readonly within: string;
  readonly examples: readonly ExampleShown[];
  readonly seen: number;
  readonly editable: boolean;
  readonly csrf: string;
  readonly draftAt: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** What each worked example of an obligation expects and what it gives now. Nothing is confirmed unless somebody says so. */
export function ExamplesPage(props: ExamplesPageProps) {
  const { at, versionAt, id, asks, within, examples, seen, editable, csrf, draftAt } = props;
  const amiss = examples.filter(({ agrees }) => !agrees);
  return (
    <>
      <span class="govuk-caption-xl">{id}</span>
      <h1 class="govuk-heading-xl">Worked examples</h1>
      <p>
        {asks} Within {within}.
      </p>
      {amiss.length === 0 ? (
        <p>
          Every example gives what it expects. <a href={versionAt}>Go on with the version</a>
        </p>
      ) : (
        <p>
          {amiss.length} of {examples.length} no longer give what they expect. Check each by the calendar,
          with the document in hand: it proves the time only if a person has counted it.
        </p>
      )}
      {editable && amiss.length > 0 && (
        <Form action={at} csrf={csrf} seen={seen} draftAt={draftAt}>
          {examples.map(
            (example, place) => !example.agrees && <Question {...props} {...{ example, place }} />,
          )}
          <GovukButton text="Save the answers" />
        </Form>
      )}
      {examples.some(({ agrees }) => agrees) && (
        <>
          <h2 class="govuk-heading-m">These give what they expect</h2>
          {examples.map(
            (example) =>
              example.agrees && (
                <>
                  <h3 class="govuk-heading-s">{example.says}</h3>
                  <Happened example={example} />
                  <p>Expected, and so: {inWords(example.expected)}.</p>
                </>
              ),
          )}
        </>
      )}
    </>
  );
}

type QuestionProps = ExamplesPageProps & { readonly example: ExampleShown; readonly place: number };

function Question({ example, place, typed, errors }: QuestionProps) {
  const field = fieldsOf({ [`due-${place}`]: example.found?.due ?? example.expected.due, ...typed }, errors);
  const { found, expected } = example;
  return (
    <GovukRadios
      {...field.choice(`answer-${place}`)}
      fieldset={{ legend: { text: example.says, classes: "govuk-fieldset__legend--m" } }}
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
  );
}

function Happened({ example }: { readonly example: ExampleShown }) {
  return (
    <>
      {example.given.map(({ kind, happenedAt, details }) => {
        const words = Object.values(details).filter(
          (word) => typeof word === "string" && word !== "invented",
        );
        return (
          <>
            {weekdayAndTime(happenedAt)}: {factKinds[kind].called}
            {words.length > 0 && ` (${words.join(", ")})`}
            <br />
          </>
        );
      })}
      Looked at on {weekdayAndTime(example.now)}.
    </>
  );
}

function inWords({ state, due }: Answer): string {
  const [day = "", time] = due.split(" ");
  const on = weekdayInWords(Temporal.PlainDate.from(day));
  return `${stateInWords(state)}, due ${on}${time ? ` at ${time}` : ""}`;
}

/** A moment with its weekday, to be counted from by hand. */
function weekdayAndTime(at: Temporal.Instant): string {
  return `${weekdayInWords(londonDay(at))} at ${timeInWords(at)}`;
}

function stateInWords(state: Answer["state"]): string {
  return state.replaceAll("-", " ");
}
