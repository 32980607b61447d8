import { z } from "zod";
import type { Context } from "../context.ts";
import {
  type FormErrors,
  fieldsOf,
  GovukCheckboxes,
  GovukDateInput,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  type Markup,
  optionalDay,
  type Typed,
} from "../web/design/index.ts";
import { recordAddress } from "./addresses.store.ts";
import { recordCarer, recordName, recordParticulars } from "./child-facts.store.ts";
import { postcodeFaultOf, readPostcode } from "./postcode.ts";

type Fields = ReturnType<typeof fieldsOf>;

/** One kind of fact that an officer can add to a child's record: its form, and what is done with it. */
type Addition<Schema extends z.ZodType = z.ZodType> = {
  title: string;
  button: string;
  schema: (today: Temporal.PlainDate) => Schema;
  names: Record<string, string>;
  fields: (field: Fields) => Markup;
  record: (context: Context, childId: number, told: z.output<Schema>) => Promise<void>;
};

function addition<Schema extends z.ZodType>(of: Addition<Schema>): Addition<z.ZodAny> {
  return of as unknown as Addition<z.ZodAny>;
}

const yesNoUnknown = ["yes", "no", "unknown"] as const;
const words = (most: number) => z.string().max(most);
const postcode = z
  .string()
  .optional()
  .superRefine((typed, context) => {
    const fault = typed === undefined ? undefined : postcodeFaultOf(typed);
    if (fault) context.addIssue({ code: "custom", message: fault });
  })
  .transform((typed) => (typed === undefined ? null : (readPostcode(typed) ?? null)));

const source = (field: Fields) => (
  <GovukInput
    {...field.text("source")}
    label={{ text: "Who told us, and how" }}
    hint={{ text: "For example, the child's aunt by phone on 3 March" }}
  />
);
const answers = yesNoUnknown.map((value) => ({
  value,
  text: { yes: "Yes", no: "No", unknown: "Not known" }[value],
}));

