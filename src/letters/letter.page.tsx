import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukSummaryList,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { becameOf, sentByWords } from "./letter-words.ts";
import type { Letter } from "./letters.store.ts";
import { Written } from "./written.tsx";

/** One letter exactly as it was sent, and what became of it. */
export function LetterPage({
  letter,
  done,
  mayCorrect,
  service,
}: {
  readonly letter: Letter;
  /** If the viewer may say that it went otherwise. */
  readonly mayCorrect: boolean;
  /** What the viewer has just done, to be said on top. */
  readonly done: string | undefined;
  /** The form for what became of it; left out for those who may not say. */
  readonly service:
    | { csrf: string; seen: number | null; typed: Typed; errors: FormErrors | undefined }
    | undefined;
}) {
  const at = `/cases/${letter.caseReference}/letters/${letter.reference}`;
  return (
    <>
      {done && <MojAlert variant="success" title="Done" text={done} disableAutoFocus={true} />}
      <span class="govuk-caption-l">
        Letter {letter.reference}, case {letter.caseReference}
      </span>
      <h1 class="govuk-heading-l">{letter.title}</h1>
      <GovukSummaryList
        rows={[
          row(
            "To",
            [
              letter.addressee,
              letter.addressHidden
                ? "at an address that has been hidden for safety since"
                : letter.address.replaceAll("\n", ", "),
            ]
              .filter(Boolean)
              .join(", "),
          ),
          letter.notSentBecause === null &&
            row(
              "Sent",
              `${dayInWords(letter.sentOn)}, ${sentByWords[letter.sentBy].toLowerCase()}${letter.putRight ? " (put right since)" : ""}`,
            ),
          row("What became of it", becameOf(letter)),
          row("Recorded", `${momentInWords(letter.madeAt)} by ${letter.madeBy}`),
        ]}
      />
      <p class="govuk-body keepsight-not-printed">
        <a href={`${at}/print`}>Print this letter</a>, or <a href={`${at}/pdf`}>Download as PDF</a>
        {mayCorrect && (
          <>
            , or <a href={`${at}/correction`}>Correct how or when it was sent</a>
          </>
        )}
      </p>
      <section aria-labelledby="as-sent" class="keepsight-letter-frame">
        <h2 class="govuk-heading-m" id="as-sent">
          As it was sent
        </h2>
        {letter.bodyHidden ? (
          <p class="govuk-body">
            The text says an address that has been hidden for safety since. It is kept, and it is not shown.
          </p>
        ) : (
          <Written text={letter.body} below={2} />
        )}
      </section>
      {service && <Became at={at} isKnown={letter.outcome !== null} {...service} />}
    </>
  );
}

/** Why a letter is not to be had as a PDF: the fonts that would be sent along have no shape for some of its characters. */
export function NoPdf({
  printAt,
  shapeless,
}: {
  readonly printAt: string;
  readonly shapeless: readonly string[];
}) {
  return (
    <>
      <h1 class="govuk-heading-l">This letter cannot be a PDF</h1>
      <p class="govuk-body">
        The letters of a PDF are those of English and other European languages, Hindi, Arabic, Persian and
        Urdu. This letter has others: <bdi>{shapeless.slice(0, 20).join(" ")}</bdi>
      </p>
      <p class="govuk-body">
        <a href={printAt}>Print this letter</a> instead: a browser knows them.
      </p>
    </>
  );
}

function Became({
  at,
  isKnown,
  csrf,
  seen,
  typed,
  errors,
}: {
  at: string;
  /** If something is recorded of it already. */
  isKnown: boolean;
  csrf: string;
  seen: number | null;
  typed: Typed;
  errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  return (
    <Form action={`${at}/service`} csrf={csrf} seen={seen ?? undefined} class="keepsight-not-printed">
      <h2 class="govuk-heading-m">What became of it?</h2>
      {isKnown && <p>What you record now counts, and what was recorded before stays on record.</p>}
      <GovukRadios
        {...field.choice("outcome")}
        fieldset={{ legend: { text: "What became of the letter?", classes: "govuk-visually-hidden" } }}
        items={[
          {
            value: "served",
            text: "It was served",
            hint: {
              text: "Handed over, left at the address, or the day on which it would come by ordinary post.",
            },
          },
          { value: "came-back", text: "It came back" },
        ]}
      />
      <GovukDateInput {...field.day("happenedOn")} fieldset={{ legend: { text: "On which day?" } }} />
      <GovukInput
        {...field.text("note")}
        label={{ text: "Note (optional)" }}
        hint={{ text: "Such as the certificate of posting, or what stood on the envelope." }}
      />
      <GovukButton text="Record it" preventDoubleClick={true} />
    </Form>
  );
}

function row(key: string, text: string) {
  return { key: { text: key }, value: { text } };
}
