import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukCheckboxes,
  GovukInput,
  GovukInsetText,
  londonDay,
  RowButton,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import { listDefinitions } from "../lists/index.ts";
import type { ApiKey } from "./api-keys.store.ts";

export type KeysPageProps = {
  readonly keys: readonly ApiKey[];
  readonly moreAt: string | undefined;
  /** The key that has just been made: it is never shown again. */
  readonly made: string | undefined;
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
};

/** Where the page goes back to. */
export const backToImports = <GovukBackLink href="/imports" text="Imports" />;

/** The keys with which other systems send lists: one to make, those there are, and revoking one. */
export function KeysPage({ keys, moreAt, made, csrf, typed, errors }: KeysPageProps) {
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-l">Keys for other systems</h1>
      {made && (
        <GovukInsetText
          html={
            <>
              <p>
                This is the new key. It is shown this once: copy it into the system that is to send, and keep
                it as you would a password.
              </p>
              <GovukInput
                id="made"
                name="made"
                value={made}
                label={{ text: "The new key" }}
                autocomplete="off"
                spellcheck={false}
                attributes={{ readonly: "readonly" }}
              />
            </>
          }
        />
      )}
      <p>
        A system sends a list as <code>POST /api/imports/LIST</code> with its key. A key sends the lists that
        are ticked, for one authority or one school, and sees no child.
      </p>
      <Form action="/keys" csrf={csrf}>
        <GovukInput
          {...field.text("called")}
          label={{ text: "What is it for" }}
          hint={{ text: "The system that sends, such as Ashfield's registers" }}
        />
        <GovukInput
          {...field.text("laestab")}
          label={{ text: "School number, for one school alone" }}
          hint={{ text: "Seven digits. Leave it empty for the whole authority" }}
          classes="govuk-input--width-10"
        />
        <GovukCheckboxes
          {...field.choices("lists")}
          fieldset={{ legend: { text: "Which lists it may send" } }}
          hint={{
            text: "A school sends its roll, its marks and its joiners and leavers; the other lists are of whole authorities.",
          }}
          items={listDefinitions.map(({ word, title }) => ({ value: word, text: title }))}
          classes="govuk-checkboxes--small"
        />
        <GovukButton text="Make a key" />
      </Form>
      {keys.length === 0 ? (
        <p>No key has been made yet.</p>
      ) : (
        <DenseTable
          caption="Keys"
          columns={[
            { text: "For" },
            { text: "Whose lists" },
            { text: "Lists" },
            { text: "Made", unbroken: true },
            { text: "Last used", unbroken: true },
            { text: "State" },
          ]}
          rows={keys.map((key) => [
            key.called,
            key.school ?? "The whole authority",
            titlesOf(key.lists),
            `${shortDay(londonDay(key.madeAt))} by ${key.madeBy}`,
            key.lastUsedAt ? shortDay(londonDay(key.lastUsedAt)) : "Not yet",
            <Revoke key_={key} csrf={csrf} />,
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>Older keys</a>}
    </>
  );
}

function titlesOf(words: readonly string[]): string {
  return listDefinitions.flatMap(({ word, title }) => (words.includes(word) ? [title] : [])).join(", ");
}

function Revoke({ key_: { id, called, revokedAt }, csrf }: { readonly key_: ApiKey; readonly csrf: string }) {
  if (revokedAt) return <>Revoked {shortDay(londonDay(revokedAt))}</>;
  return (
    <Form action={`/keys/${id}/revocation`} csrf={csrf}>
      <RowButton text="Revoke" about={`the key for ${called}`} classes="govuk-button--warning" />
    </Form>
  );
}
