import {
  Form,
  GovukButton,
  GovukInsetText,
  GovukSummaryList,
  GovukWarningText,
} from "../web/design/index.ts";
import type { Section } from "./form-definition.ts";

/** A form's answers, page by page. `changeAt` gives the address that changes a page of it; left out on paper. */
export function Sections({
  sections,
  changeAt,
  change = "Change",
}: {
  sections: readonly Section[];
  changeAt?: (slug: string) => string;
  change?: string;
}) {
  return (
    <>
      {sections.map(({ slug, title, rows }) => (
        <GovukSummaryList
          key={slug}
          card={{
            title: { text: title, headingLevel: 2 },
            ...(changeAt && {
              actions: {
                // The card's own template says its title after this.
                items: [{ href: changeAt(slug), text: change }],
              },
            }),
          }}
          rows={rows.map(({ asked, answered }) => ({
            key: { text: asked },
            value: { html: <span class="keepsight-lines">{answered}</span> },
          }))}
        />
      ))}
    </>
  );
}

/** The same in a narrow column, beside what an officer is working on. */
export function SectionsInColumn({ sections }: { sections: readonly Section[] }) {
  return (
    <>
      {sections.map(({ slug, title, rows }) => (
        <section key={slug}>
          <h3 class="govuk-heading-s">{title}</h3>
          <ul class="govuk-list">
            {rows.map(({ asked, answered }) => (
              <li key={asked}>
                <strong>{asked}:</strong> <span class="keepsight-lines">{answered}</span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Everything that will be sent, to check before it is. */
export function CheckAnswersPage({
  sections,
  unfinished,
  contradictions,
  refusedFor = [],
  at,
  csrf,
  childCard,
  button = "Send the referral",
}: {
  sections: readonly Section[];
  unfinished: readonly { slug: string; title: string }[];
  /** Where the answers and the school's roll contradict one another. */
  contradictions: readonly string[];
  /** What must be done before it may be sent. */
  refusedFor?: readonly string[];
  at: string;
  csrf: string;
  childCard: preact.ComponentChild;
  button?: string;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Check your answers before you send</h1>
      {unfinished.length > 0 && (
        <div>
          <GovukWarningText text="Some pages still want something." iconFallbackText="Warning" />
          <ul class="govuk-list govuk-list--bullet">
            {unfinished.map(({ slug, title }) => (
              <li key={slug}>
                <a href={`${at}/${slug}?checking=yes`}>{title}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {contradictions.map((words) => (
        <GovukInsetText
          key={words}
          text={`${words} Correct the answer, or your roll. You can send it as it is: the officer sees both.`}
        />
      ))}
      {unfinished.length === 0 && refusedFor.length > 0 && (
        <div>
          <GovukWarningText text="This referral is not accepted yet." iconFallbackText="Warning" />
          <ul class="govuk-list govuk-list--bullet">
            {refusedFor.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          <p class="govuk-body">
            Do what is missing, then say so here: what you typed waits on My school. If you fear for the
            pupil, say so on the first page; then nothing of this is asked.
          </p>
        </div>
      )}
      {childCard}
      <Sections sections={sections} changeAt={(slug) => `${at}/${slug}?checking=yes`} />
      {unfinished.length === 0 && refusedFor.length === 0 && (
        <Form action={at} csrf={csrf}>
          <p class="govuk-body">
            By sending this you confirm that, as far as you know, these answers are right. They go to the
            children missing education officer and are kept as you sent them.
          </p>
          <GovukButton text={button} preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}
