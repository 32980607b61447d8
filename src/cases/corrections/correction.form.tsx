import type { ComponentChildren } from "preact";
import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
import {
  type FormErrors,
  type fieldsOf,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  readForm,
  type Typed,
} from "../../web/design/index.ts";

/** What is right of a wrong record: it happened as said here, or it never happened, and how the record came about. */
export type Corrected<What> = ({ was: "otherwise" } & What) | { was: "not"; because: string };

/** Of a case a record may also be about another one, which is named as its reader knows it. */
export type CorrectedOnCase<What> = Corrected<What> | { was: "elsewhere"; otherCase: string };

type Read<What> = { readonly values: What } | { readonly errors: FormErrors };

const because = z
  .string({ error: "Enter how the record came about" })
  .max(2000, { error: "How the record came about must be 2,000 characters or fewer" });
const choice = z.object({ was: z.enum(["otherwise", "not"], { error: "Choose what is right" }) });

/** Reads what was typed; what happened is asked, by its own form, only of what did happen. */
export function readCorrection<What extends object>(
  whatHappened: z.ZodType<What>,
  typed: Typed,
  names: Record<string, string>,
): Read<Corrected<What>> {
  const chosen = readForm(choice, typed);
  if ("errors" in chosen) return chosen;
  const { was } = chosen.values;
  if (was === "not")
    return readForm(
      z.object({ because }).transform((read) => ({ ...read, was })),
      typed,
    );
  return readForm(
    whatHappened.transform((read) => ({ ...read, was })),
    typed,
    names,
  );
}

/** As `readCorrection`, of a record on the case of this reference, which may be about another one. */
export function readCorrectionOnCase<What extends object>(
  reference: string,
  whatHappened: z.ZodType<What>,
  typed: Typed,
  names: Record<string, string>,
): Read<CorrectedOnCase<What>> {
  if (typed["was"] !== "elsewhere") return readCorrection(whatHappened, typed, names);
  const otherCase = z
    .string({ error: "Enter the reference of the other case" })
    .transform((asked) => asked.toUpperCase())
    .refine((asked) => /^[A-Z]{2,8}-C-\d{1,12}$/.test(asked), {
      error: "Enter a reference, such as EM-C-000123",
    })
    .refine((asked) => asked !== reference, {
      error: "This is the case on which it stands. Enter the other one",
    });
  return readForm(
    z.object({ otherCase }).transform((read) => ({ ...read, was: "elsewhere" as const })),
    typed,
  );
}

/** A record as it would be typed. */
export function typedAs({
  happenedAt,
  details,
}: {
  readonly happenedAt: Temporal.Instant;
  readonly details: unknown;
}): Typed {
  const { cardLeft, ...words } = details as Record<string, unknown>;
  const typed = Object.entries(words).flatMap(([name, word]) => (word === null ? [] : [[name, said(word)]]));
  return {
    ...Object.fromEntries(typed),
    ...(cardLeft === true && { card: "yes" }),
    happenedOn: dayOf(happenedAt),
  };
}

/** A detail that is a day is written as one. */
function said(word: unknown): unknown {
  const text = String(word);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text) : text;
}

const itHappened = {
  otherwise: "It happened, as I say below",
  never: "It did not happen",
  wasNot: "it did not happen",
};

/** The questions by which a record is corrected; within stand those of its own form. */
export function CorrectionFields({
  field,
  hint,
  said = itHappened,
  mayBeElsewhere = false,
  children,
}: {
  readonly field: ReturnType<typeof fieldsOf>;
  /** Who reads how the record came about. */
  readonly hint: string;
  /** What is said of what was otherwise, of what never was, and of where the fields are left as they are. */
  readonly said?: typeof itHappened;
  /** If it may be about another case. */
  readonly mayBeElsewhere?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <GovukRadios
        {...field.choice("was")}
        fieldset={{ legend: { text: "What is right?" } }}
        items={[
          { value: "otherwise", text: said.otherwise },
          {
            value: "not",
            text: said.never,
            conditional: {
              html: (
                <GovukTextarea
                  {...field.text("because")}
                  label={{ text: "How did the record come about?" }}
                  hint={{ text: hint }}
                  rows="3"
                />
              ),
            },
          },
          mayBeElsewhere && {
            value: "elsewhere",
            text: "It is about another case",
            conditional: {
              html: (
                <GovukInput
                  {...field.text("otherCase")}
                  classes="govuk-input--width-10"
                  label={{ text: "Reference of the other case" }}
                  hint={{
                    text: "It is taken off this case, which does not say the other’s reference. If you work on the other case, you record it there next.",
                  }}
                />
              ),
            },
          },
        ]}
      />
      <h2 class="govuk-heading-m">What happened</h2>
      <p>
        Leave this as it is where {said.wasNot}
        {mayBeElsewhere && ", or is about another case"}.
      </p>
      {children}
    </>
  );
}
