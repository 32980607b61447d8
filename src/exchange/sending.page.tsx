import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  type Typed,
} from "../web/design/index.ts";
import { SentTable } from "./exchange.page.tsx";
import type { ParcelShown } from "./parcels.store.ts";
import type { Standing } from "./partners.store.ts";

export type SendingProps = {
  reference: string;
  /** Whether the child's record lets it leave, and it still waits here. */
  mayLeave: boolean;
  /** Those to which it may go and where it is not yet. */
  partners: readonly Standing[];
  sent: readonly ParcelShown[];
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** Sending one lost pupil's file to another authority's system, and what became of it. [F05] */
export function SendingPage({ reference, mayLeave, partners, sent, csrf, typed, errors }: SendingProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{reference}</span>
      <h1 class="govuk-heading-l">Send it to another authority's system</h1>
      <p>
        It goes there sealed. Somebody there has to take it in before anybody sees whose it is; then they look
        for the child too. It stays in the store here.
      </p>
      {sent.length > 0 && <SentTable sent={sent} csrf={csrf} withFile={false} />}
      {!mayLeave && (
        <p>
          <strong>It cannot be sent now.</strong> A file leaves only while it waits here, and never of a child
          whose record is restricted, whose address is hidden, or whose family nobody may approach.
        </p>
      )}
      {mayLeave && partners.length === 0 && (
        <p>
          {sent.length > 0 ? "No other authority's" : "No authority's"} system is set up to get files. Whoever
          looks after systems adds one on the page <em>Partners</em>.
        </p>
      )}
      {mayLeave && partners.length > 0 && (
        <Form action={`/lost-pupils/${reference}/exchange`} csrf={csrf}>
          <GovukRadios
            {...field.choice("partner")}
            fieldset={{ legend: { text: "Where may the child be?", classes: "govuk-fieldset__legend--m" } }}
            items={partners.map(({ id, name, address }) => ({
              value: String(id),
              text: name,
              hint: {
                text:
                  address === null ? "You save a sealed file and have it carried there." : "It goes at once.",
              },
            }))}
          />
          <GovukButton text="Send it" preventDoubleClick={true} />
        </Form>
      )}
    </>
  );
}
