import type { Viewer } from "../access/index.ts";
import { CaseTabs, type Kase, type KeptObligation, whenDue } from "../cases/index.ts";
import { type VulnerabilityGroup, vulnerabilityGroups } from "../children/index.ts";
import { isOwedNow, type Rule, roleInWords } from "../procedures/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukDetails,
  GovukInput,
  GovukRadios,
  GovukSummaryList,
  GovukTextarea,
  MojAlert,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import { answerWords, raisedBy } from "./answers.ts";
import type { Fear } from "./fears.store.ts";
import { occasions, type Question, questions } from "./questions.ts";
import type { Assessment, Decision } from "./safeguarding.store.ts";
import { SocialCareLines } from "./social-care.page.tsx";
import type { KeptStep } from "./social-care.store.ts";
import type { ToDecide } from "./undecided.ts";
import { VulnerabilityLines } from "./vulnerability.page.tsx";
import type { KeptVulnerability } from "./vulnerability.store.ts";
import { fearsInWords, waysForFlags } from "./ways-for-flags.ts";

const agencies = { "social-care": "social care", police: "the police", "no-referral": "nobody" } as const;

export type SafeguardingPageProps = {
  kase: Kase;
  viewer: Viewer;
  assessments: readonly Assessment[];
  /** Those on which it is still to be decided whom to tell, also when they stand on another page. */
  open: readonly ToDecide[];
  /** What flags raised, and the steps of their routes that are or were owed. */
  fears: readonly Fear[];
  steps: (fear: Fear) => readonly KeptObligation[];
  now: Temporal.Instant;
  /** Where the earlier ones stand, if there are more. */
  earlierAt: string | undefined;
  /** If these are the latest, and not a page of earlier ones. */
  isFirst: boolean;
  /** What social care did last, and how vulnerable the child is; left out for whom that is none of their business. */
  needed:
    | {
        steps: readonly KeptStep[];
        vulnerability: KeptVulnerability | undefined;
        mayRecord: boolean;
        mayAssess: boolean;
      }
    | undefined;
  flags: readonly VulnerabilityGroup[];
  /** If the viewer records answers and decisions, and if they may decide that nobody is told. */
  mayRecord: boolean;
  mayRefuse: boolean;
  /** If the viewer lifts a hold, and so may refuse where the fear holds the case. */
  mayLift: boolean;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** Whether the child is safe, as far as is known: what is still to be decided first. [E03] [E05] */
export function SafeguardingPage(props: SafeguardingPageProps) {
  const { kase, viewer, assessments, open, earlierAt, isFirst, needed, flags, fears, mayRecord } = props;
  return (
    <>
      <span class="govuk-caption-l">{kase.reference}</span>
      <h1 class="govuk-heading-l">Safeguarding</h1>
      <CaseTabs kase={kase} active="safeguarding" viewer={viewer} />
      {open.map((concern) => (
        <DecideOn key={JSON.stringify(concern.key)} concern={concern} {...props} />
      ))}
      {isFirst && fears.length > 0 && <Routes {...props} />}
      {isFirst && <Ways flags={flags} />}
      {mayRecord && (
        <GovukButton
          text={assessments.length > 0 ? "Ask the questions again" : "Ask if the child is safe"}
          href={`/cases/${kase.reference}/safeguarding/questions`}
          classes={open.length > 0 ? "govuk-button--secondary" : undefined}
        />
      )}
      {isFirst && needed && (
        <>
          <SocialCareLines reference={kase.reference} {...needed} />
          <VulnerabilityLines reference={kase.reference} {...needed} />
        </>
      )}
      {assessments.length === 0 ? (
        <p class="govuk-body">The questions have not been asked on this case yet.</p>
      ) : (
        <>
          <h2 class="govuk-heading-l">{isFirst ? "What was answered" : "What was answered before"}</h2>
          {assessments.map((assessment) => (
            <Answered key={assessment.id} assessment={assessment} {...props} />
          ))}
        </>
      )}
      {earlierAt && (
        <p class="govuk-body">
          <a href={earlierAt}>Earlier answers</a>
        </p>
      )}
    </>
  );
}

/** A concern on which something is still to be decided: whom to tell, or why nobody. */
function DecideOn({
  kase,
  concern: { key, says, still, decisions, holds },
  mayRecord,
  mayRefuse,
  mayLift,
  csrf,
  typed,
  errors,
}: { concern: ToDecide } & SafeguardingPageProps) {
  const [name, id] =
    "concern" in key ? (["concern", key.concern] as const) : (["assessment", key.assessment] as const);
  const mine = String(typed?.[name] ?? id) === String(id);
  // Several concerns can wait side by side, and no two fields of a page may share an id.
  const field = mine && typed ? fieldsOf(typed, errors) : fieldsOf(undefined, undefined, `-${name}-${id}`);
  const told = (
    <>
      <GovukInput {...field.text("spokenTo")} label={{ text: "Who did you speak to?" }} />
      <GovukDateInput {...field.day("toldOn")} fieldset={{ legend: { text: "When?" } }} />
      <GovukInput {...field.text("how")} label={{ text: "How: by phone, by their form, in a meeting ..." }} />
      <GovukInput {...field.text("theirReference")} label={{ text: "Their reference (optional)" }} />
    </>
  );
  return (
    <>
      <MojAlert
        variant="error"
        title={`A concern to decide on today: ${says}`}
        showTitleAsHeading={true}
        headingTag="h2"
        html={<span>{`Still to be told: ${still.map((agency) => agencies[agency]).join(" and ")}.`}</span>}
      />
      {mayRecord && (
        <Form
          action={`/cases/${kase.reference}/safeguarding/decision`}
          csrf={csrf}
          seen={kase.lastFactId ?? undefined}
        >
          <input type="hidden" name={name} value={String(id)} />
          <GovukRadios
            {...field.choice("decided")}
            fieldset={{ legend: { text: "What is done?", classes: "govuk-fieldset__legend--m" } }}
            items={[
              ...(still.includes("social-care")
                ? [{ value: "social-care", text: "Social care was told" }]
                : []),
              ...(still.includes("police") || !decisions.some(({ decided }) => decided === "police")
                ? [{ value: "police", text: "The police were told" }]
                : []),
              ...((holds ? mayLift : mayRefuse)
                ? [
                    {
                      value: "no-referral",
                      text: "Nobody is told, for a reason",
                      hint: { text: "Your name and the reason stay on the record." },
                      conditional: {
                        html: (
                          <GovukTextarea
                            {...field.text("reason")}
                            label={{ text: "Why is nobody told?" }}
                            rows="4"
                          />
                        ),
                      },
                    },
                  ]
                : []),
            ]}
          />
          <div>{told}</div>
          <GovukButton text="Record what is done" preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}

/** The steps of each route that a flag began: who owes them, by when, by which clause; and what was decided. [E05] */
function Routes(props: SafeguardingPageProps) {
  const { fears, steps, now } = props;
  return (
    <>
      {fears.map((fear) => (
        <section key={fear.id}>
          <h2 class="govuk-heading-m">{`${fearsInWords[fear.about]}${fear.stands ? "" : ": settled"}`}</h2>
          <p class="govuk-body">{`Raised on ${momentInWords(fear.raisedAt)} by ${fear.raisedBy}.`}</p>
          <DenseTable
            caption="Steps of this route"
            columns={[{ text: "Step" }, { text: "Who" }, { text: "By when" }]}
            rows={steps(fear).map((step) => [
              `${step.asks} (${step.clause})`,
              roleInWords(step.role as Rule["role"]),
              isOwedNow(step) && step.dueAt
                ? whenDue(step.dueAt, now)
                : (stepsDone[step.state] ?? "Not needed any more"),
            ])}
          />
          {fear.decisions.map((decision) => (
            <DecisionTaken key={decision.id} decision={decision} {...props} />
          ))}
        </section>
      ))}
    </>
  );
}

const stepsDone: Partial<Record<KeptObligation["state"], string>> = {
  met: "Done",
  "met-late": "Done, late",
  suspended: "Not while the case is held",
};

/** What is done for a child who is flagged. */
function Ways({ flags }: { flags: readonly VulnerabilityGroup[] }) {
  return (
    <>
      {flags.flatMap((flag) => {
        const way = waysForFlags[flag];
        if (!way) return [];
        return [
          <section key={flag}>
            <h2 class="govuk-heading-m">{vulnerabilityGroups[flag]}</h2>
            <ul class="govuk-list govuk-list--bullet">
              {way.does.map((words) => (
                <li key={words}>{words}</li>
              ))}
            </ul>
            <p class="govuk-hint">{way.clause}</p>
          </section>,
        ];
      })}
    </>
  );
}

function Answered({ assessment, ...props }: { assessment: Assessment } & SafeguardingPageProps) {
  const { occasion, answers, note, madeAt, madeBy, decisions } = assessment;
  const raised = raisedBy(answers);
  return (
    <section>
      <h3 class="govuk-heading-m">
        {`${occasions[occasion]}: ${raised.length > 0 ? counted(raised.length, "yes", "times yes") : "nothing raised"}`}
      </h3>
      <p class="govuk-body">
        {`Answered on ${momentInWords(madeAt)} by ${madeBy}.`}
        {raised.length > 0 && ` Yes: ${raised.map((question) => questions[question].short).join("; ")}.`}
      </p>
      {note && <p class="govuk-body keepsight-lines">{note}</p>}
      {decisions.map((decision) => (
        <DecisionTaken key={decision.id} decision={decision} {...props} />
      ))}
      <GovukDetails
        summaryText="All answers"
        html={
          <GovukSummaryList
            classes="govuk-summary-list--no-border"
            rows={(Object.keys(questions) as Question[]).map((question) => ({
              key: { text: questions[question].asks },
              value: { text: answerWords[answers[question]] },
            }))}
          />
        }
      />
    </section>
  );
}

function DecisionTaken({ decision, kase, mayRecord, csrf }: { decision: Decision } & SafeguardingPageProps) {
  const { id, decided, spokenTo, toldOn, how, theirReference, reason, madeBy, replies } = decision;
  const field = fieldsOf();
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        {decided === "no-referral"
          ? `${madeBy} decided that nobody is told: ${reason}`
          : `${madeBy} told ${agencies[decided]} on ${toldOn ? dayInWords(Temporal.PlainDate.from(toldOn)) : ""}: ${spokenTo}, ${how}${theirReference && `, their reference ${theirReference}`}.`}
      </p>
      {replies.map(({ words, repliedOn, madeBy: hearer }) => (
        <p class="govuk-body" key={words}>
          {`Answer of ${dayInWords(Temporal.PlainDate.from(repliedOn))}, recorded by ${hearer}: ${words}`}
        </p>
      ))}
      {decided !== "no-referral" && replies.length === 0 && (
        <p class="govuk-body">
          <strong>No answer is recorded yet.</strong>
        </p>
      )}
      {decided !== "no-referral" && mayRecord && (
        <GovukDetails
          summaryText="Record their answer"
          html={
            <Form action={`/cases/${kase.reference}/safeguarding/replies`} csrf={csrf}>
              <input type="hidden" name="decision" value={String(id)} />
              <GovukTextarea
                {...field.text("words")}
                id={`words-${id}`}
                label={{ text: "What did they answer?" }}
                rows="3"
              />
              <GovukDateInput
                {...field.day("repliedOn")}
                id={`repliedOn-${id}`}
                fieldset={{ legend: { text: "On which day?" } }}
              />
              <GovukButton text="Record the answer" classes="govuk-button--secondary" />
            </Form>
          }
        />
      )}
    </div>
  );
}
