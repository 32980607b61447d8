import {
  type ChildRecord,
  lists,
  provisionKinds,
  type VulnerabilityGroup,
  vulnerabilityGroups,
  yearGroupOn,
} from "../children/index.ts";
import {
  ageInWords,
  dayInWords,
  GovukSummaryList,
  londonDay,
  type Markup,
  shortDay,
} from "../web/design/index.ts";
import type { CaseSurroundings, ChildTogether } from "./case-page.store.ts";
import { SecondRecords, secondRecordsAmong } from "./second-records.tsx";

export type ChildBesideShown = {
  child: ChildRecord;
  surroundings: CaseSurroundings;
  today: Temporal.PlainDate;
  /** If the viewer may say whether two records are of one child. */
  mayTell: boolean;
  /** If the case that is shown is open. */
  isOpen: boolean;
};

const certainties: Record<string, string> = {
  confirmed: "Confirmed",
  stated: "Stated, not confirmed",
  believed: "Believed",
  left: "Left",
};

/** What the latest list says. To stand on a list is not to have been seen: an offer of a place is no child at school. */
function listedInWords({ list, schoolName, endsOn, lastSeenAt }: ChildRecord["lists"][number]): string {
  const says = [lists[list].title, schoolName, endsOn && `until ${shortDay(endsOn)}`].filter(Boolean);
  return `${says.join(", ")} (list of ${shortDay(londonDay(lastSeenAt))})`;
}

/** What a case worker must know of the child at a glance. A hidden address is masked for everybody. */
export function ChildBeside({ child, surroundings, today, mayTell, isOpen }: ChildBesideShown) {
  const born = child.dateOfBirth;
  const address = child.addresses.find(({ certainty }) => certainty !== "left") ?? child.addresses[0];
  const seen = child.lists[0];
  const flags = child.flags.filter(({ raised }) => raised);
  const row = (text: string, html: Markup) => ({ key: { text }, value: { html } });
  return (
    <section aria-labelledby="child">
      <h2 class="govuk-heading-m" id="child">
        The child
      </h2>
      <GovukSummaryList
        classes="govuk-summary-list--no-border"
        rows={[
          row(
            "Name",
            <a href={`/children/${child.id}`}>
              {child.forename} {child.surname}
            </a>,
          ),
          row(
            "Born",
            born ? `${dayInWords(born)}, ${ageInWords(born, today)}${yearOf(born, today)}` : "Not known",
          ),
          row("Address", address ? <Address {...address} /> : "Not known"),
          row("Last listed", seen ? listedInWords(seen) : "On no list"),
          row(
            "Carers",
            child.carers.length === 0 ? "Not known" : child.carers.map((carer) => <Carer {...carer} />),
          ),
          surroundings.referrals.length > 0 &&
            row(
              "Referred by",
              surroundings.referrals.map(({ reference, receivedAt, from }) => (
                <p class="govuk-!-margin-bottom-1">
                  <a href={`/referrals/${reference}`}>{reference}</a>, {from},{" "}
                  {shortDay(londonDay(Temporal.Instant.from(receivedAt)))}
                </p>
              )),
            ),
          row(
            "Flags",
            flags.length === 0
              ? "None recorded"
              : flags.map(({ flag, madeAt }) => (
                  <p class="govuk-!-margin-bottom-1">
                    {vulnerabilityGroups[flag as VulnerabilityGroup] ?? flag}, since{" "}
                    {shortDay(londonDay(madeAt))}
                  </p>
                )),
          ),
        ]}
      />
      <Together child={child} together={surroundings.together} mayTell={mayTell} isOpen={isOpen} />
    </section>
  );
}

function yearOf(born: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const year = yearGroupOn(born, today);
  return year === undefined ? "" : year === "R" ? ", Reception" : `, year ${year}`;
}

function Address({ lines, postcode, certainty, hidden, source, madeAt }: ChildRecord["addresses"][number]) {
  return (
    <>
      {hidden ? (
        <strong>Hidden for the family's safety</strong>
      ) : (
        [lines, postcode].filter(Boolean).join(", ")
      )}
      <br />
      <span class="govuk-hint">
        {certainties[certainty] ?? certainty}. From {source}, {shortDay(londonDay(madeAt))}
      </span>
    </>
  );
}

function Carer({ name, relationship, parentalResponsibility, phones }: ChildRecord["carers"][number]) {
  return (
    <p class="govuk-!-margin-bottom-1">
      {[name, relationship].filter(Boolean).join(", ")}
      {parentalResponsibility === "yes" && ", has parental responsibility"}
      {phones.length > 0 && (
        <>
          <br />
          {phones.join(", ")}
        </>
      )}
    </p>
  );
}

/** How two children belong together: "Was at the same address until 3 March 2026; shares a carer". */
function togetherInWords(
  how: Pick<ChildTogether, "livesThere" | "wasThere" | "untilOn" | "sharesCarer">,
): string {
  const { livesThere, wasThere, untilOn, sharesCarer } = how;
  const until = untilOn ? ` until ${dayInWords(Temporal.PlainDate.from(untilOn))}` : " before";
  const said = [
    livesThere ? "at the same address" : wasThere && `was at the same address${until}`,
    sharesCarer && "shares a carer",
  ].filter(Boolean);
  const words = said.join("; ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** A second record of the child itself is no brother or sister: whoever counts the household would count one too many. */
function Together({
  child,
  together,
  mayTell,
  isOpen,
}: Pick<CaseSurroundings, "together"> & Pick<ChildBesideShown, "child" | "mayTell" | "isOpen">) {
  const records = secondRecordsAmong(together, child);
  const ids = new Set(records.map(({ id }) => id));
  return (
    <>
      <SecondRecords {...{ of: child.id, records, mayTell, isOpen }} />
      <OtherChildren together={together.filter(({ id }) => !ids.has(id))} />
    </>
  );
}

function OtherChildren({ together }: Pick<CaseSurroundings, "together">) {
  if (together.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">Who lives with the child, or did</h2>
      <ul class="govuk-list">
        {together.map(({ id, forename, surname, educated, schoolName, caseReference, ...how }) => (
          <li key={id}>
            <a href={`/children/${id}`}>
              {forename} {surname}
            </a>
            <br />
            <span class="govuk-hint">{togetherInWords(how)}</span>
            <br />
            {caseReference ? (
              <>
                Missing education: <a href={`/cases/${caseReference}`}>{caseReference}</a>
              </>
            ) : (
              [provisionKinds[educated as keyof typeof provisionKinds] ?? educated, schoolName]
                .filter(Boolean)
                .join(", ")
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
