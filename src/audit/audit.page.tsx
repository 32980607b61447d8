import {
  CsvFile,
  DenseTable,
  dayInWords,
  Filters,
  GovukInput,
  GovukSelect,
  type Markup,
  MoreAt,
  momentInWords,
} from "../web/design/index.ts";
import { type AuditChoices, type AuditLine, unseen } from "./audit.store.ts";

export type AuditShown = {
  lines: readonly AuditLine[];
  sealed: { at: Temporal.Instant; seals: number } | undefined;
  choices: AuditChoices;
  chosen: {
    reference?: string | undefined;
    person?: number | undefined;
    act?: string | undefined;
    day?: Temporal.PlainDate | undefined;
    child?: number | undefined;
  };
  /** Whether a reference is asked for that names nothing the reader may know of. */
  isUnknown: boolean;
  /** The address of the log with one part of what is asked changed. */
  at: (change: Record<string, string | undefined>) => string;
  older: string | undefined;
  /** The same as a file. */
  fileAt: string;
  /** Which records the reader may open. */
  opens: { cases: boolean; referrals: boolean; children: boolean };
};

/** Who did or saw what, newest first: by reference, person, act and day; a child is named to whoever may see the child. */
export function AuditPage(shown: AuditShown) {
  const { lines, sealed, chosen, isUnknown, older, fileAt } = shown;
  return (
    <>
      <h1 class="govuk-heading-l">Who did or saw what</h1>
      <p>
        {sealed
          ? `Everything up to ${momentInWords(sealed.at)} is under seal ${sealed.seals}: it cannot be changed without being found out.`
          : "Nothing is sealed yet. Is the worker running?"}
      </p>
      <AuditFilters {...shown} />
      <DenseTable
        caption="Newest first"
        columns={[
          { text: "When", unbroken: true },
          { text: "Who" },
          { text: "What" },
          { text: "About" },
          { text: "Child" },
          { text: "Entries" },
        ]}
        rows={lines.map((line) => rowOf(line, shown))}
      />
      <MoreAt href={older}>Older entries</MoreAt>
      {lines.length > 0 ? (
        <CsvFile href={fileAt}>Take every entry that these filters leave as a CSV file</CsvFile>
      ) : (
        <p>
          {isUnknown
            ? `No case, referral or enquiry that you may see has the reference ${chosen.reference}.`
            : "No entry is left by these filters."}
        </p>
      )}
    </>
  );
}

function rowOf(line: AuditLine, { at, opens }: AuditShown): Markup[] {
  const { person, personId, act, childId, child } = line;
  return [
    momentInWords(line.at),
    personId === null ? "Keepsight" : <a href={at({ person: String(personId) })}>{person}</a>,
    act,
    <About {...line} opens={opens} />,
    childId === null ? (
      ""
    ) : child !== null && opens.children ? (
      <a href={`/children/${childId}`}>{child}</a>
    ) : (
      (child ?? unseen)
    ),
    childId === null ? (
      ""
    ) : (
      <a href={at({ child: String(childId) })}>
        All of this child<span class="govuk-visually-hidden">: {child ?? unseen}</span>
      </a>
    ),
  ];
}

function About({ subject, subjectId, called, opens }: AuditLine & Pick<AuditShown, "opens">) {
  const href =
    subject === "case" && opens.cases
      ? `/cases/${called}`
      : subject === "referral" && opens.referrals
        ? `/referrals/${called}`
        : undefined;
  if (called !== null)
    return (
      <span>
        {`${subject} `}
        {href ? <a href={href}>{called}</a> : called}
      </span>
    );
  const isHidden = subjectId !== null && ["case", "referral", "enquiry"].includes(subject);
  return <span>{isHidden ? `${subject}, of ${unseen}` : subject}</span>;
}

function AuditFilters({ choices, chosen, at }: AuditShown) {
  const { reference, person, act, day, child } = chosen;
  const all = { value: "", text: "All" };
  return (
    <Filters
      action="/audit"
      chosen={[
        reference && { text: reference, without: at({ reference: undefined }) },
        person && {
          text: choices.people.find(({ id }) => id === person)?.name ?? "One person",
          without: at({ person: undefined }),
        },
        act && { text: act, without: at({ act: undefined }) },
        day && { text: dayInWords(day), without: at({ day: undefined }) },
        child && { text: choices.child ?? unseen, without: at({ child: undefined }) },
      ].flatMap((one) => one || [])}
    >
      <GovukInput
        id="reference"
        name="reference"
        label={{ text: "Case, referral or enquiry" }}
        value={reference ?? ""}
        classes="govuk-input--width-10"
        spellcheck={false}
        autocomplete="off"
      />
      <GovukSelect
        id="person"
        name="person"
        label={{ text: "Who" }}
        value={String(person ?? "")}
        items={[all, ...choices.people.map(({ id, name }) => ({ value: String(id), text: name }))]}
      />
      <GovukSelect
        id="act"
        name="act"
        label={{ text: "What" }}
        value={act ?? ""}
        items={[all, ...choices.acts.map((one) => ({ value: one, text: one }))]}
      />
      <div class="govuk-form-group">
        <label class="govuk-label" for="day">
          Day
        </label>
        <input class="govuk-input" type="date" id="day" name="day" value={day?.toString() ?? ""} />
      </div>
      {child !== undefined && <input type="hidden" name="child" value={child} />}
    </Filters>
  );
}
