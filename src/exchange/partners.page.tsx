import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukInput,
  GovukRadios,
  GovukTextarea,
  londonDay,
  type Markup,
  RowButton,
  shortDay,
  type Typed,
} from "../web/design/index.ts";
import type { OwnKeys } from "./keys.store.ts";
import type { Partner } from "./partners.store.ts";

export type PartnersProps = {
  readonly authorityName: string;
  readonly keys: readonly OwnKeys[];
  readonly partners: readonly Partner[];
  readonly me: number;
  readonly csrf: string;
  readonly typed: Typed | undefined;
  readonly errors: FormErrors | undefined;
};

/** Our keys, and the authorities with whose systems files are exchanged, under which keys and rules. */
export function PartnersPage(props: PartnersProps) {
  return (
    <>
      <span class="govuk-caption-l">{props.authorityName}</span>
      <h1 class="govuk-heading-l">Partners</h1>
      <p>
        Lost pupils' files are exchanged with other authorities' own systems, sealed to their keys and signed
        with ours. Two people let a partner in: one adds it, the other hears its fingerprint from it.
      </p>
      <OurKeys {...props} />
      {props.partners.length === 0 ? <p>No partner has been added yet.</p> : <PartnersTable {...props} />}
      <AddPartner {...props} />
    </>
  );
}

function OurKeys({ keys, csrf }: PartnersProps) {
  const [newest] = keys;
  return (
    <>
      {keys.length === 0 ? (
        <p>This authority has no keys yet. Without them nothing is exchanged.</p>
      ) : (
        <>
          <DenseTable
            caption="Our keys"
            columns={[
              { text: "Fingerprint", unbroken: true },
              { text: "Made", unbroken: true },
              { text: "State" },
              { text: "Do" },
            ]}
            rows={keys.map((each) => [
              <Fingerprint of={each.fingerprint} />,
              shortDay(londonDay(each.madeAt)),
              stateOf(each, keys),
              keyDo(each, keys, csrf),
            ])}
          />
          <p>
            Partners read our keys at{" "}
            <a href="/.well-known/keepsight-exchange">/.well-known/keepsight-exchange</a> or get that page as
            a file. Read the fingerprint out when they telephone.
          </p>
        </>
      )}
      {(!newest || newest.usedFrom) && (
        <Form action="/exchange-partners/keys" csrf={csrf}>
          <GovukButton
            text={newest ? "Make the next keys" : "Make our keys"}
            classes={newest ? "govuk-button--secondary" : ""}
          />
        </Form>
      )}
    </>
  );
}

function stateOf({ id, usedFrom }: OwnKeys, all: readonly OwnKeys[]): string {
  if (!usedFrom) return "Next: not in use until every partner has confirmed it";
  const inUse = all.find((each) => each.usedFrom);
  return id === inUse?.id ? `In use since ${shortDay(londonDay(usedFrom))}` : "Opens what still comes";
}

function keyDo({ id, usedFrom }: OwnKeys, all: readonly OwnKeys[], csrf: string): Markup {
  if (!usedFrom)
    return (
      <Form action={`/exchange-partners/keys/${id}/use`} csrf={csrf}>
        <GovukButton text="Take into use" classes="govuk-button--secondary govuk-!-margin-bottom-1" />
      </Form>
    );
  if (all.find((each) => each.usedFrom)?.id === id) return "";
  return (
    <Form action={`/exchange-partners/keys/${id}/ending`} csrf={csrf}>
      <GovukButton text="End and destroy" classes="govuk-button--warning govuk-!-margin-bottom-1" />
    </Form>
  );
}

/** Eight groups of digits, two lines of four: so they are read aloud. */
function Fingerprint({ of }: { of: string }) {
  const groups = of.split(" ");
  return (
    <code>
      {groups.slice(0, 4).join(" ")}
      <br />
      {groups.slice(4).join(" ")}
    </code>
  );
}

function PartnersTable({ partners, csrf, me }: PartnersProps) {
  return (
    <DenseTable
      caption="Partners"
      columns={[
        { text: "Authority" },
        { text: "Between us" },
        { text: "Agreed" },
        { text: "Their fingerprint", unbroken: true },
        { text: "State" },
      ]}
      rows={partners.map((partner) => [
        <>
          {partner.code} {partner.name}
          <br />
          <span class="govuk-!-text-break-word">{partner.address ?? "By sealed files, carried by hand"}</span>
        </>,
        between(partner),
        `${partner.basis}. Added ${shortDay(londonDay(partner.madeAt))} by ${partner.madeByName}`,
        <Fingerprint of={partner.fingerprint} />,
        <State partner={partner} csrf={csrf} me={me} />,
      ])}
    />
  );
}

function between({ sends, takes }: Partner): string {
  if (sends && takes) return "We send them files, and take theirs";
  return sends ? "We send them files" : "We take their files";
}

function State({ partner, csrf, me }: { partner: Partner; csrf: string; me: number }) {
  const { id, name, madeBy, confirmedAt, confirmedByName } = partner;
  return (
    <>
      {confirmedAt
        ? `In use: ${confirmedByName} heard the fingerprint on ${shortDay(londonDay(confirmedAt))}`
        : "Waits for a second person. Telephone the authority at a number that you know already, and have them read their fingerprint out."}
      {!confirmedAt && madeBy !== me && (
        <Form action={`/exchange-partners/${id}/confirmation`} csrf={csrf}>
          <RowButton text="They read out this very fingerprint" about={name} classes="govuk-!-margin-top-2" />
        </Form>
      )}
      <Form action={`/exchange-partners/${id}/ending`} csrf={csrf}>
        <RowButton
          text={confirmedAt ? "End" : "Remove"}
          about={name}
          classes="govuk-button--warning govuk-!-margin-top-2"
        />
      </Form>
    </>
  );
}

function AddPartner({ csrf, typed, errors }: PartnersProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h2 class="govuk-heading-m">Add a partner, or its next keys</h2>
      <Form action="/exchange-partners" csrf={csrf}>
        <GovukInput
          {...field.text("code")}
          label={{ text: "Their number as an authority" }}
          hint={{ text: "Three digits, such as 998" }}
          classes="govuk-input--width-3"
          inputmode="numeric"
        />
        <GovukInput
          {...field.text("address")}
          label={{ text: "Their system's address" }}
          hint={{
            text: "Such as https://cme.example.gov.uk. Their keys are read there. Leave it empty if they sent you their key document",
          }}
          inputmode="url"
          spellcheck={false}
        />
        <GovukTextarea
          {...field.text("keys")}
          label={{ text: "Or their key document" }}
          hint={{ text: "All of the file that they sent you" }}
          rows="6"
          spellcheck={false}
        />
        <GovukRadios
          {...field.choice("way")}
          fieldset={{ legend: { text: "How files go there" } }}
          items={[
            { value: "network", text: "Over the network, to the address in the document" },
            { value: "hand", text: "As sealed files that somebody carries" },
          ]}
        />
        <GovukCheckboxes
          {...field.choices("rules")}
          fieldset={{ legend: { text: "What may go between us" } }}
          items={[
            { value: "sends", text: "Our officers may send them lost pupils' files" },
            { value: "takes", text: "They may send us theirs" },
          ]}
        />
        <GovukInput
          {...field.text("basis")}
          label={{ text: "The agreement that this rests on" }}
          hint={{ text: "Such as the data sharing agreement of 1 September 2026" }}
        />
        <GovukButton text="Add the partner" />
      </Form>
    </>
  );
}
