import { ApproachBanner, approachTo } from "../children/index.ts";
import type { Context } from "../context.ts";
import { dayInWords, HeldBanner, londonDay } from "../web/design/index.ts";
import { type CaseHolding, holdOf } from "./held.ts";
import { type Hold, heldInWords, leadsInWords } from "./hold.ts";

/** What must not be done for a child at risk of forced marriage or honour-based abuse: any word to the family can bring it forward. [E04] */
export function HoldBanner({ hold }: { hold: Hold }) {
  return (
    <HeldBanner mustNot="Do not contact the family, visit, write or mediate." by={leadsInWords(hold)}>
      <p>{`${hold.says} ${[...hold.clauses, `Recorded by: ${hold.source}`].join("; ")}.`}</p>
    </HeldBanner>
  );
}

/** The banner for a page of a case, if the case is held, or the warning if the family is not to be approached for another reason. */
export async function holdBanner(context: Context, kase: CaseHolding) {
  return bannerOf(context, kase, await holdOf(context, kase));
}

/** The same, where the page has asked for the hold already. [E04] */
export async function bannerOf({ database }: Context, { childId }: CaseHolding, hold: Hold | undefined) {
  if (hold) return <HoldBanner hold={hold} />;
  const approach = await approachTo(database, childId);
  return approach === "free" ? undefined : <ApproachBanner approach={approach} />;
}

/** What stands in place of a form for something that nobody may do now: why, by which clause, and who can release it. */
export function HeldInstead({
  reference,
  heading,
  hold,
}: {
  reference: string;
  heading: string;
  hold: Hold;
}) {
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">{heading}</h1>
      <p class="govuk-body">{`${heldInWords(hold)} It has been held since ${dayInWords(londonDay(hold.since))}.`}</p>
      <p class="govuk-body">
        If it has been done already, say so in{" "}
        <a class="govuk-link" href={`/cases/${reference}/notes`}>
          a note on the case
        </a>{" "}
        and tell the safeguarding lead now.
      </p>
    </>
  );
}
