import type { Viewer } from "../access/index.ts";
import { CaseTabs, type Hold, heldInWords, type Kase } from "../cases/index.ts";
import {
  counted,
  DenseTable,
  GovukButton,
  GovukInsetText,
  MoreAt,
  momentInWords,
  shortDay,
} from "../web/design/index.ts";
import { becameOf, sentByWords } from "./letter-words.ts";
import type { Letter } from "./letters.store.ts";

/** A letter that the viewer has begun and not finished. */
export type Unfinished = { title: string; to: string; savedAt: Temporal.Instant; href: string };

/** The letters of one case: who, which, when, how, and if they were served. */
export function LettersPage({
  kase,
  viewer,
  hold,
  letters,
  moreAt,
  unfinished,
  mayWrite,
}: {
  readonly kase: Kase;
  readonly viewer: Viewer;
  readonly hold: Hold | undefined;
  readonly letters: readonly Letter[];
  readonly moreAt: string | undefined;
  readonly unfinished: readonly Unfinished[];
  readonly mayWrite: boolean;
}) {
  const at = `/cases/${kase.reference}/letters`;
  return (
    <>
      <span class="govuk-caption-l">Case {kase.reference}</span>
      <h1 class="govuk-heading-l">Letters</h1>
      <CaseTabs kase={kase} active="letters" viewer={viewer} />
      {hold ? (
        <GovukInsetText text={heldInWords(hold)} />
      ) : (
        mayWrite && <GovukButton text="Write a letter" href={`${at}/new`} classes="keepsight-not-printed" />
      )}
      {unfinished.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Your unfinished letters</h2>
          <ul class="govuk-list govuk-list--bullet">
            {unfinished.map(({ title, to, savedAt, href }) => (
              <li key={href}>
                {hold ? title : <a href={href}>{title}</a>}
                {`${to ? `, to ${to}` : ""}, saved ${momentInWords(savedAt)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {letters.length === 0 ? (
        <p class="govuk-body">
          No letter has been written here. One that was sent otherwise stands in the chronology of the case.
        </p>
      ) : (
        <DenseTable
          caption={`${counted(letters.length, "letter")}, the latest first`}
          columns={[
            { text: "Letter", unbroken: true },
            { text: "Which" },
            { text: "To" },
            { text: "Sent", unbroken: true },
            { text: "How" },
            { text: "What became of it" },
            { text: "Sent by" },
          ]}
          rows={letters.map((letter) => [
            <a href={`${at}/${letter.reference}`}>{letter.reference}</a>,
            letter.title,
            letter.addressee,
            shortDay(letter.sentOn),
            sentByWords[letter.sentBy],
            becameOf(letter),
            letter.madeBy,
          ])}
        />
      )}
      <MoreAt href={moreAt}>Earlier letters</MoreAt>
      {letters.length > 0 && (
        <p class="govuk-body keepsight-not-printed">
          <a href={`${at}.csv`}>Take this list as a file (CSV)</a>
        </p>
      )}
    </>
  );
}
