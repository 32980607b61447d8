import { Form, GovukButton } from "../web/design/index.ts";

/** One's own choice of the letter of the morning. */
export function MyRemindersPage({
  wanted,
  csrf,
}: {
  /** Undefined for who has no list of work. */
  readonly wanted: boolean | undefined;
  readonly csrf: string;
}) {
  if (wanted === undefined)
    return (
      <>
        <h1 class="govuk-heading-l">My reminders</h1>
        <p class="govuk-body">You have no list of work here, so no e-mail reminds you of it.</p>
      </>
    );
  return (
    <>
      <h1 class="govuk-heading-l">My reminders</h1>
      <p class="govuk-body">
        Before nine on a working day an e-mail says how much of yours is late or due that day, and how much is
        late with others of which you are told. None comes when there is nothing. It never says anything about
        a child.
      </p>
      <p class="govuk-body">
        <strong>{wanted ? "You get it." : "You do without it."}</strong>
      </p>
      <Form action="/my-reminders" csrf={csrf}>
        <input type="hidden" name="wanted" value={wanted ? "no" : "yes"} />
        <GovukButton
          text={wanted ? "Do without it" : "Send it to me again"}
          {...(wanted && { classes: "govuk-button--secondary" })}
        />
      </Form>
      <p class="govuk-body">
        When something comes in that cannot wait, an e-mail says so at once to those who act on it. That one
        always comes.
      </p>
    </>
  );
}
