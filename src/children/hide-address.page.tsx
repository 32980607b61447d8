import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukInput,
  GovukSummaryList,
  momentInWords,
  type Typed,
} from "../web/design/index.ts";
import type { AddressToHide } from "./hidden-addresses.store.ts";

type AddressPageProps = {
  address: AddressToHide;
  csrf: string;
  typed: Typed | undefined;
  errors: FormErrors | undefined;
};

/** Where an address is hidden. */
export const hidingAt = ({ childId, id }: { childId: number; id: number }) =>
  `/children/${childId}/addresses/${id}/hiding`;

/** Where a hidden address is looked up, and shown again. */
export const hiddenAt = ({ childId, id }: { childId: number; id: number }) =>
  `/children/${childId}/addresses/${id}/hidden`;

/** Hiding an address: what it does, who else lives there, and who asked for it. [G04] */
export function HideAddressPage({
  address,
  others,
  csrf,
  typed,
  errors,
}: AddressPageProps & { others: readonly { id: number; name: string }[] }) {
  const field = fieldsOf(typed ?? { others: others.map(({ id }) => String(id)) }, errors);
  return (
    <>
      <span class="govuk-caption-l">{address.child}</span>
      <h1 class="govuk-heading-l">Hide this address</h1>
      <p class="govuk-body keepsight-lines">{inWords(address)}</p>
      <p class="govuk-body">
        It is then no longer shown as where the child lives, on any page, letter, visit plan or file, to
        anybody: the child’s school and you included. It stays on record, the safeguarding lead can look it
        up, and a list that tells it again does not show it.
      </p>
      <p class="govuk-body">
        What was sent before cannot be called back. If somebody wrote the address into a note, it stays
        readable there.
      </p>
      <Form action={hidingAt(address)} csrf={csrf}>
        {others.length > 0 && (
          <GovukCheckboxes
            {...field.choices("others")}
            classes="govuk-checkboxes--small"
            fieldset={{
              legend: { text: "Hide it for these children too?", classes: "govuk-fieldset__legend--s" },
            }}
            hint={{
              text: "These children are on record at the same address. Take the tick from whoever has nothing to do with it.",
            }}
            items={others.map(({ id, name }) => ({ value: String(id), text: name }))}
          />
        )}
        <GovukInput
          {...field.text("source")}
          label={{ text: "Who asked for it, and how" }}
          hint={{
            text: "For example, the social worker by phone on 3 March. Do not write the address here",
          }}
        />
        <GovukButton text="Hide the address" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** A hidden address, for whoever may restrict a record: where it is, who hid it, and showing it again. [G04] */
export function HiddenAddressPage({ address, csrf, typed, errors }: AddressPageProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <span class="govuk-caption-l">{address.child}</span>
      <h1 class="govuk-heading-l">A hidden address</h1>
      <GovukSummaryList
        rows={[
          {
            key: { text: "Address" },
            value: { html: <span class="keepsight-lines">{inWords(address)}</span> },
          },
          { key: { text: "Hidden" }, value: { text: `${momentInWords(address.madeAt)}, ${address.by}` } },
          { key: { text: "Who asked for it" }, value: { text: address.source } },
        ]}
      />
      <p class="govuk-body">It is on record that you looked it up.</p>
      <h2 class="govuk-heading-m">Show it again</h2>
      <p class="govuk-body">
        Everybody who may see the child then reads the address again, the child’s school too. Do so only when
        it is sure that nobody is in danger by it.
      </p>
      <Form action={hiddenAt(address)} csrf={csrf}>
        <GovukInput
          {...field.text("source")}
          label={{ text: "Who told us that it need not be hidden, and how" }}
        />
        <GovukButton
          text="Show the address again"
          classes="govuk-button--warning"
          preventDoubleClick={true}
        />
      </Form>
    </>
  );
}

function inWords({ lines, postcode }: AddressToHide): string {
  return [lines, postcode].filter(Boolean).join(", ");
}
