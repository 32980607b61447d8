import type { ChildRecord } from "../children/index.ts";
import { type Candidate, type Evidence, likelihoodWords, weighedByInWords } from "../matching/index.ts";
import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukInsetText,
  GovukWarningText,
  type Markup,
  MojAlert,
  momentInWords,
  shortDay,
  type Typed,
  WeightBar,
  weightInWords,
} from "../web/design/index.ts";
import type { Said } from "./say-one-child.ts";
import type { everythingSaid } from "./second-records.store.ts";

export type TwoRecordsProps = {
  child: ChildRecord;
  other: ChildRecord;
  /** What the search of every list says of the two; undefined where they have nothing in common to be found by. */
  candidate: Candidate | undefined;
  said: Awaited<ReturnType<typeof everythingSaid>>;
  /** What was just said here, and the cases that are open again by it. */
  justSaid: { decision: Said["decision"]; reopened: readonly string[] } | undefined;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

const decisionWords: Record<Said["decision"], string> = {
  same: "The same child",
  different: "Different children",
  undone: "Taken back",
};

/** Are these two records of one child? Side by side, and two answers. [A11] */
export function TwoRecordsPage(props: TwoRecordsProps) {
  const { child, other, said, csrf, typed, errors } = props;
  const [last] = said;
  const stands = last && last.decision !== "undone" ? last : undefined;
  return (
    <>
      {props.justSaid && <JustSaid {...props.justSaid} of={child.id} />}
      <h1 class="govuk-heading-l">Is this the same child?</h1>
      {stands && (
        <GovukInsetText
          text={`${decisionWords[stands.decision]}, said ${stands.madeBy} on ${momentInWords(stands.madeAt)}.${stands.note ? ` “${stands.note}”` : ""}`}
        />
      )}
      <SideBySide {...props} />
      <InAll candidate={props.candidate} />
      <div class="keepsight-not-printed">
        <Form action={`/children/${child.id}/records/${other.id}`} csrf={csrf} seen={last?.id ?? 0}>
          {stands ? (
            <GovukButton
              text="Take this back"
              name="decision"
              value="undone"
              classes="govuk-button--secondary"
              preventDoubleClick={true}
            />
          ) : (
            <ToSay typed={typed} errors={errors} />
          )}
        </Form>
      </div>
      {said.length > 0 && (
        <>
          <h2 class="govuk-heading-m">What people have said</h2>
          <ul class="govuk-list">
            {said.map(({ id, decision, note, madeAt, madeBy }) => (
              <li key={id}>
                {`${momentInWords(madeAt)}, ${madeBy}: ${decisionWords[decision]}${note ? `. ${note}` : ""}`}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function ToSay({ typed, errors }: Pick<TwoRecordsProps, "typed" | "errors">) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <GovukWarningText
        text="Twins share a birthday, an address and a school. Say that it is the same child only if you know it."
        iconFallbackText="Warning"
      />
      <p class="govuk-body">
        The lists are compared as if they spoke of one child from then on: if one record is on a roll, the
        other is missing no more. Flags stand on both records, and what one hides the other hides. Nothing is
        moved or deleted, and it can be taken back at any time; flags stay.
      </p>
      <GovukInput
        {...field.text("note")}
        label={{ text: "How do you know?" }}
        classes="govuk-!-width-two-thirds"
      />
      <div class="govuk-button-group">
        <GovukButton text="Same child" name="decision" value="same" preventDoubleClick={true} />
        <GovukButton
          text="Different children"
          name="decision"
          value="different"
          classes="govuk-button--secondary"
          preventDoubleClick={true}
        />
      </div>
    </>
  );
}

function JustSaid({ decision, reopened, of }: NonNullable<TwoRecordsProps["justSaid"]> & { of: number }) {
  const after = {
    same: "The lists are compared by it tonight.",
    different: "The lists are compared by it tonight.",
    undone: "It is as it was before; flags that were raised on both records stay.",
  }[decision];
  return (
    <MojAlert
      variant="success"
      title="Kept"
      html={
        <>
          {`Kept: ${decisionWords[decision].toLowerCase()}. ${after} `}
          {reopened.map((reference) => (
            <>
              Case <a href={`/cases/${reference}`}>{reference}</a> is open again.{" "}
            </>
          ))}
          <a href={`/children/${of}/records`}>All records of this child</a>
        </>
      }
    />
  );
}

function SideBySide({ child, other, candidate }: TwoRecordsProps) {
  const rows: [string, (record: ChildRecord) => string, Evidence["field"]?][] = [
    ["Forename", ({ forename }) => forename, "forename"],
    ["Surname", ({ surname }) => surname, "surname"],
    ["Also called", alsoCalled],
    ["Born", ({ dateOfBirth }) => (dateOfBirth ? shortDay(dateOfBirth) : ""), "born"],
    ["Sex", ({ sex }) => ({ F: "Female", M: "Male" })[sex ?? ""] ?? "", "sex"],
    ["UPN", ({ upn }) => upn ?? "", "upn"],
    [
      "Other numbers",
      ({ identifiers, upn }) =>
        list(
          identifiers.map(({ value }) => value),
          upn,
        ),
    ],
    ["Addresses", ({ addresses }) => list(addresses.map(addressInWords)), "postcode"],
    ["Parents and carers", ({ carers }) => list(carers.map(({ name }) => name))],
    ["School", ({ schoolName, onRoll }) => (schoolName ? `${schoolName}${onRoll ? "" : ", left"}` : "")],
    [
      "First language",
      ({ particulars }) => particulars.find((told) => told.firstLanguage)?.firstLanguage ?? "",
    ],
    ["GP", ({ particulars }) => particulars.find(({ gp }) => gp)?.gp ?? ""],
    [
      "Cases",
      ({ cases }) => list(cases.map(({ reference, open }) => `${reference} (${open ? "open" : "closed"})`)),
    ],
  ];
  return (
    <DenseTable
      caption="The two records side by side"
      columns={[
        { text: "What" },
        { text: "This record" },
        { text: "The other record" },
        { text: "How they compare" },
      ]}
      rows={[
        [
          "Record",
          <a href={`/children/${child.id}`}>This record</a>,
          <a href={`/children/${other.id}`}>The other record</a>,
          "",
        ],
        ...rows
          .filter(([, says]) => says(child) !== "" || says(other) !== "")
          .map(([what, says, field]): Markup[] => {
            const evidence = candidate?.evidence.find((each) => each.field === field);
            return [
              what,
              says(child) || "–",
              says(other) || "–",
              evidence ? (
                <>
                  {evidence.words}
                  <span class="keepsight-weight">
                    <WeightBar bits={evidence.bits} />
                  </span>
                </>
              ) : (
                "Not compared"
              ),
            ];
          }),
      ]}
    />
  );
}

function InAll({ candidate }: Pick<TwoRecordsProps, "candidate">) {
  return (
    <p class="govuk-body">
      {candidate
        ? `${likelihoodWords[candidate.likelihood]}: ${weightInWords(candidate.bits)} in all, weighed by ${weighedByInWords(candidate.weighedBy)}.`
        : "The records have too little in common for the search of every list to bring one for the other."}
    </p>
  );
}

function alsoCalled({ names, forename, surname }: ChildRecord): string {
  const others = names.map((name) =>
    [name.forename, name.middleNames, name.surname].filter(Boolean).join(" "),
  );
  return list(others, `${forename} ${surname}`);
}

function addressInWords({ lines, postcode, hidden }: ChildRecord["addresses"][number]): string {
  return hidden ? "Hidden for safety" : [lines, postcode].filter(Boolean).join(", ");
}

/** Each once, and without what stands above already. */
function list(words: readonly string[], but?: string | null): string {
  return [...new Set(words)].filter((each) => each !== "" && each !== but).join("; ");
}
