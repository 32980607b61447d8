import { type ChildRecord, provisionKinds, whyOneChild } from "../children/index.ts";
import { GovukInsetText } from "../web/design/index.ts";
import type { ChildTogether } from "./case-page.store.ts";

/** A record that is, or probably is, of the child of the case itself, and why. */
export type SecondRecord = ChildTogether & { why: string };

/** Which of those who belong together are the child of the case, under another record. [A11] */
export function secondRecordsAmong(
  together: readonly ChildTogether[],
  child: Pick<ChildRecord, "forename" | "surname" | "dateOfBirth" | "upn">,
): SecondRecord[] {
  return together.flatMap((each) => {
    const dateOfBirth = each.dateOfBirth === null ? null : Temporal.PlainDate.from(each.dateOfBirth);
    const why = whyOneChild(child, { ...each, dateOfBirth });
    return why ? [{ ...each, why }] : [];
  });
}

/**
 * Where another record of the child stands on a school's roll: the search may be over, and no step of the procedure would say so. A roll
 * is not proof: the school confirms it. [A06] [A11]
 */
export function PerhapsFound({
  of,
  records,
  mayTell,
}: {
  of: number;
  records: readonly SecondRecord[];
  mayTell: boolean;
}) {
  const [found] = records.filter(({ educated, schoolName }) => educated === "on-roll" && schoolName);
  if (!found) return null;
  return (
    <GovukInsetText
      html={
        <>
          <strong>Perhaps found: on the roll of {found.schoolName}, under another record.</strong> {found.why}
          .{" "}
          {mayTell && (
            <>
              <a href={`/children/${of}/records/${found.id}`}>Compare the two records</a>, and ask the school
              to confirm it.
            </>
          )}
        </>
      }
    />
  );
}

/** The other records of the child beside the case, each with why, where it stands and its open case. */
export function SecondRecords({
  of,
  records,
  mayTell,
  isOpen,
}: {
  of: number;
  records: readonly SecondRecord[];
  mayTell: boolean;
  isOpen: boolean;
}) {
  if (records.length === 0) return null;
  const soughtTwice = records.some(({ linked, caseReference }) => linked === "same" && caseReference);
  return (
    <>
      <h2 class="govuk-heading-m">Records of the same child</h2>
      {soughtTwice && isOpen && (
        <p class="govuk-body">
          <strong>This child is sought in another open case too.</strong>{" "}
          {mayTell && <a href={`/children/${of}/records`}>Say in which case the search goes on</a>}
        </p>
      )}
      <ul class="govuk-list">
        {records.map(({ id, forename, surname, caseReference, linked, why, educated, schoolName }) => (
          <li key={id}>
            <a href={`/children/${id}`}>
              {forename} {surname}
            </a>
            {caseReference && (
              <>
                , case <a href={`/cases/${caseReference}`}>{caseReference}</a>
              </>
            )}
            <br />
            {schoolName && (
              <>
                {provisionKinds[educated as keyof typeof provisionKinds] ?? educated}, {schoolName}
                <br />
              </>
            )}
            <span class="govuk-hint">{why}</span>
            {mayTell && (
              <>
                <br />
                <a class="keepsight-not-printed" href={`/children/${of}/records/${id}`}>
                  {linked === "same" ? "Both records side by side" : "Say whether it is the same child"}
                  <span class="govuk-visually-hidden">
                    : {forename} {surname}
                  </span>
                </a>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
