import {
  counted,
  DenseTable,
  GovukButton,
  GovukDateInput,
  GovukSelect,
  GovukWarningText,
  MoreAt,
  weekdayInWords,
} from "../web/design/index.ts";
import { becameOf, sentByWords } from "./letter-words.ts";
import type { Letter } from "./letters.store.ts";

/** The letters of one day, to be printed and posted together. */
export function LettersOfDayPage({
  on,
  areas,
  areaId,
  letters,
  printAt,
  fileAt,
  moreAt,
}: {
  readonly on: Temporal.PlainDate;
  readonly areas: readonly { id: number; name: string }[];
  readonly areaId: number | undefined;
  readonly letters: readonly Letter[];
  readonly printAt: string;
  readonly fileAt: string;
  readonly moreAt: string | undefined;
}) {
  const held = letters.filter((letter) => letter.held).length;
  return (
    <>
      <h1 class="govuk-heading-l">Letters of {weekdayInWords(on)}</h1>
      <form action="/letters" method="get" class="keepsight-not-printed" novalidate>
        <GovukSelect
          id="area"
          name="area"
          label={{ text: "Area" }}
          items={[
            { value: "", text: "Every area that you see" },
            ...areas.map(({ id, name }) => ({ value: String(id), text: name, selected: id === areaId })),
          ]}
        />
        <GovukDateInput
          id="on"
          namePrefix="on"
          fieldset={{ legend: { text: "Day" } }}
          day={{ value: String(on.day) }}
          month={{ value: String(on.month) }}
          year={{ value: String(on.year) }}
        />
        <GovukButton text="Show" classes="govuk-button--secondary" />
      </form>
      {held > 0 && (
        <GovukWarningText
          iconFallbackText="Warning"
          text={`${counted(held, "letter")} must not go now, because nobody may approach the family. What is held is not printed.`}
        />
      )}
      {letters.length === 0 ? (
        <p class="govuk-body">No letter was finished for this day.</p>
      ) : (
        <>
          <GovukButton text="Print them together" href={printAt} classes="keepsight-not-printed" />
          <DenseTable
            caption={counted(letters.length, "letter")}
            columns={[
              { text: "Letter", unbroken: true },
              { text: "Case", unbroken: true },
              { text: "Which" },
              { text: "To" },
              { text: "How" },
              { text: "What became of it" },
              { text: "Sent by" },
            ]}
            rows={letters.map((letter) => [
              <a href={`/cases/${letter.caseReference}/letters/${letter.reference}`}>{letter.reference}</a>,
              letter.caseReference,
              letter.title,
              letter.addressee,
              letter.held ? "Held" : sentByWords[letter.sentBy],
              becameOf(letter),
              letter.madeBy,
            ])}
          />
          <MoreAt href={moreAt}>More letters of this day</MoreAt>
        </>
      )}
      <p class="govuk-body keepsight-not-printed">
        <a href={fileAt}>Take this list as a file (CSV)</a>
      </p>
    </>
  );
}
