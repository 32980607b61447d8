import {
  Form,
  GovukButton,
  GovukInput,
  GovukWarningText,
  londonDay,
  shortDay,
} from "../../web/design/index.ts";

/** One's own deadlines in one's own calendar program. `address` is the link that was just made, which is shown this once. */
export function CalendarLinkPage({
  madeAt,
  address,
  csrf,
}: {
  madeAt: Temporal.Instant | undefined;
  address: string | undefined;
  csrf: string;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">My deadlines in my calendar</h1>
      <p class="govuk-body">
        Outlook and other calendar programs can show what you owe on its day. They are told what to do and the
        number of the case, never a child’s name.
      </p>
      {address && (
        <>
          <GovukInput
            id="address"
            name="address"
            value={address}
            label={{ text: "The address of your calendar" }}
            hint={{
              text: "Copy it now: it is not shown again. In Outlook choose Add calendar, Subscribe from web, and paste it there.",
            }}
            attributes={{ readonly: "readonly" }}
            spellcheck={false}
          />
          <GovukWarningText
            text="Whoever has this address reads your deadlines. Do not pass it on."
            iconFallbackText="Warning"
          />
        </>
      )}
      {!address && madeAt && (
        <p class="govuk-body">{`Your calendar has an address, made on ${shortDay(londonDay(madeAt))}.`}</p>
      )}
      <Form action="/my-work/calendar" csrf={csrf}>
        <GovukButton
          text={madeAt ? "Make a new address, and end the one before" : "Make the address"}
          {...(madeAt && { classes: "govuk-button--secondary" })}
        />
      </Form>
      {madeAt && (
        <Form action="/my-work/calendar/end" csrf={csrf}>
          <GovukButton text="End it" classes="govuk-button--warning" />
        </Form>
      )}
    </>
  );
}
