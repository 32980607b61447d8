import {
  DenseTable,
  dayInWords,
  GovukInsetText,
  LifeBand,
  londonDay,
  type Markup,
  shortDay,
} from "../web/design/index.ts";
import type { Approach } from "./approach.store.ts";
import { ethnicityInWords, languageInWords, specialNeedsInWords } from "./census-codes.ts";
import type { ChildRecord } from "./child-record.store.ts";
import { ageAndYear, educatedInWords } from "./child-words.ts";
import { compulsorySchoolAgeOf } from "./compulsory-school-age.ts";
import { hiddenAt, hidingAt } from "./hide-address.page.tsx";
import { KnownByLists } from "./known-by-lists.tsx";
import { asAttended, notAttendedSince } from "./last-attended.ts";
import { lifeOf } from "./life.ts";
import type { LinkOfChild } from "./links-of-child.store.ts";
import { basics, missingBasicsOf } from "./missing-basics.ts";
import { provisionKinds } from "./provisions.ts";
import type { OtherRecord } from "./second-records.store.ts";
import { StandingLine } from "./standing.tsx";
import type { standingOf } from "./standing-of.ts";
import { type VulnerabilityGroup, vulnerabilityGroups } from "./vulnerability-groups.ts";

export type ChildPageProps = {
  child: ChildRecord;
  today: Temporal.PlainDate;
  mayAdd: boolean;
  mayOpenCases: boolean;
  links: readonly LinkOfChild[];
  mayDecideLinks: boolean;
  /** Records of the same child, as somebody said. */
  others: readonly OtherRecord[];
  /** If the reader may say whether two records are of one child. */
  mayTell: boolean;
  /** If the reader keeps the register of home education, and the log of exclusions. */
  keepsHomeEducation: boolean;
  keepsExclusions: boolean;
  /** If the reader sees what was shared about the child. */
  seesSharing: boolean;
  /** If the reader may restrict the record. */
  mayRestrict: boolean;
  approach: Approach;
  standing: ReturnType<typeof standingOf>;
};

/** All that is on record of one child, each fact with where it came from and when. [A02] [A03] */
export function ChildPage(props: ChildPageProps) {
  const { child } = props;
  return (
    <>
      <h1 class="govuk-heading-l">
        {child.forename} {child.surname}
      </h1>
      <InOneLine {...props} />
      <SecondRecords {...props} />
      <StandingLine of={props.standing} />
      <Registers {...props} />
      <MissingBasics {...props} />
      <Cases {...props} />
      <Life {...props} />
      <KnownByLists {...props} />
      <Names {...props} />
      <Addresses {...props} />
      <Carers {...props} />
      <OtherParticulars {...props} />
    </>
  );
}

/** Where the registers that the reader keeps begin for this child, and what was shared about it. */
function Registers({
  child,
  keepsHomeEducation,
  keepsExclusions,
  seesSharing,
  mayRestrict,
  mayTell,
}: ChildPageProps) {
  if (!keepsHomeEducation && !keepsExclusions && !seesSharing && !mayRestrict && !mayTell) return null;
  return (
    <ul class="keepsight-line keepsight-not-printed">
      {keepsHomeEducation && (
        <li>
          <a href={`/children/${child.id}/home-education`}>
            {child.educated === "home-education" ? "The child's home education" : "Enter as home educated"}
          </a>
        </li>
      )}
      {keepsExclusions && (
        <li>
          <a href={`/children/${child.id}/unofficial-exclusion`}>Report an unofficial exclusion</a>
        </li>
      )}
      {seesSharing && (
        <li>
          <a href={`/children/${child.id}/sharing`}>What was shared about this child</a>
        </li>
      )}
      {mayTell && (
        <li>
          <a href={`/children/${child.id}/records`}>Other records of this child</a>
        </li>
      )}
      {mayRestrict && (
        <li>
          <a href={`/children/${child.id}/restriction`}>
            {child.restricted ? "Who may see this record" : "Restrict this record"}
          </a>
        </li>
      )}
    </ul>
  );
}

/** Whoever reads one record of a child must know of the other: half of what is known stands there. [A11] */
function SecondRecords({ child, others, mayOpenCases, mayTell }: ChildPageProps) {
  const same = others.filter(({ decision }) => decision === "same");
  if (same.length === 0) return null;
  return (
    <GovukInsetText
      html={
        <>
          <strong>The same child is on record more than once. </strong>
          {same.map(({ id, forename, surname, schoolName, cases }) => (
            <p class="govuk-!-margin-bottom-1">
              <a href={`/children/${id}`}>
                {forename} {surname}
              </a>
              {schoolName && `, ${schoolName}`}
              {cases.map(({ reference, open }) => (
                <>
                  , case {mayOpenCases ? <a href={`/cases/${reference}`}>{reference}</a> : reference}{" "}
                  {open ? "open" : "closed"}
                </>
              ))}
              {mayTell && (
                <>
                  {" "}
                  <a class="keepsight-not-printed" href={`/children/${child.id}/records/${id}`}>
                    Side by side
                    <span class="govuk-visually-hidden">
                      {" "}
                      with {forename} {surname}
                    </span>
                  </a>
                </>
              )}
            </p>
          ))}
        </>
      }
    />
  );
}

