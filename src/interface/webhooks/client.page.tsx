import {
  DenseTable,
  Form,
  GovukTag,
  londonDay,
  RowButton,
  shortDay,
  timeInWords,
} from "../../web/design/index.ts";
import type { ApiClient } from "../clients/clients.store.ts";
import { clientScopes } from "../clients/scopes.ts";
import type { ChangeKind } from "../operations/changes.store.ts";
import type { Delivery, Webhook } from "./webhooks.store.ts";

const kindWords: Record<ChangeKind, string> = {
  "referral-received": "Referral received",
  "referral-acknowledged": "Referral acknowledged",
  "referral-answered": "Referral answered",
  "case-opened": "Case opened",
  "case-changed": "Case changed",
  "case-closed": "Case closed",
  "case-reopened": "Case reopened",
};

const states: Record<Delivery["state"], { text: string; classes: string }> = {
  waiting: { text: "Waiting", classes: "govuk-tag--yellow" },
  delivered: { text: "Delivered", classes: "govuk-tag--green" },
  "given-up": { text: "Given up", classes: "govuk-tag--red" },
};

const at = (moment: Temporal.Instant) => `${shortDay(londonDay(moment))}, ${timeInWords(moment)}`;

export type ClientPageProps = {
  readonly client: ApiClient;
  readonly webhooks: readonly Webhook[];
  readonly deliveries: readonly Delivery[];
  readonly moreAt: string | undefined;
  readonly csrf: string;
};

/** One system: what it is let into, where it is told of changes, and what became of each telling. */
export function ClientPage({ client, webhooks, deliveries, moreAt, csrf }: ClientPageProps) {
  return (
    <>
      <h1 class="govuk-heading-l">{client.called}</h1>
      <p>
        Acts as {client.role}, {client.place}. It may:
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {client.scopes.map((scope) => (
          <li key={scope}>{clientScopes[scope]}</li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Where it is told of changes</h2>
      {webhooks.length === 0 ? (
        <p>It has asked to be told nowhere.</p>
      ) : (
        <DenseTable
          caption="Addresses"
          columns={[
            { text: "Address" },
            { text: "Told of" },
            { text: "Since", unbroken: true },
            { text: "State" },
          ]}
          rows={webhooks.map((webhook) => [
            <span class="govuk-!-text-break-word">{webhook.url}</span>,
            webhook.kinds.map((kind) => kindWords[kind]).join(", "),
            shortDay(londonDay(webhook.madeAt)),
            <WebhookState webhook={webhook} csrf={csrf} clientId={client.id} />,
          ])}
        />
      )}
      <h2 class="govuk-heading-m">What became of each telling</h2>
      {deliveries.length === 0 ? (
        <p>Nothing has been told yet.</p>
      ) : (
        <DenseTable
          caption="Deliveries"
          columns={[
            { text: "When", unbroken: true },
            { text: "What" },
            { text: "Where" },
            { text: "State" },
            { text: "Tries" },
            { text: "Last answer" },
          ]}
          rows={deliveries.map(({ madeAt, kind, url, state, tries, said }) => [
            at(madeAt),
            kindWords[kind],
            <span class="govuk-!-text-break-word">{url}</span>,
            <GovukTag {...states[state]} />,
            String(tries),
            said ?? "None yet",
          ])}
        />
      )}
      {moreAt && <a href={moreAt}>Older deliveries</a>}
      {deliveries.length > 0 && (
        <p>
          <a href={`/clients/${client.id}/deliveries.csv`} download>
            Take all deliveries as a CSV file
          </a>
        </p>
      )}
    </>
  );
}

function WebhookState({
  webhook: { id, url, stoppedAt, stoppedWhy },
  csrf,
  clientId,
}: {
  readonly webhook: Webhook;
  readonly csrf: string;
  readonly clientId: number;
}) {
  if (!stoppedAt) return <>In use</>;
  return (
    <>
      <p class="govuk-body-s govuk-!-margin-bottom-1">
        Stopped {at(stoppedAt)}: nothing arrived for hours. Last answer: {stoppedWhy}.
      </p>
      <Form action={`/clients/${clientId}/webhooks/${id}/restart`} csrf={csrf}>
        <RowButton text="Let it go on" about={`to ${url}`} />
      </Form>
    </>
  );
}
