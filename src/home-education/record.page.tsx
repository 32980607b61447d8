import type { ChildRecord } from "../children/index.ts";
import { ageAndYear } from "../children/index.ts";
import type { Obligation } from "../procedures/index.ts";
import {
  dayInWords,
  GovukButton,
  GovukInsetText,
  GovukTag,
  londonDay,
  MojTimeline,
} from "../web/design/index.ts";
import {
  answers,
  type HomeEducationFact,
  lastView,
  type ReviewWay,
  type SupportAnswer,
  sources,
  type View,
  views,
  ways,
} from "./home-education.ts";
import type { HomeEducation, RecordedFact } from "./home-educations.store.ts";
import { type HomeEducationReason, homeEducationReasons } from "./reasons.ts";
import { endingInWords } from "./record-step.ts";

export type RecordPageProps = {
  child: ChildRecord;
  homeEducation: HomeEducation;
  facts: readonly RecordedFact[];
  owed: readonly Obligation[];
  due: (step: Obligation) => string;
  today: Temporal.PlainDate;
  /** Nobody approaches the family now. */
  held: boolean;
  mayKeep: boolean;
};

/** One child's home education: what is owed next, what was seen and said, and what can be recorded. [F08] */
export function RecordPage(props: RecordPageProps) {
  const { child, homeEducation, facts, today } = props;
  const view = lastView(facts);
  const born = child.dateOfBirth;
  return (
    <>
      <span class="govuk-caption-l">Home education</span>
      <h1 class="govuk-heading-l">
        <a href={`/children/${child.id}`}>
          {child.forename} {child.surname}
        </a>
      </h1>
      <ul class="keepsight-line">
        {born && <li>{`Born ${dayInWords(born)}, ${ageAndYear(born, today)}`}</li>}
        <li>{`Educated at home since ${dayInWords(homeEducation.beganOn)}`}</li>
        <li>{`Known from: ${sources[homeEducation.source].toLowerCase()}`}</li>
        <li>
          {view
            ? `Officer's view: ${views[view.view].toLowerCase()}, ${dayInWords(londonDay(view.at))}`
            : "No review yet"}
        </li>
        {homeEducation.endedOn && <li>{`Ended on ${dayInWords(homeEducation.endedOn)}`}</li>}
      </ul>
      {child.onRoll && !homeEducation.endedOn && (
        <GovukInsetText
          html={
            <>
              <GovukTag text="Still on a roll" classes="govuk-tag--orange" />{" "}
              {`${child.schoolName ?? "A school"} still has the child on its roll.`}
            </>
          }
        />
      )}
      {!homeEducation.endedOn && <Next {...props} />}
      <h2 class="govuk-heading-m">What happened</h2>
      <MojTimeline
        headingLevel={3}
        items={facts.toReversed().map((fact) => ({
          label: { text: titleOf(fact) },
          datetime: { timestamp: londonDay(fact.happenedAt).toString(), type: "date" },
          byline: { text: fact.madeBy },
          text: wordsOf(fact),
        }))}
      />
    </>
  );
}

function Next({ homeEducation, owed, due, held, mayKeep }: RecordPageProps) {
  const at = `/home-education/${homeEducation.id}`;
  return (
    <section aria-labelledby="next">
      <h2 class="govuk-heading-m" id="next">
        What is owed
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {owed.map((step) => (
          <li key={step.id}>
            {step.asks} <strong>{due(step)}</strong> <span class="govuk-hint">{step.clause}</span>
          </li>
        ))}
      </ul>
      <p class="govuk-body">
        To engage is the parents' choice. They may decline support, a visit or a meeting and show the
        education in another way; that alone is no reason for concern.
      </p>
      {held && (
        <p class="govuk-body">
          <strong>Nobody approaches this family now:</strong> a forced marriage or honour-based abuse is
          feared. Ask the safeguarding lead.
        </p>
      )}
      {mayKeep && (
        <div class="govuk-button-group">
          {!held && (
            <GovukButton
              text="Record an offer of support"
              href={`${at}/support`}
              classes="govuk-button--secondary"
            />
          )}
          <GovukButton
            text="Record the parents' answer"
            href={`${at}/answer`}
            classes="govuk-button--secondary"
          />
          {!held && <GovukButton text="Record a review" href={`${at}/review`} />}
          <a class="govuk-link" href={`${at}/reason`}>
            Record why they educate at home
          </a>
          <a class="govuk-link" href={`${at}/end`}>
            It has ended
          </a>
        </div>
      )}
    </section>
  );
}

const titles: Record<HomeEducationFact["kind"], string> = {
  "home-education-notified": "Parent's notice of home education",
  "home-education-registered": "Entered on the register",
  "home-education-support-offered": "Support offered",
  "support-answered": "The parents' answer",
  "reason-given": "Why they educate at home",
  "home-education-reviewed": "Review",
  "home-education-ended": "End of the home education",
};

function titleOf({ kind, details }: HomeEducationFact): string {
  return kind === "home-education-reviewed"
    ? `${titles[kind]}: ${views[details["view"] as View].toLowerCase()}`
    : titles[kind];
}

function wordsOf({ kind, details }: HomeEducationFact): string {
  const { how = "", seen = "", words = "", answer = "", why = "", reason = "" } = details;
  const parts: Record<HomeEducationFact["kind"], string[]> = {
    "home-education-notified": [words],
    "home-education-registered": [words],
    "home-education-support-offered": [how],
    "support-answered": [`${answers[answer as SupportAnswer] ?? ""}.`, words],
    "reason-given": [`${homeEducationReasons[reason as HomeEducationReason] ?? ""}.`, words],
    "home-education-reviewed": [`${ways[how as ReviewWay] ?? ""}.`, seen],
    "home-education-ended": [`${endingInWords(why)}.`, words],
  };
  return parts[kind].filter((part) => part !== "" && part !== ".").join(" ");
}
