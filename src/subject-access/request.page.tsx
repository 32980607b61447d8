import {
  dayInWords,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukInsetText,
  GovukRadios,
  GovukTextarea,
  MoreAt,
  type Typed,
} from "../web/design/index.ts";
import { type AccessLine, type AccessRequest, dueOnOf, standingOf, standingWords } from "./request.ts";

export type RequestProps = {
  request: AccessRequest;
  lines: readonly AccessLine[];
  /** Where this page of lines begins, and where the next does. */
  at: string;
  moreAt: string | undefined;
  mayCheck: boolean;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** One request: what is held, line by line, with what is released; a second person's look; and giving it. */
export function RequestPage(props: RequestProps) {
  const { request, lines, at, moreAt, csrf } = props;
  const { reference, askedBy, identity, receivedOn, undecided } = request;
  const standing = standingOf(request);
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Request to see a record</h1>
      <GovukInsetText
        text={`${standingWords[standing]}. Due by ${dayInWords(dueOnOf(request))}. ${undecided} of ${request.lines} lines are not decided yet.`}
      />
      <p class="govuk-body">{`${askedBy} asked on ${dayInWords(receivedOn)}. ${identity}`}</p>
      <Steps {...props} />
      {standing !== "given" && (
        <>
          <h2 class="govuk-heading-m">Look through it, line by line</h2>
          <p class="govuk-body">
            What is about somebody else, could harm the child or somebody, or is legal advice is kept back.
            Say why: the reason stays here and is not given.
          </p>
          <Form action={`${at}`} csrf={csrf}>
            <input type="hidden" name="lines" value={lines.map(({ line }) => line).join(",")} />
            {lines.map((line) => (
              <LineFields key={line.line} line={line} {...props} />
            ))}
            <GovukButton text="Keep these decisions" preventDoubleClick={true} />
          </Form>
          <MoreAt href={moreAt}>Next lines</MoreAt>
        </>
      )}
    </>
  );
}

function LineFields({ line, typed, errors }: { line: AccessLine } & RequestProps) {
  const { line: number, part, words, thirdParty, decision, hidden, reason } = line;
  const chosen = decision === "redact" && hidden ? "hide" : (decision ?? (thirdParty ? "" : "release"));
  const field = fieldsOf(
    errors
      ? typed
      : { [`decision-${number}`]: chosen, [`hidden-${number}`]: hidden, [`reason-${number}`]: reason },
    errors,
  );
  const small = "govuk-label--s";
  return (
    <section class="govuk-!-margin-bottom-6">
      <h3 class="govuk-heading-s govuk-!-margin-bottom-1">{`${number}. ${part}`}</h3>
      <p class="govuk-body govuk-!-margin-bottom-1">{words}</p>
      {thirdParty && <p class="govuk-hint">{`May be about: ${thirdParty}`}</p>}
      <GovukRadios
        {...field.choice(`decision-${number}`)}
        classes="govuk-radios--small govuk-radios--inline"
        fieldset={{ legend: { text: `Line ${number}`, classes: "govuk-visually-hidden" } }}
        items={[
          { value: "release", text: "Release" },
          { value: "hide", text: "Black out words" },
          { value: "redact", text: "Keep back" },
        ]}
      />
      <details
        class="govuk-details govuk-!-margin-bottom-0"
        open={chosen === "hide" || chosen === "redact" || Boolean(errors)}
      >
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{`Words and reason for line ${number}`}</span>
        </summary>
        <div class="govuk-details__text">
          <GovukTextarea
            {...field.text(`hidden-${number}`)}
            label={{ text: "Words to black out, each phrase on a line of its own", classes: small }}
            rows="2"
          />
          <GovukInput {...field.text(`reason-${number}`)} label={{ text: "Why", classes: small }} />
        </div>
      </details>
    </section>
  );
}

function Steps({ request, mayCheck, csrf, typed, errors }: RequestProps) {
  const at = `/subject-access/${request.reference}`;
  const standing = standingOf(request);
  const extended = request.steps.find(({ step }) => step === "extended");
  const sentBack = request.steps.findLast(({ step }) => step === "sent-back" || step === "checked");
  const field = fieldsOf(typed, errors);
  const secondary = "govuk-button--secondary";
  return (
    <>
      {extended && <p class="govuk-body">{`Two months more: ${extended.words}`}</p>}
      {sentBack?.step === "sent-back" && (
        <p class="govuk-body">{`Sent back by ${sentBack.by}: ${sentBack.words}`}</p>
      )}
      {(standing === "to-give" || standing === "given") && (
        <p class="govuk-body">
          <a href={`${at}/record`}>The record as it is given, to be printed</a>, or{" "}
          <a href={`${at}/record.json`}>as data (JSON)</a>
        </p>
      )}
      {standing === "to-give" && (
        <Form action={`${at}/giving`} csrf={csrf}>
          <GovukButton text="It was given" preventDoubleClick={true} />
        </Form>
      )}
      {standing === "to-check" && !mayCheck && (
        <p class="govuk-body">You decided lines of it, so another person checks it.</p>
      )}
      {standing === "to-check" && mayCheck && (
        <>
          <p class="govuk-body">
            <a href={`${at}/record`}>Read it as it would be given</a>
          </p>
          <Form action={`${at}/check`} csrf={csrf}>
            <GovukButton text="It may be given" preventDoubleClick={true} />
          </Form>
          <Form action={`${at}/sending-back`} csrf={csrf}>
            <GovukInput
              {...field.text("words")}
              id="back"
              label={{ text: "Or what is to be looked at again" }}
            />
            <GovukButton text="Send it back" classes={secondary} preventDoubleClick={true} />
          </Form>
        </>
      )}
      {standing !== "given" && !extended && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">It needs two months more</span>
          </summary>
          <div class="govuk-details__text">
            <Form action={`${at}/extension`} csrf={csrf}>
              <GovukInput
                {...field.text("words")}
                label={{ text: "Why is it complex?" }}
                hint={{ text: "Tell the person so within the first month." }}
              />
              <GovukButton text="Extend it" classes={secondary} preventDoubleClick={true} />
            </Form>
          </div>
        </details>
      )}
    </>
  );
}
