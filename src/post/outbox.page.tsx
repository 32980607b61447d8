import type { ComponentChildren } from "preact";
import { DenseTable, GovukDetails, GovukTag, MoreAt, momentInWords } from "../web/design/index.ts";
import { linkMarked, secretMark } from "./email.ts";
import type { Email, EmailState } from "./emails.store.ts";

export interface OutboxPageProps {
  readonly emails: readonly Email[];
  /** The links and codes that went to nobody, where the page may show them: in a demonstration alone. */
  readonly secrets: ReadonlyMap<number, string>;
  readonly demonstration: boolean;
  readonly mailServer: boolean;
  readonly failedOnly: boolean;
  readonly moreAt: string | undefined;
}

/** Every e-mail that went, waits or failed and why; in a demonstration those that would have gone. [E01] */
export function OutboxPage(props: OutboxPageProps) {
  const { emails, demonstration, mailServer, failedOnly, moreAt } = props;
  return (
    <>
      <h1 class="govuk-heading-l">Outbox</h1>
      {!mailServer && demonstration && (
        <p class="govuk-body">
          This is a demonstration: no e-mail leaves it. Each stands here as it would have gone, and its link
          works.
        </p>
      )}
      {!mailServer && !demonstration && (
        <p class="govuk-body">
          No mail server is set, so no e-mail leaves. Whoever runs Keepsight sets{" "}
          <code>KEEPSIGHT_NOTIFY_KEY</code> or <code>KEEPSIGHT_SMTP_URL</code>.
        </p>
      )}
      <p class="govuk-body">
        No e-mail says anything about a child. It carries a link or a code
        {demonstration ? "." : ", and nobody can read them here once it has gone."}
      </p>
      <p class="govuk-body">
        {failedOnly ? (
          <a href="/outbox">Show all e-mails</a>
        ) : (
          <a href="/outbox?state=failed">Show those that failed</a>
        )}
      </p>
      {emails.length === 0 ? (
        <p class="govuk-body">{failedOnly ? "No e-mail has failed." : "No e-mail has been posted yet."}</p>
      ) : (
        <DenseTable
          caption={failedOnly ? "E-mails that failed" : "E-mails, the latest first"}
          columns={[
            { text: "To" },
            { text: "About", unbroken: true },
            { text: "Letter" },
            { text: "Posted" },
            { text: "What became of it" },
          ]}
          rows={emails.map((email) => [
            <span class="govuk-!-text-break-word">{email.to}</span>,
            email.reference,
            <Letter email={email} secret={props.secrets.get(email.id)} />,
            momentInWords(email.madeAt),
            <Fate email={email} demonstration={demonstration} />,
          ])}
        />
      )}
      <MoreAt href={moreAt}>Older e-mails</MoreAt>
    </>
  );
}

const tags: Record<EmailState, { text: string; classes: string }> = {
  queued: { text: "Waiting", classes: "govuk-tag--blue" },
  sent: { text: "Sent", classes: "govuk-tag--green" },
  failed: { text: "Failed", classes: "govuk-tag--red" },
  "not-sent": { text: "Would have gone", classes: "govuk-tag--grey" },
};

function Fate({ email, demonstration }: { readonly email: Email; readonly demonstration: boolean }) {
  const { state, tries, reason, settledAt } = email;
  const tag = state === "queued" && demonstration ? { ...tags.queued, text: "Going out" } : tags[state];
  return (
    <>
      <GovukTag {...tag} /> {settledAt && state !== "not-sent" && momentInWords(settledAt)}
      {reason && (
        <>
          <br />
          {reason}.{" "}
          {state === "queued" && `Tried ${tries === 1 ? "once" : `${tries} times`}; it is tried again.`}
        </>
      )}
    </>
  );
}

function Letter({ email, secret }: { readonly email: Email; readonly secret: string | undefined }) {
  const [before = "", after] = email.body.split(secretMark);
  return (
    <GovukDetails
      summaryText={email.subject}
      classes="govuk-!-margin-bottom-0"
      html={
        <>
          <Paragraphs text={before}>
            {after !== undefined &&
              (secret === undefined ? (
                "(the link or code stands here)"
              ) : secret.startsWith("/") ? (
                <a href={secret}>Open the link as the one who gets it</a>
              ) : (
                <strong>{secret}</strong>
              ))}
          </Paragraphs>
          <Paragraphs text={after ?? ""} />
        </>
      }
    />
  );
}

function Paragraphs({ text, children }: { readonly text: string; readonly children?: ComponentChildren }) {
  const paragraphs = text
    .split("\n\n")
    .map((paragraph) => paragraph.trim())
    .filter(Boolean);
  return (
    <>
      {paragraphs.map((paragraph) => (
        <p class="govuk-body-s">
          {/* Every second part is the path of a page. */}
          {paragraph.split(linkMarked).map((part, nth) => (nth % 2 === 1 ? <a href={part}>{part}</a> : part))}
        </p>
      ))}
      {children && <p class="govuk-body-s">{children}</p>}
    </>
  );
}
