import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDetails,
  GovukInsetText,
  GovukRadios,
  GovukTag,
  GovukTextarea,
  MoreAt,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import type { BrokenGlass } from "./broken-glass.ts";
import { LostRecords } from "./lost-records.page.tsx";
import type { RecordAtRisk } from "./lost-records.store.ts";

export type OpenedRecordsProps = {
  opened: readonly BrokenGlass[];
  atRisk: readonly RecordAtRisk[];
  unreviewed: boolean;
  moreAt: string | undefined;
  fileAt: string;
  /** The reader, who says nothing of what they opened themselves; and if they may say anything at all. */
  me: number;
  csrf: string;
  typed: Typed;
  errors: FormErrors | undefined;
};

/** Who opened a restricted record without leave, why, and what was said of it: for those who answer for it. [G04] */
export function OpenedRecordsPage(props: OpenedRecordsProps) {
  const { opened, atRisk, unreviewed, moreAt, fileAt } = props;
  return (
    <>
      <h1 class="govuk-heading-l">Restricted records that were opened</h1>
      <p class="govuk-body">
        Each time somebody opened a restricted record in an emergency. A record stands here by its reference;
        to see it you need leave yourself.{" "}
        {unreviewed ? (
          <a href="/opened-records">Show all of them</a>
        ) : (
          <a href="/opened-records?show=unreviewed">Show only those nobody has looked at</a>
        )}
      </p>
      <LostRecords records={atRisk} />
      {opened.length === 0 && (
        <p class="govuk-body">
          {unreviewed ? "Somebody has looked at each of them." : "None has been opened."}
        </p>
      )}
      {opened.map((broken) => (
        <Opened key={broken.id} broken={broken} {...props} />
      ))}
      <MoreAt href={moreAt}>Earlier ones</MoreAt>
      <p class="govuk-body">
        <a href={fileAt}>Take the list as a file (CSV)</a>
      </p>
    </>
  );
}

function Opened({ broken, atRisk, me, csrf, typed, errors }: { broken: BrokenGlass } & OpenedRecordsProps) {
  const { id, asked, reason, person, personId, madeAt, untilAt, open, review } = broken;
  const mine = Number(typed["id"]) === id;
  const field = fieldsOf(mine ? typed : {}, mine ? errors : undefined);
  const lost = atRisk.some(({ childId, keepers }) => childId === broken.childId && keepers === 0);
  return (
    <section class="govuk-!-margin-bottom-6">
      <h2 class="govuk-heading-m govuk-!-margin-bottom-1">{`${asked}, by ${person}`}</h2>
      <p class="govuk-body govuk-!-margin-bottom-1">
        {open ? (
          <GovukTag text="Open now" classes="govuk-tag--red" />
        ) : (
          <GovukTag text="Closed by itself" classes="govuk-tag--grey" />
        )}{" "}
        {`Opened ${momentInWords(madeAt)}, ${open ? "until" : "closed"} ${momentInWords(untilAt)}`}
      </p>
      <p class="govuk-body keepsight-lines">{reason}</p>
      {review ? (
        <GovukInsetText
          text={`${review.by}, ${momentInWords(review.at)}: ${review.justified ? "it was right" : "it was not right"}. ${review.words}`}
        />
      ) : personId === me ? (
        <p class="govuk-body">You opened it, so somebody else looks at it.</p>
      ) : (
        <GovukDetails
          summaryText={`Say if it was right: ${asked}, ${person}`}
          open={mine}
          html={
            <Form action="/opened-records" csrf={csrf}>
              <input type="hidden" name="id" value={String(id)} />
              <GovukRadios
                {...field.choice("justified")}
                idPrefix={`justified-${id}`}
                classes="govuk-radios--inline govuk-radios--small"
                fieldset={{
                  legend: { text: "Was it right to open it?", classes: "govuk-fieldset__legend--s" },
                }}
                items={[
                  { value: "yes", text: "Yes" },
                  { value: "no", text: "No" },
                ]}
              />
              <GovukTextarea {...field.text("words")} id={`words-${id}`} label={{ text: "Why?" }} rows="3" />
              {(lost || (mine && typed["leave"])) && (
                <GovukCheckboxes
                  {...field.choices("leave")}
                  idPrefix={`leave-${id}`}
                  classes="govuk-checkboxes--small"
                  hint={{
                    text: "Nobody is left who can lift the restriction. If you do not know why the record is restricted, find that out first: it may be kept from this very person.",
                  }}
                  items={[{ value: "give", text: `Give ${person} leave, to keep sight of it` }]}
                />
              )}
              <GovukButton text="Record" classes="govuk-button--secondary" preventDoubleClick={true} />
            </Form>
          }
        />
      )}
    </section>
  );
}
