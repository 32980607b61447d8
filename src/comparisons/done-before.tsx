import { londonDay, shortDay } from "../web/design/index.ts";
import type { Done, Standing } from "./findings.store.ts";

const answers: Record<string, string> = {
  "on-roll": "the school says: on its roll",
  "knows-family": "the school knows the family",
  "nothing-known": "the school knows nothing",
  "not-sure": "the school is not sure yet",
};

/** What was done about a finding last, in words, with the reference under which it goes on. */
export function DoneBefore({ done, standing }: { done: Done; standing: Standing }) {
  const on = shortDay(londonDay(Temporal.Instant.from(done.at)));
  const came =
    (standing === "open" || standing === "probable") && done.how === "fine"
      ? " A source has changed since."
      : "";
  if (done.how === "fine")
    return (
      <>
        It is fine, {done.by}, {on}: {done.why}.{came}
      </>
    );
  if (done.how === "asked")
    return (
      <>
        Asked as {done.enquiry} on {on}: {answers[done.answer ?? ""] ?? "no answer yet"}
        {standing === "asked" && done.answerDueAt && (
          <>, due by {shortDay(londonDay(Temporal.Instant.from(done.answerDueAt)))}</>
        )}
      </>
    );
  return (
    <>
      Referred on {on} as <a href={`/referrals/${done.referral}`}>{done.referral}</a>
      {done.caseReference && (
        <>
          , case <a href={`/cases/${done.caseReference}`}>{done.caseReference}</a>
        </>
      )}
    </>
  );
}
