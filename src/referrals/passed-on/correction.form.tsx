import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
import {
  type FormErrors,
  type fieldsOf,
  GovukRadios,
  GovukTextarea,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import type { Correction } from "./correct-on-referral.ts";
import { PassedOnFields, passedOnForm, passedOnNames } from "./passed-on.form.tsx";
import type { ReferralFact } from "./passed-on.store.ts";
import type { RecordableKind } from "./record-on-referral.ts";

const because = z
  .string({ error: "Enter how the record came about" })
  .max(2000, { error: "How the record came about must be 2,000 characters or fewer" });
const choice = z.object({ was: z.enum(["otherwise", "not"], { error: "Choose what is right" }) });

/** Reads what was typed; what happened is asked only of what did happen. */
export function readCorrection(
  kind: RecordableKind,
  today: Temporal.PlainDate,
  typed: Typed,
): { readonly values: Correction } | { readonly errors: FormErrors } {
  const chosen = readForm(choice, typed);
  if ("errors" in chosen) return chosen;
  const { was } = chosen.values;
  if (was === "not")
    return readForm(
      z.object({ because }).transform((read) => ({ ...read, was })),
      typed,
    );
  return readForm(
    passedOnForm(kind, today).transform((read) => ({ ...read, was })),
    typed,
    passedOnNames,
  );
}

/** A record as it would be typed. */
export function typedAs({ happenedAt, details }: ReferralFact): Typed {
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

/** The questions by which a record is corrected. */
export function CorrectionFields({
  kind,
  field,
}: {
  readonly kind: RecordableKind;
  readonly field: ReturnType<typeof fieldsOf>;
}) {
  return (
    <>
      <GovukRadios
        {...field.choice("was")}
        fieldset={{ legend: { text: "What is right?" } }}
        items={[
          { value: "otherwise", text: "It happened, as I say below" },
          {
            value: "not",
            text: "It did not happen",
            conditional: {
              html: (
                <GovukTextarea
                  {...field.text("because")}
                  label={{ text: "How did the record come about?" }}
                  hint={{ text: "The sender of the referral does not read this." }}
                  rows="3"
                />
              ),
            },
          },
        ]}
      />
      <h2 class="govuk-heading-m">What happened</h2>
      <p>Leave this as it is where it did not happen.</p>
      <PassedOnFields kind={kind} field={field} />
    </>
  );
}
