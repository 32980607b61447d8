import { z } from "zod";
import {
  SimpleFactFields,
  type SimpleKind,
  simpleFactSchema,
  simpleFacts,
  WhenItHappened,
} from "../../cases/index.ts";
import { day, type fieldsOf, GovukCheckboxes, GovukRadios, GovukTextarea } from "../../web/design/index.ts";
import type { OnReferral, RecordableKind, Refusal } from "./record-on-referral.ts";

type Recorded = Omit<OnReferral, "seen">;

/** What the form of a kind is called, beginning with a verb. */
export function headingOf(kind: RecordableKind): string {
  if (kind === "visit-made") return "Record the visit";
  return kind === "pupil-returned" ? "Record that the child is back at school" : simpleFacts[kind].heading;
}

const found = {
  "child-seen": "The child was seen",
  "no-answer": "Nobody answered",
  "family-moved": "The family has moved",
  "not-known-there": "The family is not known there",
  refused: "Somebody was in and would not talk",
} as const;
const places = {
  inside: "In this area",
  outside: "In another authority's area",
  unknown: "Not known",
} as const;
const oneOf = <Word extends string>(words: Record<Word, string>) =>
  z.enum(Object.keys(words) as [Word, ...Word[]]);

/** How the form of a kind is read. */
export function passedOnForm(kind: RecordableKind, today: Temporal.PlainDate): z.ZodType<Recorded> {
  const happenedOn = day("day on which it happened", { upTo: today });
  if (kind === "pupil-returned")
    return z.object({ happenedOn }).transform((read) => ({ ...read, fact: { kind, details: {} } }));
  if (kind !== "visit-made") return simpleFactSchema(kind, today) as z.ZodType<Recorded>;
  return z
    .object({
      happenedOn,
      found: oneOf(found),
      newAddress: oneOf(places).default("unknown"),
      card: z.literal("yes").optional(),
      note: z.string().max(4000).optional(),
    })
    .transform(({ happenedOn, found, newAddress, card, note }) => ({
      happenedOn,
      fact: {
        kind,
        details: {
          found,
          newAddress: found === "family-moved" ? newAddress : "unknown",
          cardLeft: card === "yes",
          note: note ?? null,
        },
      },
    }));
}

/** How fields are named in the middle of a sentence. */
export const passedOnNames = { found: "what was found", newAddress: "where the family lives now" };

/** Why something cannot be recorded, as it is told. */
export const refusedWords: Readonly<Record<Refusal, string>> = {
  "not-owed": "Nothing that this would end is owed any more",
  held: "Nobody may approach this family now. Ask the safeguarding lead",
  "risk-not-assessed": "Assess the risks of the visit first",
  "before-assessment": "Enter a day on or after the one on which the risks were assessed",
  "before-passing": "Enter a day on or after the one on which the referral was passed on",
  "before-received": "Enter a day on or after the one on which the referral came",
};

/** The questions of the form of a kind. */
export function PassedOnFields({
  kind,
  field,
}: {
  readonly kind: RecordableKind;
  readonly field: ReturnType<typeof fieldsOf>;
}) {
  if (kind === "pupil-returned") return <WhenItHappened field={field} />;
  if (kind !== "visit-made") return <SimpleFactFields kind={kind as SimpleKind} field={field} />;
  const items = (words: Record<string, string>) =>
    Object.entries(words).map(([value, text]) => ({ value, text }));
  return (
    <>
      <GovukRadios
        {...field.choice("found")}
        fieldset={{ legend: { text: "What did you find?" } }}
        items={items(found).map((item) =>
          item.value === "family-moved"
            ? {
                ...item,
                conditional: {
                  html: (
                    <GovukRadios
                      {...field.choice("newAddress")}
                      fieldset={{ legend: { text: "Where does the family live now?" } }}
                      items={items(places)}
                    />
                  ),
                },
              }
            : item,
        )}
      />
      <GovukCheckboxes {...field.choices("card")} items={[{ value: "yes", text: "A card was left" }]} />
      <GovukTextarea
        {...field.text("note")}
        label={{ text: "Anything else to keep (optional)" }}
        hint={{ text: "The sender of the referral does not read this." }}
        rows="3"
      />
      <WhenItHappened field={field} />
    </>
  );
}
