import { lists } from "../../children/index.ts";
import {
  Form,
  GovukButton,
  GovukInput,
  GovukInsetText,
  likelyInWords,
  MojAlert,
  momentInWords,
} from "../../web/design/index.ts";
import type { LinkedList } from "../linked-fields.ts";
import { ComparedRecords } from "./compared-records.tsx";
import { type Decision, decisions, decisionWords, summaryOf } from "./link.ts";
import type { LinkShown } from "./links.store.ts";

export type LinkPageShown = {
  link: LinkShown;
  list: LinkedList | undefined;
  csrf: string;
  note: string;
  /** What was just said of the link before this one. */
  justSaid: { linkId: number; decision: Decision | "undone" } | undefined;
};

const keys: Record<Decision, string> = { same: "s", different: "d", "not-sure": "n" };

/** Is this the same child? Two records side by side, the sentence that sums them up, and three answers. [A11] */
export function LinkPage({ link, list, csrf, note, justSaid }: LinkPageShown) {
  const { id, row, evidence, probability, decided, decisionId, addressHidden, childId } = link;
  const action = `/lists/links/${id}/decisions`;
  const shownEvidence = addressHidden ? evidence.filter(({ field }) => field !== "postcode") : evidence;
  return (
    <>
      {justSaid && <JustSaid {...justSaid} list={list} />}
      <span class="govuk-caption-l">{`A row of the ${lists[row.list as LinkedList].title.toLowerCase()}`}</span>
      <h1 class="govuk-heading-l">Is this the same child?</h1>
      <Standing link={link} />
      <ComparedRecords link={link} />
      <p class="govuk-body">
        {link.answer !== "matched" && <strong>{summaryOf(probability, shownEvidence)}</strong>}{" "}
        {childId !== null && <a href={`/children/${childId}`}>See the child's record</a>}
      </p>
      <div class="keepsight-not-printed">
        <Form action={action} csrf={csrf} seen={decisionId ?? 0}>
          {list && <input type="hidden" name="list" value={list} />}
          {decided === null || decided === "not-sure" ? (
            <>
              <GovukInput
                id="note"
                name="note"
                value={note}
                label={{ text: "Why, if it helps others (optional)" }}
                classes="govuk-!-width-two-thirds"
              />
              <div class="govuk-button-group">
                {decisions.map((decision) => (
                  <GovukButton
                    text={decisionWords[decision]}
                    name="decision"
                    value={decision}
                    classes={decision === "same" ? "" : "govuk-button--secondary"}
                    attributes={{ accesskey: keys[decision] }}
                    preventDoubleClick={true}
                  />
                ))}
              </div>
              <p class="govuk-hint">
                Keys: <kbd>S</kbd> same, <kbd>D</kbd> different, <kbd>N</kbd> not sure, with <kbd>Alt</kbd>{" "}
                (in Firefox <kbd>Alt</kbd> and <kbd>Shift</kbd>).
              </p>
            </>
          ) : null}
          {decided !== null && (
            <GovukButton
              text="Undo this decision"
              name="decision"
              value="undone"
              classes={decided === "not-sure" ? "govuk-button--secondary" : ""}
              preventDoubleClick={true}
            />
          )}
        </Form>
      </div>
      <History link={link} />
    </>
  );
}

function JustSaid({
  linkId,
  decision,
  list,
}: {
  linkId: number;
  decision: Decision | "undone";
  list: LinkedList | undefined;
}) {
  const words =
    decision === "undone" ? "The decision is undone." : `Kept: ${decisionWords[decision].toLowerCase()}.`;
  return (
    <MojAlert
      variant="success"
      title="Kept"
      html={
        <>
          {words} <a href={`/lists/links/${linkId}${list ? `?list=${list}` : ""}`}>See it again</a>
          {decision !== "undone" && " to undo it"}.
        </>
      }
    />
  );
}

/** What holds now: what a person said, or what the program did by itself, or that the row is another child's. */
function Standing({ link }: { link: LinkShown }) {
  const { decided, history, answer, meansChildId, madeAt, childId, probability } = link;
  const [last] = history;
  const words =
    decided !== null && last
      ? `${decisionWords[decided]}, said ${last.madeBy} on ${momentInWords(Temporal.Instant.from(last.madeAt))}.${last.note ? ` “${last.note}”` : ""}`
      : answer === "linked"
        ? `The program joined them by itself on ${momentInWords(madeAt)}: ${likelyInWords(probability)}. Say so if that is wrong.`
        : answer === "matched"
          ? "The import joined them by their number, or by the very same name and birth date; the program has not weighed them besides. Say so if that is wrong."
          : undefined;
  const another =
    meansChildId !== null && childId !== null && decided !== "same" ? (
      <>
        The row is joined to <a href={`/children/${meansChildId}`}>another child</a> now, by its number or by
        the very same name and birth date. Same child here would join it to this one instead.
      </>
    ) : undefined;
  if (!words && !another) return null;
  return (
    <GovukInsetText
      html={
        <>
          {words} {another}
        </>
      }
    />
  );
}

function History({ link: { history } }: { link: LinkShown }) {
  if (history.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">What people have said</h2>
      <ul class="govuk-list">
        {history.map(({ decision, note, madeAt, madeBy }) => (
          <li key={madeAt}>
            {`${momentInWords(Temporal.Instant.from(madeAt))}, ${madeBy}: ${decision === "undone" ? "Undone" : decisionWords[decision]}${note ? `. ${note}` : ""}`}
          </li>
        ))}
      </ul>
    </>
  );
}
