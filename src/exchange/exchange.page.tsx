import type { ComponentChildren } from "preact";
import {
  DenseTable,
  Form,
  type FormErrors,
  GovukButton,
  GovukDetails,
  GovukFileUpload,
  GovukInput,
  GovukTag,
  londonDay,
  momentInWords,
  shortDay,
} from "../web/design/index.ts";
import { cameWords, type InState, type OutState, sentWords, undecided } from "./parcel.ts";
import type { ParcelShown } from "./parcels.store.ts";

export type ExchangeProps = {
  authorityName: string;
  /** What came and waits for somebody. */
  waiting: readonly ParcelShown[];
  came: readonly ParcelShown[];
  sent: readonly ParcelShown[];
  /** Answers and withdrawals that somebody has to carry. */
  toCarry: readonly ParcelShown[];
  moreCameAt: string | undefined;
  moreSentAt: string | undefined;
  /** The number of the parcel that was just taken up from a file. */
  takenUp: string | undefined;
  csrf: string;
  errors: FormErrors | undefined;
};

/** What came from other authorities' systems and waits for somebody, what was sent there, and what goes by hand. [F05] */
export function ExchangePage(props: ExchangeProps) {
  const { authorityName, waiting, came, sent, toCarry, csrf, errors } = props;
  return (
    <>
      <span class="govuk-caption-l">{authorityName}</span>
      <h1 class="govuk-heading-l">Exchange with other authorities</h1>
      <p>
        Lost pupils' files go to other authorities' systems and come from there, sealed. Nobody here sees
        whose a file is before one of you has taken it in; then it waits in the store, and the program looks
        for the child.
      </p>
      {waiting.length + came.length === 0 && <p>No file has come from another authority.</p>}
      {waiting.length > 0 && <Waiting waiting={waiting} csrf={csrf} errors={errors} />}
      {came.length > 0 && <Came came={came} />}
      {props.moreCameAt && <a href={props.moreCameAt}>Files that came earlier</a>}
      {sent.length === 0 ? (
        <p>No file was sent to another authority. You send one from a lost pupil's file.</p>
      ) : (
        <SentTable sent={sent} csrf={csrf} withFile={true} />
      )}
      {props.moreSentAt && <a href={props.moreSentAt}>Files sent earlier</a>}
      {toCarry.length > 0 && (
        <DenseTable
          caption="Answers to carry"
          columns={[{ text: "To" }, { text: "Since", unbroken: true }, { text: "Do" }]}
          rows={toCarry.map((parcel) => [
            parcel.partnerName,
            day(parcel),
            <SaveToCarry parcel={parcel} csrf={csrf} />,
          ])}
        />
      )}
      <h2 class="govuk-heading-m" id="carried">
        Take up a file that was carried here
      </h2>
      {props.takenUp && <p>It was taken up and is being opened. Look again in a minute.</p>}
      <Form action="/exchange/files" csrf={csrf} files>
        <GovukFileUpload
          id="file"
          name="file"
          label={{ text: "The sealed file", classes: "govuk-label--s" }}
          hint={{ text: "It ends in .parcel. The same file twice counts once." }}
          errorMessage={errors?.beside["file"]}
        />
        <GovukButton text="Take it up" classes="govuk-button--secondary" preventDoubleClick={true} />
      </Form>
    </>
  );
}

function day({ madeAt }: ParcelShown): string {
  return shortDay(londonDay(madeAt));
}

function Waiting({ waiting, csrf, errors }: Pick<ExchangeProps, "waiting" | "csrf" | "errors">) {
  return (
    <DenseTable
      caption="Files that wait for you"
      columns={[
        { text: "From" },
        { text: "Came", unbroken: true },
        { text: "Their file", unbroken: true },
        { text: "Do" },
      ]}
      rows={waiting.map((parcel) => [
        parcel.partnerName,
        day(parcel),
        parcel.theirReference,
        <Decide parcel={parcel} csrf={csrf} errors={errors} />,
      ])}
    />
  );
}

function Came({ came }: Pick<ExchangeProps, "came">) {
  return (
    <DenseTable
      caption="Files that came"
      columns={[
        { text: "From" },
        { text: "Came", unbroken: true },
        { text: "Their file", unbroken: true },
        { text: "State" },
        { text: "Our file", unbroken: true },
      ]}
      rows={came.map((parcel) => [
        parcel.partnerName,
        day(parcel),
        parcel.theirReference,
        <GovukTag {...cameWords[parcel.state as Exclude<InState, "done">]} />,
        parcel.reference ? <a href={`/lost-pupils/${parcel.reference}`}>{parcel.reference}</a> : "",
      ])}
    />
  );
}

