import {
  DenseTable,
  Form,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukCheckboxes,
  GovukDateInput,
  GovukInput,
  GovukInsetText,
  GovukSelect,
  londonDay,
  RowButton,
  shortDay,
  type Typed,
} from "../../web/design/index.ts";
import type { ApiClient } from "./clients.store.ts";
import { clientScopes } from "./scopes.ts";

export type ClientsPageProps = {
  readonly clients: readonly ApiClient[];
  readonly moreAt: string | undefined;
  /** The client that has just been made: its secret is never shown again. */
  readonly made: { readonly key: string; readonly secret: string } | undefined;
  readonly roles: readonly { role: string; title: string; scope: string }[];
  readonly me: number;
  readonly today: Temporal.PlainDate;
  readonly csrf: string;
  readonly typed: Typed;
  readonly errors: FormErrors | undefined;
};

const whose: Record<string, string> = { school: "of one school", sent: "of an agency" };
/** The systems that read and write by the interface: one to register, those there are, letting in and withdrawing. */
export function ClientsPage(props: ClientsPageProps) {
  const { clients, moreAt, made, roles, csrf, typed, errors } = props;
  const field = fieldsOf(typed, errors);
  return (
    <>
      <h1 class="govuk-heading-l">Systems that use the interface</h1>
      {made && <NewClient clientKey={made.key} secret={made.secret} />}
      <p>
        A system gets a token with its key and secret and then sees and does what its role may, never a
        restricted child. <a href="/interface">What a system can ask</a>
      </p>
      <p>A second person lets a new system in: whoever registers it holds its secret.</p>
      <Form action="/clients" csrf={csrf}>
        <GovukInput
          {...field.text("called")}
          label={{ text: "What the system is" }}
          hint={{ text: "Such as Ashfield's management information system" }}
        />
        <GovukSelect
          {...field.text("role")}
          label={{ text: "As whom it acts" }}
          items={[
            { value: "", text: "Choose a role" },
            ...roles.map(({ role, title, scope }) => ({
              value: role,
              text: whose[scope] ? `${title}, ${whose[scope]}` : title,
            })),
          ]}
        />
        <GovukInput
          {...field.text("laestab")}
          label={{ text: "School number, for a role of one school" }}
          hint={{ text: "Seven digits" }}
          classes="govuk-input--width-10"
        />
        <GovukCheckboxes
          {...field.choices("scopes")}
          fieldset={{ legend: { text: "What it is let into" } }}
          hint={{ text: "Within this, its role decides." }}
          items={Object.entries(clientScopes).map(([value, text]) => ({ value, text }))}
          classes="govuk-checkboxes--small"
        />
        <GovukDateInput
          {...field.day("expiresOn")}
          fieldset={{ legend: { text: "Last day of use" } }}
          hint={{ text: "At most two years from today" }}
        />
        <GovukButton text="Register the system" />
      </Form>
      {clients.length === 0 ? <p>No system has been registered yet.</p> : <Clients {...props} />}
      {moreAt && <a href={moreAt}>Older systems</a>}
    </>
  );
}

function NewClient({ clientKey, secret }: { readonly clientKey: string; readonly secret: string }) {
  const shown = { autocomplete: "off", spellcheck: false, attributes: { readonly: "readonly" } } as const;
  return (
    <GovukInsetText
      html={
        <>
          <p>
            This is the secret of the new system. It is shown this once: keep it as you would a password. It
            works once a second person has let the system in.
          </p>
          <GovukInput
            id="made-key"
            name="made-key"
            value={clientKey}
            label={{ text: "Its key" }}
            {...shown}
          />
          <GovukInput
            id="made-secret"
            name="made-secret"
            value={secret}
            label={{ text: "Its secret" }}
            {...shown}
          />
        </>
      }
    />
  );
}

function Clients({ clients, csrf, me, today }: ClientsPageProps) {
  return (
    <DenseTable
      caption="Systems"
      columns={[
        { text: "System" },
        { text: "Acts as" },
        { text: "Let into" },
        { text: "Registered", unbroken: true },
        { text: "Last day", unbroken: true },
        { text: "Last used", unbroken: true },
        { text: "State" },
      ]}
      rows={clients.map((client) => [
        <>
          <a href={`/clients/${client.id}`}>{client.called}</a>
          <br />
          <code class="govuk-!-text-break-word">{client.key}</code>
        </>,
        `${client.role}, ${client.place}`,
        client.scopes.join(", "),
        `${shortDay(londonDay(client.madeAt))} by ${client.madeByName}`,
        shortDay(client.expiresOn),
        client.lastUsedAt ? shortDay(londonDay(client.lastUsedAt)) : "Not yet",
        <State client={client} csrf={csrf} me={me} today={today} />,
      ])}
    />
  );
}

function State({
  client: { id, called, madeBy, admittedAt, withdrawnAt, expiresOn },
  csrf,
  me,
  today,
}: {
  readonly client: ApiClient;
  readonly csrf: string;
  readonly me: number;
  readonly today: Temporal.PlainDate;
}) {
  if (withdrawnAt) return <>Withdrawn {shortDay(londonDay(withdrawnAt))}</>;
  if (Temporal.PlainDate.compare(expiresOn, today) < 0) return <>Ended</>;
  return (
    <>
      {admittedAt ? "In use" : "Waits for a second person"}
      {!admittedAt && madeBy !== me && (
        <Form action={`/clients/${id}/admission`} csrf={csrf}>
          <RowButton text="Let in" about={called} />
        </Form>
      )}
      <Form action={`/clients/${id}/withdrawal`} csrf={csrf}>
        <RowButton text="Withdraw" about={called} classes="govuk-button--warning" />
      </Form>
    </>
  );
}
