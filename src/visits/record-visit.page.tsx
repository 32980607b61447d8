import { draftAt } from "../drafts/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukDateInput,
  GovukInput,
  GovukInsetText,
  GovukRadios,
  GovukSelect,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";
import { type Found, findings } from "./visit.ts";

export interface OutcomePageProps {
  readonly reference: string;
  readonly seen: number | null;
  readonly csrf: string;
  readonly visitor: number;
  readonly found: Found;
  /** The name of the authority whose case it is. */
  readonly authority: string;
  readonly authorities: readonly { id: number; name: string }[];
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}

/** The few questions that belong to what was found. [E02] */
export function OutcomePage(props: OutcomePageProps) {
  const { reference, seen, csrf, visitor, found, typed, errors } = props;
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{reference}, step 2 of 2</span>
      <h1 class="govuk-heading-l">{findings[found].says}</h1>
      <Form
        action={`/cases/${reference}/visits/outcome/${found}`}
        csrf={csrf}
        seen={seen ?? undefined}
        draftAt={draftAt(`visit-${found}`, reference)}
        keptWithoutSignalFor={visitor}
      >
        {found === "family-moved" && <MovedTo {...props} />}
        {found === "no-answer" && <CardLeft field={field} />}
        {found !== "child-seen" && found !== "refused" && (
          <GovukTextarea
            {...field.text("neighbours")}
            rows="3"
            label={{ text: "What did the neighbours say?", classes: "govuk-label--m" }}
            hint={{ text: "Leave it empty if you did not ask. Never tell them why you ask." }}
          />
        )}
        <GovukTextarea
          {...field.text("note")}
          rows="4"
          label={{ text: "What else should be known?", classes: "govuk-label--m" }}
          hint={{ text: noteHints[found] }}
        />
        <WhenVisited field={field} />
        <GovukButton text="Record the visit" />
      </Form>
      <p class="govuk-body">
        <a class="govuk-link" href={`/cases/${reference}/visits/outcome`}>
          I found something else
        </a>
      </p>
    </>
  );
}

type Fields = { readonly field: ReturnType<typeof fieldsOf> };

/** Where nobody answered: if a card was left. */
export function CardLeft({ field }: Fields) {
  return (
    <GovukRadios
      {...field.choice("card")}
      fieldset={{ legend: { text: "Did you leave a card?", classes: "govuk-fieldset__legend--m" } }}
      items={[
        { value: "yes", text: "Yes" },
        { value: "no", text: "No" },
      ]}
    />
  );
}

/** The day and the time of a visit. */
export function WhenVisited({ field }: Fields) {
  return (
    <>
      <GovukDateInput
        {...field.day("day")}
        fieldset={{ legend: { text: "Which day was the visit?", classes: "govuk-fieldset__legend--m" } }}
      />
      <GovukInput
        {...field.text("time")}
        type="time"
        classes="govuk-input--width-5"
        label={{ text: "At what time?", classes: "govuk-label--m" }}
      />
    </>
  );
}

const noteHints: Record<Found, string> = {
  "child-seen": "Who lives there, what education the child has, what help is needed.",
  "no-answer": "What you saw: post, curtains, toys, a sign of the letting agent.",
  "family-moved": "Who told you, when the family went, with whom.",
  "not-known-there": "Who lives there now, and since when.",
  refused: "Who it was and what was said, in their words.",
};

/** Where a family that has moved lives now. */
export function MovedTo({
  authority,
  authorities,
  typed,
  errors,
}: Pick<OutcomePageProps, "authority" | "authorities" | "typed" | "errors">) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <GovukRadios
        {...field.choice("where")}
        fieldset={{ legend: { text: "Where do they live now?", classes: "govuk-fieldset__legend--m" } }}
        items={[
          {
            value: "outside",
            text: `Outside ${authority}`,
            conditional: {
              html: (
                <GovukSelect
                  {...field.text("authority")}
                  label={{ text: "Which council’s area, if you know" }}
                  items={[
                    { value: "", text: "Not known" },
                    ...authorities.map(({ id, name }) => ({ value: String(id), text: name })),
                  ]}
                />
              ),
            },
          },
          { value: "inside", text: `Somewhere else in ${authority}` },
          { value: "unknown", text: "Nobody knows" },
        ]}
      />
      <GovukTextarea
        {...field.text("address")}
        rows="3"
        label={{ text: "The new address, as far as you know it" }}
        hint={{ text: "A town is better than nothing." }}
      />
      <GovukInput
        {...field.text("postcode")}
        classes="govuk-input--width-10"
        label={{ text: "Postcode, if you know it" }}
      />
      <GovukInsetText text="The CME officer sees this at once. If the family left the area, the next step is to ask the other council." />
    </>
  );
}
