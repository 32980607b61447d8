import { WhoDoesWhatByReason } from "../cases/index.ts";
import { type ChildRecord, StandingLine, type standingOf } from "../children/index.ts";
import type { Search } from "../matching/index.ts";
import type { ReasonGroup } from "../procedures/index.ts";
import {
  counted,
  dayInWords,
  Form,
  type FormErrors,
  GovukButton,
  GovukInsetText,
  MojAlert,
  type Typed,
} from "../web/design/index.ts";
import { CandidateBeside, entryInWords, ListsSearched } from "./candidates.page.tsx";
import { ChildReferred } from "./child-referred.tsx";
import { DecisionFields, suggestedBy } from "./decision.form.tsx";
import type { Referral } from "./referrals.store.ts";
import { againstRoll, timeOnRoll } from "./school-roll.ts";
import { candidatesApart, fingerprintOf, rollsFound, soughtChild } from "./sought-child.ts";

export type ToDecideProps = {
  referral: Referral;
  today: Temporal.PlainDate;
  csrf: string;
  child: ChildRecord | undefined;
  search: Search;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
  standing: ReturnType<typeof standingOf>;
  /** Who does what for each reason, by the authority's own table. [A09] */
  groups: readonly ReasonGroup[];
  /** The open cases of those who may be the child, by child. */
  openCases: ReadonlyMap<number, string>;
};

/** A referral that waits: what every list says of the child, and the form of the decision. */
export function ToDecide({
  referral,
  search,
  child,
  typed,
  errors,
  standing,
  groups,
  openCases,
  today,
  csrf,
}: ToDecideProps) {
  const apart = candidatesApart(search.candidates, referral.childId);
  const { own, others } = apart;
  const sought = soughtChild(referral);
  const openCase = child?.cases.find(({ open }) => open)?.reference;
  const hasAddress = child?.addresses.some(({ certainty }) => certainty !== "left") ?? false;
  return (
    <>
      {rollsFound(apart, referral.schoolName, today).map(({ schoolName, since, likely }) => (
        <MojAlert
          key={schoolName}
          variant="warning"
          title="On another roll"
          showTitleAsHeading={true}
          headingTag="h2"
          html={
            <>
              On roll at {schoolName}
              {since && ` since ${dayInWords(since)}`}: {likely ? "likely found" : "possibly found"}. Confirm
              it with that school before you decide.
            </>
          }
        />
      ))}
      {child &&
        againstRoll(referral.content.answers, timeOnRoll(child, referral.schoolName)).map((words) => (
          <MojAlert
            key={words}
            variant="warning"
            title="Form and roll disagree"
            showTitleAsHeading={true}
            headingTag="h2"
            text={`${words} Ask the school which is right.`}
          />
        ))}
      <ChildReferred referral={referral} child={child} />
      <StandingLine of={standing} />
      <WhoDoesWhatByReason groups={groups} />
      <h2 class="govuk-heading-m">What the lists say</h2>
      <p class="govuk-body">
        {own
          ? `This child is known to: ${own.entries.map(entryInWords).join("; ")}. `
          : others.length === 0 && "No list knows this child under these names. "}
        {others.length === 0
          ? "No other record looks like this child."
          : own
            ? `${counted(others.length, "other record looks", "other records look")} somewhat like this child:`
            : `${counted(others.length, "record", "records")} may be this child's, the likeliest first:`}
      </p>
      {others.map((candidate) => (
        <CandidateBeside
          key={candidate.key}
          candidate={candidate}
          sought={sought}
          openCase={openCases.get(candidate.childId ?? 0)}
        />
      ))}
      <ListsSearched search={search} />
      {referral.content.concern && (
        <GovukInsetText text="The sender fears for the child. Whatever you decide, it becomes a concern that counts from the day the referral came, and the steps of our procedure for a concern are owed. Tell the safeguarding lead now, do not wait for the list; where a child is in danger, 999." />
      )}
      <Form
        action={`/referrals/${referral.reference}/decision`}
        csrf={csrf}
        seen={fingerprintOf(search.candidates)}
      >
        <DecisionFields
          typed={typed ?? suggestedBy(referral.content, hasAddress)}
          errors={errors}
          others={others}
          openCase={openCase}
          openCases={openCases}
        />
        <GovukButton text="Record the decision" preventDoubleClick={true} />
      </Form>
    </>
  );
}
