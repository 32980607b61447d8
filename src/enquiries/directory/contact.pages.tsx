import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukInput,
  GovukRadios,
  GovukSelect,
  momentInWords,
  type Typed,
} from "../../web/design/index.ts";
import type { AskedSchool } from "../recipients.store.ts";
import { SchoolField } from "../school-field.form.tsx";
import { addressOfEntry, agencyKinds, type Contact, howReached, kindInWords } from "./contact.ts";
import type { PastContact } from "./directory.store.ts";

interface FieldsProps {
  readonly council: string;
  readonly areas: readonly { readonly id: number; readonly name: string }[];
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
}

/** Adds an agency, another authority or a school to the directory. [E01] */
export function NewContactPage({
  authorities,
  schools,
  ...props
}: FieldsProps & {
  readonly authorities: readonly { readonly id: number; readonly name: string }[];
  readonly schools: readonly AskedSchool[];
}) {
  const { typed, errors, csrf } = props;
  const field = fieldsOf(typed, errors);
  const agency = (
    <>
      <GovukSelect
        {...field.text("kind")}
        label={{ text: "Kind of agency" }}
        items={[
          { value: "", text: "Choose one" },
          ...Object.entries(agencyKinds).map(([value, text]) => ({
            value,
            text,
            selected: typed["kind"] === value,
          })),
        ]}
      />
      <GovukInput
        {...field.text("name")}
        label={{ text: "Its name" }}
        hint={{ text: "It stays: what is asked of them is asked under this name" }}
      />
      <AreaField {...props} />
    </>
  );
  return (
    <>
      <h1 class="govuk-heading-l">Add somebody to the directory</h1>
      <Form action="/directory/new" csrf={csrf}>
        <GovukRadios
          {...field.choice("who")}
          fieldset={{ legend: { text: "Who is it?", classes: "govuk-fieldset__legend--s" } }}
          items={[
            { value: "agency", text: "An agency", conditional: { html: agency } },
            {
              value: "authority",
              text: "Another council",
              conditional: {
                html: (
                  <GovukSelect
                    {...field.text("authority")}
                    label={{ text: "Which council" }}
                    items={[
                      { value: "", text: "Choose one" },
                      ...authorities.map(({ id, name }) => ({
                        value: String(id),
                        text: name,
                        selected: typed["authority"] === String(id),
                      })),
                    ]}
                  />
                ),
              },
            },
            {
              value: "school",
              text: "A school",
              conditional: {
                html: <SchoolField {...field.text("school")} label="Which school" schools={schools} />,
              },
            },
          ]}
        />
        <ReachedFields {...props} />
        <GovukButton text="Add to the directory" preventDoubleClick={true} />
      </Form>
    </>
  );
}

/** One entry: how it is reached, to change; that it is asked no more; and what was written of it before. [E01] */
export function ContactPage({
  contact,
  past,
  ...props
}: FieldsProps & { readonly contact: Contact; readonly past: readonly PastContact[] }) {
  const at = addressOfEntry(contact);
  return (
    <>
      <span class="govuk-caption-l">{kindInWords(contact.kind)}</span>
      <h1 class="govuk-heading-l">{contact.name}</h1>
      <p class="govuk-body">How a question gets there: {howReached(contact).toLowerCase()}.</p>
      <Form action={at} csrf={props.csrf}>
        {contact.of === "agency" && <AreaField {...props} />}
        <ReachedFields {...props} />
        <GovukButton text={contact.ended ? "Save, and ask them again" : "Save"} preventDoubleClick={true} />
      </Form>
      {!contact.ended && (
        <Form action={`${at}/end`} csrf={props.csrf}>
          <GovukButton
            text="End: ask them no more"
            classes="govuk-button--warning"
            preventDoubleClick={true}
          />
        </Form>
      )}
      {past.length > 0 && (
        <DenseTable
          caption="What was written here, the latest first"
          columns={[
            { text: "When" },
            { text: "Who" },
            { text: "Serves" },
            { text: "Ask for" },
            { text: "E-mail" },
            { text: "Telephone" },
          ]}
          rows={past.map(({ madeAt, madeBy, ended, area, askFor, email, phone }) => [
            momentInWords(madeAt),
            madeBy,
            ended ? "Ended" : contact.of === "agency" ? (area ?? `All of ${props.council}`) : "",
            askFor ?? "",
            <span class="govuk-!-text-break-word">{email ?? "–"}</span>,
            phone ?? "",
          ])}
        />
      )}
    </>
  );
}

function AreaField({ areas, council, typed, errors }: FieldsProps) {
  return (
    <GovukSelect
      {...fieldsOf(typed, errors).text("area")}
      label={{ text: "Serves" }}
      items={[
        { value: "", text: `All of ${council}` },
        ...areas.map(({ id, name }) => ({
          value: String(id),
          text: name,
          selected: String(typed["area"] ?? "") === String(id),
        })),
      ]}
    />
  );
}

function ReachedFields({ typed, errors }: FieldsProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <GovukInput
        {...field.text("askFor")}
        label={{ text: "Who to ask for" }}
        hint={{ text: "A name, a role or a desk: the officer for children missing education, Jo Ferris" }}
        autocomplete="off"
      />
      <GovukInput
        {...field.text("email")}
        type="email"
        label={{ text: "E-mail address" }}
        hint={{ text: "Of a team, not of one person: a link to a question is sent there" }}
        autocomplete="off"
      />
      <GovukInput
        {...field.text("phone")}
        type="tel"
        classes="govuk-input--width-20"
        label={{ text: "Telephone" }}
        autocomplete="off"
      />
    </>
  );
}