function InOneLine({ child, today }: ChildPageProps) {
  const born = child.dateOfBirth;
  const age = born && compulsorySchoolAgeOf(born);
  return (
    <ul class="keepsight-line">
      <li>{born ? `Born ${dayInWords(born)}, ${ageAndYear(born, today)}` : "Date of birth not known"}</li>
      <li>{educatedInWords({ ...child, away: notAttendedSince(child) })}</li>
      {child.upn && <li>UPN {child.upn}</li>}
      {age && (
        <li>
          Of compulsory school age from {dayInWords(age.from)} to {dayInWords(age.until)}
        </li>
      )}
      {child.restricted && (
        <li>
          <strong>Restricted: only people with leave can see this child</strong>
        </li>
      )}
    </ul>
  );
}

/** What a record must hold at least, and does not; with where to record it. [A01] */
function MissingBasics({ child, mayAdd, approach }: ChildPageProps) {
  const missing = missingBasicsOf({ ...child, gp: child.particulars.find(({ gp }) => gp)?.gp ?? null });
  if (missing.length === 0) return null;
  const where = {
    name: "names",
    address: "addresses",
    carer: "carers",
    "date-of-birth": "particulars",
    gp: "particulars",
  };
  return (
    <GovukInsetText
      html={
        <>
          <strong>Missing from this record: </strong>
          {missing.map((basic, at) => {
            const to = basic === "school" ? undefined : where[basic];
            const name = basics[basic] === "GP" ? "GP" : basics[basic].toLowerCase();
            return (
              <>
                {at > 0 && ", "}
                {mayAdd && to ? <a href={`/children/${child.id}/${to}`}>{name}</a> : name}
              </>
            );
          })}
          . {approach === "free" ? "Ask for it at the next contact." : "Do not ask the family for it."}
        </>
      }
    />
  );
}

function Cases({ child: { cases }, mayOpenCases }: ChildPageProps) {
  if (cases.length === 0) return null;
  return (
    <ul class="govuk-list">
      {cases.map(({ reference, open, openedAt }) => (
        <li key={reference}>
          Case {mayOpenCases ? <a href={`/cases/${reference}`}>{reference}</a> : reference}
          {`, opened ${dayInWords(londonDay(openedAt))}, ${open ? "open" : "closed"}`}
        </li>
      ))}
    </ul>
  );
}

function Life({ child, today }: ChildPageProps) {
  const { dateOfBirth, provisions, cases } = child;
  const age = dateOfBirth && compulsorySchoolAgeOf(dateOfBirth);
  const rows = provisions.map((provision) => [
    provisionKinds[provision.kind],
    [provision.schoolName, provision.place].filter(Boolean).join(", "),
    provision.fromOn ? shortDay(provision.fromOn) : "Not known",
    provision.untilOn ? shortDay(provision.untilOn) : "",
    provision.untilOn ? (provision.destination ?? "Not recorded") : "",
    provision.hoursAWeek === null ? "" : `${provision.hoursAWeek}`,
    provision.source,
  ]);
  return (
    <section>
      <h2 class="govuk-heading-m">How the child is educated</h2>
      {age && (
        <LifeBand
          born={dateOfBirth}
          until={age.until}
          spans={lifeOf(asAttended(provisions, notAttendedSince(child)), age, today)}
          events={cases.map(({ openedAt }) => ({ on: londonDay(openedAt), what: "Case opened" }))}
          today={today}
        />
      )}
      {rows.length === 0 ? (
        <p class="govuk-body">No school or other education is on record.</p>
      ) : (
        <DenseTable
          caption="Each period"
          columns={[
            { text: "Education" },
            { text: "Where" },
            { text: "From", unbroken: true },
            { text: "Until", unbroken: true },
            { text: "Left for" },
            { text: "Hours a week", numeric: true },
            { text: "Source" },
          ]}
          rows={rows}
        />
      )}
    </section>
  );
}

function Names({ child, mayAdd }: ChildPageProps) {
  const kinds: Record<string, string> = {
    upn: "UPN",
    "former-upn": "Former UPN",
    "temporary-upn": "Temporary UPN",
    "nhs-number": "NHS number",
    "police-reference": "Police reference",
  };
  return (
    <section>
      <DenseTable
        caption="Names and numbers"
        columns={[
          { text: "Kind" },
          { text: "Name or number" },
          { text: "From", unbroken: true },
          { text: "Until", unbroken: true },
          { text: "Source" },
        ]}
        rows={[
          ...child.names.map((name) => [
            `${capitalised(name.kind)} name`,
            [name.forename, name.middleNames, name.surname].filter(Boolean).join(" "),
            name.fromOn && shortDay(name.fromOn),
            name.untilOn && shortDay(name.untilOn),
            sourceOf(name),
          ]),
          ...child.identifiers.map((number) => [
            kinds[number.kind] ?? "Other number",
            number.value,
            "",
            "",
            sourceOf(number),
          ]),
        ]}
      />
      <Add to="names" words="Add a name" child={child} mayAdd={mayAdd} />
    </section>
  );
}

