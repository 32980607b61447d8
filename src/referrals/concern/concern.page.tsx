import type { ComponentChild } from "preact";
import {
  GovukButton,
  GovukExitThisPage,
  GovukInsetText,
  GovukPanel,
  GovukWarningText,
} from "../../web/design/index.ts";
import { Sections } from "../check-answers.page.tsx";
import type { Section } from "../form-definition.ts";
import { concernWords as words } from "./concern-words.ts";
import { type Language, languages } from "./languages.ts";

/** A page of a concern: the way out stands on each. */
export function ConcernFrame({
  language: { say },
  children,
}: {
  language: Language;
  children: ComponentChild;
}) {
  return (
    <>
      <GovukExitThisPage
        text={say(words.leave)}
        redirectUrl="https://www.bbc.co.uk/weather"
        activatedText={say(words.leave)}
        timedOutText={say(words.leave)}
        pressTwoMoreTimesText={say(words.leave)}
        pressOneMoreTimeText={say(words.leave)}
      />
      {children}
    </>
  );
}

/** What the form is for, in every language. */
export function ConcernStartPage({
  title,
  language,
  over,
}: {
  title: string;
  language: Language;
  /** Something was to be gone on with that is no longer kept. */
  over: boolean;
}) {
  const { say } = language;
  return (
    <ConcernFrame language={language}>
      {over && <GovukInsetText text={say(words.over)} />}
      <h1 class="govuk-heading-l">{say(title)}</h1>
      <GovukWarningText text={say(words.danger)} iconFallbackText={say(words.danger)} />
      <p class="govuk-body">{say(words.intro)}</p>
      <p class="govuk-body">{say(words.secret)}</p>
      <p class="govuk-body">{say(words.forgotten)}</p>
      <form action="/concern" method="post">
        <input type="hidden" name="lang" value={language.code} />
        <GovukButton text={say(words.start)} isStartButton={true} preventDoubleClick={true} />
      </form>
      <nav aria-label={say(words.otherLanguages)}>
        <ul class="govuk-list">
          {languages
            .filter(({ code }) => code !== language.code)
            .map(({ code, name, direction }) => (
              <li key={code}>
                <a
                  class="govuk-link"
                  href={`/concern?lang=${code}`}
                  lang={code}
                  dir={direction}
                  hreflang={code}
                >
                  {name}
                </a>
              </li>
            ))}
        </ul>
      </nav>
    </ConcernFrame>
  );
}

/** Everything that will be sent. */
export function ConcernCheckPage({
  language,
  sections,
  again,
  until,
}: {
  language: Language;
  /** When what was typed is forgotten, such as 14:05. */
  until: string;
  sections: readonly Section[];
  /** It was sent faster than anybody reads. */
  again: boolean;
}) {
  const { say } = language;
  return (
    <ConcernFrame language={language}>
      <h1 class="govuk-heading-l">{say(words.check)}</h1>
      {again && <GovukWarningText text={say(words.wait)} iconFallbackText={say(words.wait)} />}
      <Sections
        sections={sections.map(({ rows, ...section }) => ({
          ...section,
          rows: rows.map(({ asked, answered }) => ({ asked, answered: say(answered) })),
        }))}
        changeAt={(slug) => `/concern/${slug}?checking=yes&lang=${language.code}`}
        change={say(words.change)}
      />
      <form action={`/concern/check?lang=${language.code}`} method="post">
        <p class="govuk-body">{say(words.until, { time: until })}</p>
        <GovukButton text={say(words.send)} preventDoubleClick={true} />
      </form>
    </ConcernFrame>
  );
}

/** It is in. Nothing here tells if the child is known. [D08] */
export function ConcernSentPage({ language, reference }: { language: Language; reference: string }) {
  const { say } = language;
  return (
    <ConcernFrame language={language}>
      <GovukPanel
        titleText={say(words.sent)}
        html={
          <>
            {say(words.reference)}
            <br />
            <strong dir="ltr">{reference}</strong>
          </>
        }
      />
      <ul class="govuk-list govuk-list--bullet">
        <li>{say(words.next1)}</li>
        <li>{say(words.next2)}</li>
        <li>{say(words.next3)}</li>
      </ul>
    </ConcernFrame>
  );
}