/** What can be added to a child's record, by the last part of its address. A fact is added; none is changed. [A01] [A02] */
export const additions: Readonly<Record<string, Addition<z.ZodAny>>> = {
  names: addition({
    title: "Add a name",
    button: "Add the name",
    names: { kind: "what kind of name it is", source: "who told us" },
    schema: () =>
      z.object({
        kind: z.enum(["legal", "preferred", "former", "other"]),
        forename: words(100),
        middleNames: words(200).default(""),
        surname: words(100),
        source: words(200),
      }),
    fields: (field) => (
      <>
        <GovukRadios
          {...field.choice("kind")}
          fieldset={{ legend: { text: "What kind of name is it?" } }}
          items={[
            { value: "legal", text: "Legal name", hint: { text: "It becomes the name shown" } },
            { value: "preferred", text: "Preferred name" },
            { value: "former", text: "Former name" },
            { value: "other", text: "Another name that is used" },
          ]}
        />
        <GovukInput {...field.text("forename")} label={{ text: "Forename" }} />
        <GovukInput {...field.text("middleNames")} label={{ text: "Middle names (optional)" }} />
        <GovukInput {...field.text("surname")} label={{ text: "Surname" }} />
        {source(field)}
      </>
    ),
    record: (context, childId, name) => recordName(context, childId, name),
  }),
  addresses: addition({
    title: "Add an address",
    button: "Add the address",
    names: { lines: "the address", certainty: "how sure it is", source: "who told us" },
    schema: (today) =>
      z.object({
        lines: words(500),
        postcode,
        from: optionalDay("first day there", { upTo: today }),
        certainty: z.enum(["confirmed", "stated", "believed"]),
        source: words(200),
        hidden: z.literal("yes").optional(),
      }),
    fields: (field) => (
      <>
        <GovukTextarea {...field.text("lines")} label={{ text: "Address without postcode" }} rows="3" />
        <GovukInput
          {...field.text("postcode")}
          label={{ text: "Postcode (optional)" }}
          classes="govuk-input--width-10"
        />
        <GovukDateInput
          {...field.day("from")}
          fieldset={{ legend: { text: "Lives there since (optional)" } }}
        />
        <GovukRadios
          {...field.choice("certainty")}
          fieldset={{ legend: { text: "How sure is it?" } }}
          items={[
            { value: "confirmed", text: "Confirmed: somebody was there, or a list says so" },
            { value: "stated", text: "As stated by the family" },
            { value: "believed", text: "Believed by somebody else" },
          ]}
        />
        {source(field)}
        <GovukCheckboxes
          {...field.choices("hidden")}
          items={[
            {
              value: "yes",
              text: "Hide this address",
              hint: {
                text: "A refuge, or a family that must not be found: the address is shown to nobody, you included. The safeguarding lead can look it up",
              },
            },
          ]}
        />
      </>
    ),
    record: (context, childId, { from, hidden, ...address }) =>
      recordAddress(context, childId, {
        ...address,
        ...{ hidden: hidden === "yes", ...(from && { fromOn: from }) },
      }),
  }),
  carers: addition({
    title: "Add a parent or carer",
    button: "Add the parent or carer",
    names: { name: "their name", source: "who told us" },
    schema: () =>
      z.object({
        name: words(200),
        relationship: words(100).default(""),
        parentalResponsibility: z.enum(yesNoUnknown).default("unknown"),
        livesWithChild: z.enum(yesNoUnknown).default("unknown"),
        phone: words(40).optional(),
        source: words(200),
      }),
    fields: (field) => (
      <>
        <GovukInput {...field.text("name")} label={{ text: "Name" }} />
        <GovukInput
          {...field.text("relationship")}
          label={{ text: "Relationship to the child (optional)" }}
        />
        <GovukRadios
          {...field.choice("parentalResponsibility")}
          fieldset={{ legend: { text: "Parental responsibility" } }}
          items={answers}
          classes="govuk-radios--inline"
        />
        <GovukRadios
          {...field.choice("livesWithChild")}
          fieldset={{ legend: { text: "Lives with the child" } }}
          items={answers}
          classes="govuk-radios--inline"
        />
        <GovukInput
          {...field.text("phone")}
          label={{ text: "Phone (optional)" }}
          classes="govuk-input--width-20"
        />
        {source(field)}
      </>
    ),
    record: (context, childId, { phone, ...carer }) =>
      recordCarer(context, childId, { ...carer, phones: phone ? [phone] : [] }),
  }),
  particulars: addition({
    title: "Add particulars",
    button: "Add the particulars",
    names: { source: "who told us" },
    schema: (today) =>
      z
        .object({
          born: optionalDay("date of birth", { upTo: today }),
          gp: words(200).optional(),
          ethnicity: words(100).optional(),
          firstLanguage: words(100).optional(),
          specialEducationalNeeds: words(200).optional(),
          source: words(200),
        })
        .refine(({ source: _, ...told }) => Object.values(told).some(Boolean), {
          message: "Enter at least one particular",
          path: ["gp"],
        }),
    fields: (field) => (
      <>
        <p class="govuk-body">Leave empty what was not told. It stays as it was.</p>
        <GovukInput {...field.text("gp")} label={{ text: "GP" }} />
        <GovukDateInput {...field.day("born")} fieldset={{ legend: { text: "Date of birth" } }} />
        <GovukInput {...field.text("ethnicity")} label={{ text: "Ethnicity" }} />
        <GovukInput {...field.text("firstLanguage")} label={{ text: "First language" }} />
        <GovukInput
          {...field.text("specialEducationalNeeds")}
          label={{ text: "Special educational needs" }}
        />
        {source(field)}
      </>
    ),
    record: (context, childId, { born, ...told }) =>
      recordParticulars(context, childId, { ...told, dateOfBirth: born }),
  }),
};

/** The fields of one addition, with what was typed and what it still wants. */
export function AdditionFields({
  of,
  typed,
  errors,
}: {
  of: Addition;
  typed?: Typed;
  errors?: FormErrors | undefined;
}) {
  return <>{of.fields(fieldsOf(typed, errors))}</>;
}
