import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDetails,
  GovukTextarea,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { filledIn, inventedValues, letterFields } from "./letter-fields.ts";
import type { LetterTemplate } from "./letter-template.ts";
import { wordsInUse } from "./letter-texts.page.tsx";
import type { OwnText } from "./letter-texts.store.ts";
import type { TemplateInUse } from "./templates-in-use.ts";
import { differencesOf } from "./text-difference.ts";
import { Written } from "./written.tsx";

/** A letter's words as they are in use, how they differ from those that came with the program, and every earlier text. */
export function LetterTextPage({
  at,
  authority,
  template,
  shipped,
  texts,
  done,
}: {
  readonly at: string;
  readonly authority: string;
  readonly template: TemplateInUse;
  readonly shipped: LetterTemplate;
  readonly texts: readonly OwnText[];
  readonly done: boolean;
}) {
  return (
    <>
      {done && (
        <MojAlert
          {...{ variant: "success", title: "Done", disableAutoFocus: true }}
          text="These words are in use from the next letter on."
        />
      )}
      <span class="govuk-caption-l">{authority}, the words of a letter</span>
      <h1 class="govuk-heading-l">{template.title}</h1>
      <p class="govuk-body">{`${template.source}. ${wordsInUse(template)}.`}</p>
      <GovukButton text="Change the words" href={`${at}/change`} />
      <AsALetter body={template.body} />
      {template.revision !== null && <Differences was={shipped.body} is={template.body} />}
      {texts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">Earlier words</h2>
          <ul class="govuk-list govuk-list--bullet">
            {texts.map(({ revision, body, broughtBack, madeAt, madeBy }) => (
              <li key={revision}>
                {body === null ? `Text ${revision}` : <a href={`${at}/texts/${revision}`}>Text {revision}</a>}
                {`, ${momentInWords(madeAt)}, by ${madeBy}`}
                {broughtBack === 0 && ": the words that come with the program, brought back"}
                {broughtBack ? `: text ${broughtBack}, brought back` : ""}
              </li>
            ))}
            <li>
              <a href={`${at}/texts/0`}>The words that come with the program</a>
            </li>
          </ul>
        </>
      )}
    </>
  );
}

/** An earlier text of a letter, and the button that brings it back. */
export function EarlierTextPage({
  at,
  title,
  revision,
  body,
  seen,
  csrf,
  isInUse,
}: {
  readonly at: string;
  readonly title: string;
  /** 0: the text that comes with the program. */
  readonly revision: number;
  readonly body: string;
  readonly seen: number;
  readonly csrf: string;
  readonly isInUse: boolean;
}) {
  return (
    <>
      <span class="govuk-caption-l">
        {revision === 0 ? "The words that come with the program" : `Text ${revision}`}
      </span>
      <h1 class="govuk-heading-l">{title}</h1>
      <AsALetter body={body} />
      {isInUse ? (
        <p class="govuk-body">These words are in use now.</p>
      ) : (
        <Form action={`${at}/brought-back`} csrf={csrf} seen={seen}>
          <input type="hidden" name="revision" value={String(revision)} />
          <GovukButton text="Use these words again" preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}

/** The form in which an authority gives a letter its own words, with the letter as it would read. */
export function ChangeTextPage({
  at,
  template,
  shipped,
  seen,
  csrf,
  draftAt,
  typed,
  errors,
}: {
  readonly at: string;
  readonly template: TemplateInUse;
  readonly shipped: LetterTemplate;
  readonly seen: number;
  readonly csrf: string;
  readonly draftAt: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}) {
  const field = fieldsOf(typed, errors);
  const body = String(typed["body"] ?? "");
  return (
    <>
      <span class="govuk-caption-l">Change the words</span>
      <h1 class="govuk-heading-l">{template.title}</h1>
      <Form action={`${at}/change`} csrf={csrf} seen={seen} draftAt={draftAt}>
        <GovukTextarea
          {...field.text("body")}
          rows="24"
          label={{ text: "Text", classes: "govuk-label--m" }}
          hint={{ text: "What stands in double braces is filled in from the case." }}
        />
        <GovukDetails summaryText="What can stand in double braces">
          <ul class="govuk-list govuk-list--bullet">
            {Object.entries(letterFields).map(([name, called]) => (
              <li key={name}>
                <code>{`{{${name}}}`}</code> {called}
              </li>
            ))}
          </ul>
        </GovukDetails>
        <div class="govuk-button-group">
          <GovukButton text="Show how it reads" name="next" value="show" classes="govuk-button--secondary" />
          <GovukButton text="Use these words" name="next" value="keep" preventDoubleClick={true} />
        </div>
      </Form>
      <AsALetter body={body} />
      <Differences was={shipped.body} is={body} />
    </>
  );
}

function AsALetter({ body }: { readonly body: string }) {
  return (
    <section aria-labelledby="reads" class="keepsight-letter-frame">
      <h2 class="govuk-heading-m" id="reads">
        As a letter about an invented child
      </h2>
      <Written text={filledIn(body, inventedValues)} below={2} />
    </section>
  );
}

function Differences({ was, is }: { readonly was: string; readonly is: string }) {
  const found = differencesOf(was, is);
  return (
    <>
      <h2 class="govuk-heading-m">How it differs from the words that come with the program</h2>
      {found.length === 0 ? (
        <p class="govuk-body">Not at all.</p>
      ) : (
        <ul class="govuk-list govuk-list--bullet govuk-list--spaced">
          {found.map((each, place) => (
            <li key={String(place)}>
              {each.was === undefined ? (
                <>
                  Added: <ins>{each.is}</ins>
                </>
              ) : each.is === undefined ? (
                <>
                  Left out: <del>{each.was}</del>
                </>
              ) : (
                <>
                  Instead of: <del>{each.was}</del>
                  <br />
                  it says: <ins>{each.is}</ins>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
