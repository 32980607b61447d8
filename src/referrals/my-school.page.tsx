import { ageAndYear } from "../children/index.ts";
import {
  counted,
  DenseTable,
  Form,
  GovukButton,
  GovukInput,
  GovukTag,
  lengthInWords,
  londonDay,
  momentInWords,
  schoolsInWords,
  shortDay,
} from "../web/design/index.ts";
import { OwedBySchool } from "./owed-by-school.tsx";
import type { Leaver, Pupil } from "./pupils.store.ts";
import { stateOf, stateWords, toldOn } from "./referral.ts";
import type { SentReferral } from "./referrals.store.ts";
import type { SchoolStep } from "./school-steps.ts";

export type MySchoolProps = {
  schoolNames: readonly string[];
  today: Temporal.PlainDate;
  now: Temporal.Instant;
  owed: readonly SchoolStep[];
  csrf: string;
  typed: string;
  /** Undefined before a search. */
  found: readonly Pupil[] | undefined;
  leavers: readonly Leaver[];
  drafts: readonly {
    childId: number;
    forename: string;
    surname: string;
    savedAt: Temporal.Instant;
    at: string;
  }[];
  referrals: readonly SentReferral[];
};

/** The first page of a school's attendance officer: what is owed, who left without a destination, what is half-way, what became of it. */
export function MySchoolPage(props: MySchoolProps) {
  return (
    <>
      <h1 class="govuk-heading-l">{schoolsInWords(props.schoolNames) || "My school"}</h1>
      <OwedBySchool {...props} schools={props.schoolNames.length} />
      <Leavers {...props} />
      <Drafts {...props} />
      <FindPupil {...props} />
      <Referrals {...props} />
    </>
  );
}

/** The school stands beside the pupil where there are several. */
function PupilOf({ pupil, schools }: { pupil: Pupil; schools: readonly string[] }) {
  return (
    <>
      <a href={`/children/${pupil.id}`}>{nameOf(pupil)}</a>
      {schools.length > 1 && pupil.school && (
        <div class="govuk-hint govuk-!-margin-bottom-0">{pupil.school}</div>
      )}
    </>
  );
}

function Leavers({ leavers, today, schoolNames }: MySchoolProps) {
  const toReport = leavers.filter(({ sought }) => !sought).length;
  if (leavers.length === 0) return <p class="govuk-body-l">No leaver waits for a confirmed destination.</p>;
  return (
    <>
      <p class="govuk-body-l">
        {toReport === 0 ? (
          "No leaver waits to be reported."
        ) : (
          <>
            <strong>
              {counted(toReport, "pupil has", "pupils have")} left without a confirmed destination.
            </strong>{" "}
            Report each one whose new school has not told you that they have started.
          </>
        )}
      </p>
      <DenseTable
        caption="Leavers without a confirmed destination"
        columns={[
          { text: "Pupil" },
          { text: "Age and year group" },
          { text: "Left", unbroken: true },
          { text: "Since" },
          { text: "Do" },
        ]}
        rows={leavers.map((leaver) => [
          <PupilOf pupil={leaver} schools={schoolNames} />,
          leaver.dateOfBirth && ageAndYear(leaver.dateOfBirth, today),
          shortDay(leaver.leftOn),
          lengthInWords(leaver.leftOn, today),
          leaver.sought ? (
            "The authority is looking already"
          ) : (
            <a href={`/pupils/${leaver.id}/referral`}>
              Report<span class="govuk-visually-hidden">{nameOf(leaver)}</span>
            </a>
          ),
        ])}
      />
    </>
  );
}

function Drafts({ drafts }: MySchoolProps) {
  if (drafts.length === 0) return null;
  return (
    <DenseTable
      caption="Referrals that you are half-way through"
      columns={[{ text: "Pupil" }, { text: "Saved" }, { text: "Do" }]}
      rows={drafts.map((draft) => [
        nameOf(draft),
        momentInWords(draft.savedAt),
        <a href={`/pupils/${draft.childId}/${draft.at}`}>
          Go on<span class="govuk-visually-hidden">with {nameOf(draft)}</span>
        </a>,
      ])}
    />
  );
}

function FindPupil({ csrf, typed, found, today, schoolNames }: MySchoolProps) {
  return (
    <search>
      <h2 class="govuk-heading-m">Find a pupil on your roll</h2>
      <Form action="/my-school" csrf={csrf}>
        <GovukInput
          id="pupil"
          name="sought"
          value={typed}
          label={{ text: "Name, date of birth or UPN" }}
          autocomplete="off"
          spellcheck={false}
          classes="govuk-!-width-two-thirds"
        />
        <GovukButton text="Find the pupil" classes="govuk-button--secondary" />
      </Form>
      {found?.length === 0 && (
        <p class="govuk-body">
          No pupil of yours is called so. Try the surname alone, or the first letters of it.
        </p>
      )}
      {found && found.length > 0 && (
        <DenseTable
          caption={counted(found.length, "pupil")}
          columns={[
            { text: "Pupil" },
            { text: "Age and year group" },
            { text: "UPN", unbroken: true },
            { text: "Roll" },
            { text: "Do" },
          ]}
          rows={found.map((pupil) => [
            <PupilOf pupil={pupil} schools={schoolNames} />,
            pupil.dateOfBirth && ageAndYear(pupil.dateOfBirth, today),
            pupil.upn,
            pupil.onRoll ? "On the roll" : pupil.leftOn ? `Left on ${shortDay(pupil.leftOn)}` : "Left",
            <>
              <a href={`/pupils/${pupil.id}/referral`}>
                Report as a leaver<span class="govuk-visually-hidden">{nameOf(pupil)}</span>
              </a>
              {pupil.onRoll && (
                <>
                  <div class="govuk-!-margin-top-2">
                    <a href={`/pupils/${pupil.id}/absence`}>
                      Refer as not coming to school<span class="govuk-visually-hidden">{nameOf(pupil)}</span>
                    </a>
                  </div>
                  <div class="govuk-!-margin-top-2">
                    <a href={`/pupils/${pupil.id}/removal`}>
                      Take off the roll<span class="govuk-visually-hidden">{nameOf(pupil)}</span>
                    </a>
                  </div>
                </>
              )}
            </>,
          ])}
        />
      )}
    </search>
  );
}

function Referrals({ referrals }: MySchoolProps) {
  if (referrals.length === 0) {
    return (
      <p class="govuk-body">
        Your school has sent no referral yet. What you send, and what becomes of it, will stand here.
      </p>
    );
  }
  return (
    <DenseTable
      caption="What has become of your referrals"
      columns={[
        { text: "Reference", unbroken: true },
        { text: "Pupil" },
        { text: "Sent", unbroken: true },
        { text: "State" },
        { text: "Last told" },
      ]}
      rows={referrals.map((referral) => {
        const { lastTold, lastToldAt } = referral;
        const { text, classes } = stateWords[stateOf(referral)];
        return [
          <a href={`/my-school/referrals/${referral.reference}`}>{referral.reference}</a>,
          nameOf(referral),
          shortDay(londonDay(referral.receivedAt)),
          <GovukTag text={text} classes={classes} />,
          lastTold && lastToldAt && toldOn(lastToldAt, lastTold),
        ];
      })}
    />
  );
}

function nameOf({ forename, surname }: { forename: string; surname: string }): string {
  return `${forename} ${surname}`;
}