function Addresses({ child, mayAdd, mayRestrict }: ChildPageProps) {
  const certainty: Record<string, string> = {
    confirmed: "Confirmed",
    stated: "As stated",
    believed: "Believed",
    left: "Left",
  };
  return (
    <section>
      {child.addresses.length === 0 ? (
        <h2 class="govuk-heading-m">No address is on record</h2>
      ) : (
        <DenseTable
          caption="Addresses"
          columns={[
            { text: "Address" },
            { text: "How sure" },
            { text: "From", unbroken: true },
            { text: "Until", unbroken: true },
            { text: "Source" },
            ...(mayAdd || mayRestrict ? [{ text: "Keep secret" }] : []),
          ]}
          rows={child.addresses.map((address) => [
            address.hidden
              ? "Hidden for safety: ask the safeguarding lead"
              : [address.lines, address.postcode].filter(Boolean).join(", "),
            certainty[address.certainty],
            address.fromOn && shortDay(address.fromOn),
            address.untilOn && shortDay(address.untilOn),
            sourceOf(address),
            ...(mayAdd || mayRestrict
              ? [<Secrecy of={{ ...address, childId: child.id }} {...{ mayAdd, mayRestrict }} />]
              : []),
          ])}
        />
      )}
      <Add to="addresses" words="Add an address" child={child} mayAdd={mayAdd} />
    </section>
  );
}

/** The way to hide an address, or to a hidden one for whoever may look it up. */
function Secrecy({
  of,
  mayAdd,
  mayRestrict,
}: { of: { id: number; childId: number; hidden: boolean } } & Pick<
  ChildPageProps,
  "mayAdd" | "mayRestrict"
>) {
  if (of.hidden) return mayRestrict ? <a href={hiddenAt(of)}>Look it up</a> : <>Hidden</>;
  return mayAdd ? <a href={hidingAt(of)}>Hide this address</a> : null;
}

function Carers({ child, mayAdd }: ChildPageProps) {
  return (
    <section>
      {child.carers.length === 0 ? (
        <h2 class="govuk-heading-m">No parent or carer is on record</h2>
      ) : (
        <DenseTable
          caption="Parents and carers"
          columns={[
            { text: "Name" },
            { text: "Relationship" },
            { text: "Parental responsibility" },
            { text: "Lives with the child" },
            { text: "Phone" },
            { text: "Own address" },
            { text: "Source" },
          ]}
          rows={child.carers.map((carer) => [
            carer.name,
            carer.relationship,
            answered(carer.parentalResponsibility),
            answered(carer.livesWithChild),
            carer.phones.join(", "),
            [carer.address, carer.postcode].filter(Boolean).join(", "),
            sourceOf(carer),
          ])}
        />
      )}
      <Add to="carers" words="Add a parent or carer" child={child} mayAdd={mayAdd} />
    </section>
  );
}

function OtherParticulars({ child, mayAdd }: ChildPageProps) {
  const groups = child.flags.filter(({ raised }) => raised);
  const told = child.particulars.flatMap((one) => [
    ...(one.gp ? [["GP", one.gp, sourceOf(one)]] : []),
    ...(one.ethnicity ? [["Ethnicity", ethnicityInWords(one.ethnicity), sourceOf(one)]] : []),
    ...(one.firstLanguage ? [["First language", languageInWords(one.firstLanguage), sourceOf(one)]] : []),
    ...(one.specialEducationalNeeds
      ? [["Special educational needs", specialNeedsInWords(one.specialEducationalNeeds), sourceOf(one)]]
      : []),
  ]);
  const rows: Markup[][] = [
    ...(child.sex ? [["Sex", child.sex === "F" ? "Female" : "Male", ""]] : []),
    ...told,
    ...groups.map((one) => [
      "Vulnerability group",
      [vulnerabilityGroups[one.flag as VulnerabilityGroup] ?? one.flag, one.note].filter(Boolean).join(": "),
      sourceOf(one),
    ]),
  ];
  return (
    <section>
      {rows.length > 0 && (
        <DenseTable
          caption="Particulars"
          columns={[{ text: "What" }, { text: "Told" }, { text: "Source" }]}
          rows={rows}
        />
      )}
      <Add
        to="particulars"
        words="Add a GP, date of birth or other particular"
        child={child}
        mayAdd={mayAdd}
      />
      <Add to="flags" words="Add a vulnerability group" child={child} mayAdd={mayAdd} />
    </section>
  );
}

function Add({
  to,
  words,
  child,
  mayAdd,
}: {
  to: string;
  words: string;
  child: ChildRecord;
  mayAdd: boolean;
}) {
  if (!mayAdd) return null;
  return (
    <p class="govuk-body keepsight-not-printed">
      <a href={`/children/${child.id}/${to}`}>{words}</a>
    </p>
  );
}

function sourceOf({ source, madeAt }: { source: string; madeAt: Temporal.Instant }): string {
  return `${source}, ${shortDay(londonDay(madeAt))}`;
}

function answered(word: string): string {
  return word === "unknown" ? "Not known" : capitalised(word);
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
