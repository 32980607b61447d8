import { NotAllowed } from "../database/index.ts";
import { type fieldsOf, GovukDateInput, GovukInput, GovukRadios } from "../web/design/index.ts";
import type { CaseForm } from "./case-form.ts";
import { obligationsKept } from "./case-record.ts";
import { mayRecord, recordSimpleFact, type SimpleRecord } from "./record-simple-fact.ts";
import { fieldsOfKind, type SimpleKind, simpleFactSchema, simpleFacts } from "./simple-facts.ts";

/** What the day is refused with: of an earlier day the record would be kept and change nothing. */
const daysRefused = {
  "before-closed":
    "The case was closed after this day. Enter the day on which you learnt that it must be open again, from the closing on",
  "before-settled":
    "This concern was settled after this day. So that it stands again, enter the day on which you learnt of it, from then on",
  "before-raised":
    "The concern was raised after this day. Enter the day on which it was settled, from then on",
};

const refusals = {
  closed: "This case has been closed. Reopen it to record more.",
  "open-already": "The child has an open case already.",
  held: "Nobody approaches the family now: see the banner above. If it has been done, add a note on the case and tell the safeguarding lead.",
  "not-yours-to-lift": "Only the safeguarding lead records that a forced marriage is no longer suspected.",
};

/** What the date of birth on record says otherwise. */
const agesRefused = {
  "of-school-age":
    "By the date of birth on record the child is of compulsory school age. If that date is wrong, put it right on the child's record first",
  "birth-date-not-known":
    "No date of birth is on record, so nobody can say. Add it to the child's record first",
};

/** The form of a kind of fact, made from the closed list of kinds. Who may send it is decided with the case in hand. */
export function simpleFactForm(kind: SimpleKind): CaseForm<SimpleRecord, undefined> {
  const { heading, ...words } = simpleFacts[kind];
  const fields = fieldsOfKind(kind);
  return {
    at: `facts/${kind}`,
    permission: "do-step",
    title: heading,
    done: "It is recorded.",
    schema: (today) => simpleFactSchema(kind, today),
    names: Object.fromEntries(fields.map(({ name, called }) => [name, called])),
    prefilled: (today) => ({ happenedOn: today }),
    extra: async (context, kase) => {
      const owed = await obligationsKept(context, kase.id);
      if (!mayRecord(context.viewer, kase, kind, owed, context.procedures)) throw new NotAllowed("do-step");
      return undefined;
    },
    fields: ({ field }) => (
      <>
        {"hint" in words && <p class="govuk-hint">{words.hint}</p>}
        <SimpleFactFields kind={kind} field={field} />
      </>
    ),
    button: "Record it",
    act: async (context, reference, values) => {
      const answer = await recordSimpleFact(context, reference, values);
      if (answer === "recorded") return "done";
      const beside: Record<string, string> = {
        ...(answer in daysRefused && { happenedOn: daysRefused[answer as keyof typeof daysRefused] }),
        ...(answer in agesRefused && { age: agesRefused[answer as keyof typeof agesRefused] }),
      };
      const foreseen = Object.keys(beside).length > 0;
      return { refused: foreseen ? beside : { "": refusals[answer as keyof typeof refusals] } };
    },
  };
}

/** What is asked of a kind of fact, and when it happened. */
export function SimpleFactFields({
  kind,
  field,
}: {
  readonly kind: SimpleKind;
  readonly field: ReturnType<typeof fieldsOf>;
}) {
  return (
    <>
      {fieldsOfKind(kind).map((each) => {
        const called = `${each.called.charAt(0).toUpperCase()}${each.called.slice(1)}`.replace(/^The /, "");
        const text = `${called.charAt(0).toUpperCase()}${called.slice(1)}`;
        if (each.holds === "day")
          return <GovukDateInput {...field.day(each.name)} fieldset={{ legend: { text } }} />;
        if (each.holds === "text") return <GovukInput {...field.text(each.name)} label={{ text }} />;
        return (
          <GovukRadios
            {...field.choice(each.name)}
            fieldset={{ legend: { text } }}
            items={each.options.map((value) => ({ value, text: each.words[value] ?? value }))}
          />
        );
      })}
      <WhenItHappened field={field} />
    </>
  );
}

/** The day on which something happened. */
export function WhenItHappened({ field }: { readonly field: ReturnType<typeof fieldsOf> }) {
  return (
    <GovukDateInput
      {...field.day("happenedOn")}
      fieldset={{ legend: { text: "When it happened" } }}
      hint={{ text: "Today, unless you record it later." }}
    />
  );
}