function Decide({
  parcel: { id, partnerName, theirReference },
  csrf,
  errors,
}: { parcel: ParcelShown } & Pick<ExchangeProps, "csrf" | "errors">) {
  const action = `/exchange/${id}/decision`;
  const named = `${theirReference} from ${partnerName}`;
  const wanting = errors?.beside[`why-${id}`];
  return (
    <>
      <Form action={action} csrf={csrf}>
        <input type="hidden" name="decided" value="take-in" />
        <GovukButton
          html={<Named text="Take it in" of={named} />}
          classes="govuk-!-margin-bottom-2"
          preventDoubleClick={true}
        />
      </Form>
      <GovukDetails
        summaryHtml={<Named text="Decline it" of={named} />}
        open={wanting !== undefined}
        classes="govuk-!-margin-bottom-0"
        html={
          <Form action={action} csrf={csrf}>
            <input type="hidden" name="decided" value="decline" />
            <GovukInput
              id={`why-${id}`}
              name="why"
              label={{ text: "Why? They read it" }}
              errorMessage={wanting}
            />
            <GovukButton text="Decline it" classes="govuk-button--secondary govuk-!-margin-bottom-0" />
          </Form>
        }
      />
    </>
  );
}

function Named({ text, of }: { text: string; of: string }) {
  return (
    <>
      {text} <span class="govuk-visually-hidden">{of}</span>
    </>
  );
}

/** Where files were sent and how each stands. */
export function SentTable({
  sent,
  csrf,
  withFile,
}: {
  sent: readonly ParcelShown[];
  csrf: string;
  withFile: boolean;
}) {
  return (
    <DenseTable
      caption="Files sent"
      columns={[
        ...(withFile ? [{ text: "File", unbroken: true }] : []),
        { text: "To" },
        { text: "Sent", unbroken: true },
        { text: "State" },
        { text: "Do" },
      ]}
      rows={sent.map((parcel) => [
        ...(withFile && parcel.reference
          ? [<a href={`/lost-pupils/${parcel.reference}/exchange`}>{parcel.reference}</a>]
          : []),
        parcel.partnerName,
        day(parcel),
        <HowItStands parcel={parcel} />,
        undecided.includes(parcel.state) ? <SentDo parcel={parcel} csrf={csrf} /> : "",
      ])}
    />
  );
}

function HowItStands({ parcel }: { parcel: ParcelShown }): ComponentChildren {
  const { state, words, said, tries, dueAt, theirReference } = parcel;
  const { means, ...tag } = sentWords[state as OutState];
  const lines = [
    means,
    ...(theirReference ? [`Their file: ${theirReference}.`] : []),
    ...(words ? [`They say: ${words}`] : []),
    ...(state === "to-send" && said
      ? [`Tried ${tries === 1 ? "once" : `${tries} times`}; last answer: ${said}.`]
      : []),
    ...(state === "to-send" && said && dueAt ? [`Tried again at ${momentInWords(dueAt)}.`] : []),
  ];
  return (
    <>
      <GovukTag {...tag} /> {lines.join(" ")}
    </>
  );
}

function SentDo({ parcel, csrf }: { parcel: ParcelShown; csrf: string }) {
  const { id, partnerName } = parcel;
  return (
    <>
      {parcel.isCarried && <SaveToCarry parcel={parcel} csrf={csrf} />}
      <Form action={`/exchange/${id}/withdrawal`} csrf={csrf}>
        <GovukButton
          html={<Named text="Withdraw" of={`from ${partnerName}`} />}
          classes="govuk-button--secondary govuk-!-margin-bottom-0"
        />
      </Form>
    </>
  );
}

function SaveToCarry({ parcel: { id, partnerName }, csrf }: { parcel: ParcelShown; csrf: string }) {
  return (
    <Form action={`/exchange/${id}/file`} csrf={csrf}>
      <GovukButton
        html={<Named text="Save the sealed file" of={`for ${partnerName}`} />}
        classes="govuk-button--secondary govuk-!-margin-bottom-2"
      />
    </Form>
  );
}
