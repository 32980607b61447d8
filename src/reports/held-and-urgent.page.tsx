import { whenDue } from "../cases/index.ts";
import {
  counted,
  DenseTable,
  GovukTag,
  lengthInWords,
  londonDay,
  type Markup,
  momentInWords,
  shortDay,
} from "../web/design/index.ts";
import type { HeldCase, UrgentReferral } from "./held-and-urgent.store.ts";
import { SendRegularly } from "./schedules/send-regularly.tsx";
import type { WordsToGive } from "./words-to-give.store.ts";

export type HeldAndUrgentShown = {
  toTell: readonly WordsToGive[];
  referrals: readonly UrgentReferral[];
  held: readonly HeldCase[];
  today: Temporal.PlainDate;
  now: Temporal.Instant;
  /** Whether the reader decides on referrals, and may open one. */
  opensReferrals: boolean;
};

/** As many of each stand on the page. */
export const mostHeldAndUrgent = 200;

/** Which child cannot wait? Those of whom somebody must be told first, then referrals that say so, then the cases in which something must not be done. */
export function HeldAndUrgentPage({
  toTell,
  referrals,
  held,
  today,
  now,
  opensReferrals,
}: HeldAndUrgentShown) {
  return (
    <>
      <h1 class="govuk-heading-l">Held and urgent</h1>
      <p class="govuk-body-l">
        {`${many(toTell, "child", "children")} of whom somebody must be told, ${many(referrals, "referral")} that cannot wait, ${many(held, "held case")}.`}
      </p>
      <SendRegularly report="held-and-urgent" />
      <ToTell toTell={toTell} now={now} />
      <h2 class="govuk-heading-m">Urgent referrals and concerns</h2>
      {referrals.length === 0 ? (
        <p>No referral that waits for a decision is urgent or tells of a concern.</p>
      ) : (
        <DenseTable
          caption="Not decided yet: urgent first, then the oldest"
          columns={[
            { text: "Reference", unbroken: true },
            { text: "Child" },
            { text: "What the sender says" },
            { text: "From" },
            { text: "Received" },
          ]}
          rows={referrals.map((each): Markup[] => [
            <>
              {opensReferrals ? (
                <a href={`/referrals/${each.reference}`}>{each.reference}</a>
              ) : (
                each.reference
              )}{" "}
              {each.urgent && <GovukTag text="Urgent" classes="govuk-tag--red" />}{" "}
              {each.concern && <GovukTag text="Concern" classes="govuk-tag--orange" />}
            </>,
            <Named {...each} />,
            each.words,
            each.school ?? "",
            momentInWords(each.receivedAt),
          ])}
        />
      )}
      <h2 class="govuk-heading-m">Held cases</h2>
      {held.length === 0 ? (
        <p>In no open case is anything held back now.</p>
      ) : (
        <DenseTable
          caption="Suspected forced marriage first, then the longest missing"
          columns={[
            { text: "Case", unbroken: true },
            { text: "Child" },
            { text: "Why" },
            { text: "Not to be done" },
            { text: "Missing" },
            { text: "Owner" },
          ]}
          rows={held.map((each): Markup[] => [
            <a href={`/cases/${each.reference}`}>{each.reference}</a>,
            <Named {...each} />,
            each.flaggedAt ? (
              <>
                <GovukTag text="No contact" classes="govuk-tag--red" /> A forced marriage is suspected, since{" "}
                {shortDay(londonDay(each.flaggedAt))}
              </>
            ) : (
              "The procedure suspends it"
            ),
            each.flaggedAt ? "Nobody approaches the family: no visit, letter or call" : each.suspended,
            each.missingSince ? lengthInWords(each.missingSince, today) : "Not known",
            each.owner ?? "Nobody yet",
          ])}
        />
      )}
    </>
  );
}

/** A day-one step must not wait on My work until somebody looks there. */
function ToTell({ toTell, now }: Pick<HeldAndUrgentShown, "toTell" | "now">) {
  return (
    <>
      <h2 class="govuk-heading-m">Somebody must be told</h2>
      {toTell.length === 0 ? (
        <p>Of no concern does the safeguarding lead or a social worker owe anybody a word now.</p>
      ) : (
        <DenseTable
          caption="Concerns of which somebody must be told: the soonest due first"
          columns={[
            { text: "Record", unbroken: true },
            { text: "Child" },
            { text: "What is asked" },
            { text: "Due", unbroken: true },
          ]}
          rows={toTell.map((each): Markup[] => [
            <a href={each.at}>{each.reference}</a>,
            <Named {...each} />,
            [
              ...each.asked,
              ...each.askedOfSocialWorker.map(
                (words) => `Owed by the social worker, who has no list of it here: ring them. ${words}`,
              ),
            ].map((words) => <div key={words}>{words}</div>),
            <>
              {shortDay(londonDay(each.dueAt))}
              <div class={Temporal.Instant.compare(each.dueAt, now) < 0 ? "keepsight-late" : undefined}>
                {whenDue(each.dueAt, now)}
              </div>
            </>,
          ])}
        />
      )}
    </>
  );
}

function many(rows: readonly unknown[], called: string, several?: string): string {
  return `${counted(rows.length, called, several)}${rows.length < mostHeldAndUrgent ? "" : " or more"}`;
}

function Named({ childId, forename, surname }: Pick<UrgentReferral, "childId" | "forename" | "surname">) {
  const name = `${forename} ${surname}`.trim() || "Not matched to a child yet";
  return childId === null ? <span>{name}</span> : <a href={`/children/${childId}`}>{name}</a>;
}
