import { whenDueOn } from "../cases/index.ts";
import {
  counted,
  DenseTable,
  dayInWords,
  Form,
  GovukButton,
  GovukSelect,
  GovukSummaryList,
  GovukTag,
  londonDay,
  shortDay,
} from "../web/design/index.ts";
import { RemovalsTabs } from "./removals-tabs.tsx";
import type { SchoolReturn } from "./returns.store.ts";
import type { ReturnOwed } from "./returns-owed.ts";
import { returnKinds } from "./school-return.ts";
import type { ReturnReady } from "./send-return.ts";

/** Where one return is shown before it is sent. */
export function returnAt({
  kind,
  childId,
  aboutOn,
}: Pick<ReturnOwed, "kind" | "childId" | "aboutOn">): string {
  return `/my-school/returns/${kind}/${childId}/${aboutOn}`;
}

/** If a return is late, due today or still to come; without term dates nobody can say. */
function dueInWords(dueOn: Temporal.PlainDate | undefined, today: Temporal.PlainDate): string {
  if (!dueOn) return "Not known: term dates are missing";
  return `${shortDay(dueOn)}, ${whenDueOn(dueOn, today)}`;
}

/** What a school owes its authority by regulation 13, the first due first, and what it has sent. */
export function ReturnsPage({
  owed,
  sent,
  today,
  schoolNames,
  justSent,
  hasSeveral,
}: {
  owed: readonly ReturnOwed[];
  sent: readonly SchoolReturn[];
  today: Temporal.PlainDate;
  schoolNames: string;
  justSent: boolean;
  /** If the viewer works for several schools: the school stands beside the pupil then. */
  hasSeveral: boolean;
}) {
  return (
    <>
      <span class="govuk-caption-l">{schoolNames}</span>
      <h1 class="govuk-heading-l">Returns to the authority</h1>
      <RemovalsTabs of="school" at="/my-school/returns" />
      {justSent && <p class="govuk-body govuk-!-font-weight-bold">The return is sent.</p>}
      {owed.length === 0 ? (
        <p class="govuk-body">Nothing is owed by what rolls, marks and removals tell.</p>
      ) : (
        <DenseTable
          caption={`Owed: ${counted(owed.length, "return")}`}
          columns={[
            { text: "Pupil" },
            { text: "Return" },
            { text: "About" },
            { text: "Due" },
            { text: "Do" },
          ]}
          rows={owed.map((one) => [
            <>
              {one.forename} {one.surname}
              {hasSeveral && <div class="govuk-hint govuk-!-margin-bottom-0">{one.schoolName}</div>}
            </>,
            returnKinds[one.kind].called,
            aboutInWords(one),
            dueInWords(one.dueOn, today),
            <a href={returnAt(one)}>
              Look and send
              <span class="govuk-visually-hidden">
                {" "}
                of {one.forename} {one.surname}
              </span>
            </a>,
          ])}
        />
      )}
      {sent.length > 0 && <ReturnsSent sent={sent} at="/my-school/returns/sent" />}
    </>
  );
}

function aboutInWords({ kind, aboutOn, days }: ReturnOwed): string {
  const day = shortDay(aboutOn);
  if (kind === "deletion") return `Off the roll on ${day}`;
  if (kind === "new-pupil") return `On the roll from ${day}`;
  return `${counted(days ?? 0, "school day")} since ${day}`;
}

/** Returns as they were sent, in time or late. */
export function ReturnsSent({ sent, at }: { sent: readonly SchoolReturn[]; at: string }) {
  return (
    <DenseTable
      caption="Sent, the latest first"
      columns={[
        { text: "Pupil" },
        { text: "Return" },
        { text: "School" },
        { text: "Sent", unbroken: true },
        { text: "In time" },
        { text: "Copy to" },
      ]}
      rows={sent.map((one) => {
        const isLate = one.dueOn && Temporal.PlainDate.compare(londonDay(one.sentAt), one.dueOn) > 0;
        return [
          <a href={`${at}/${one.id}`}>{one.content.name}</a>,
          returnKinds[one.kind].called,
          one.schoolName,
          shortDay(londonDay(one.sentAt)),
          one.dueOn ? (
            <GovukTag
              text={isLate ? `Late, due ${shortDay(one.dueOn)}` : "In time"}
              classes={isLate ? "govuk-tag--red" : "govuk-tag--green"}
            />
          ) : (
            "Not known"
          ),
          one.copyTo,
        ];
      })}
    />
  );
}

/** One return as it would be sent, with the copy to the authority in which the child lives. */
export function ReturnToSendPage({
  ready,
  authorities,
  today,
  csrf,
}: {
  ready: ReturnReady;
  authorities: readonly { id: number; name: string }[];
  today: Temporal.PlainDate;
  csrf: string;
}) {
  const { owed, content, school, homeAuthorityId } = ready;
  const others = authorities.filter(({ id }) => id !== school.authorityId);
  const own = authorities.find(({ id }) => id === school.authorityId)?.name ?? "your authority";
  return (
    <>
      <span class="govuk-caption-l">{content.name}</span>
      <h1 class="govuk-heading-l">{returnKinds[owed.kind].called}</h1>
      <p class="govuk-body">
        To {own}, by regulation 13 of the 2024 Regulations. Due: {dueInWords(owed.dueOn, today)}. What is not
        on record you can mend on <a href={`/children/${owed.childId}`}>the child’s record</a> first.
      </p>
      <ReturnContentRows content={content} />
      <Form action={returnAt(owed)} csrf={csrf}>
        <GovukSelect
          id="copyTo"
          name="copyTo"
          label={{ text: "The pupil lives in", classes: "govuk-label--s" }}
          hint={{ text: "The authority of another area gets a copy." }}
          items={[
            { value: "", text: own, selected: homeAuthorityId === undefined },
            ...others.map(({ id, name }) => ({
              value: String(id),
              text: `${name}: send a copy`,
              selected: id === homeAuthorityId,
            })),
          ]}
        />
        <GovukButton text="Send the return" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** One return as it was sent. */
export function SentReturnPage({ sent }: { sent: SchoolReturn }) {
  return (
    <>
      <span class="govuk-caption-l">{sent.schoolName}</span>
      <h1 class="govuk-heading-l">
        {returnKinds[sent.kind].called}: {sent.content.name}
      </h1>
      <p class="govuk-body">
        Sent by {sent.sentBy} on {dayInWords(londonDay(sent.sentAt))}
        {sent.dueOn && `, due on ${dayInWords(sent.dueOn)}`}.{" "}
        {sent.copyTo && `A copy went to ${sent.copyTo}, where the pupil lives.`}
      </p>
      <ReturnContentRows content={sent.content} />
    </>
  );
}

function ReturnContentRows({ content }: { content: SchoolReturn["content"] }) {
  return (
    <GovukSummaryList
      rows={content.rows.map(({ asked, answered }) => ({
        key: { text: asked },
        value: { html: <span class="keepsight-lines">{answered}</span> },
      }))}
    />
  );
}
