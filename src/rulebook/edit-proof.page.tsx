import { titlesOf } from "../procedures/drawing/index.ts";
import { Form, GovukButton, GovukTag, momentInWords } from "../web/design/index.ts";
import type { Fault } from "./edit-proof.ts";
import type { VersionRead } from "./edit-version.ts";
import type { Proof } from "./versions.store.ts";

export type ProofPageProps = {
  readonly version: VersionRead;
  readonly proof: Proof | undefined;
  readonly underWay: boolean;
  readonly csrf: string;
};

/** What the proof of a version found. While it is being proved, the page comes again by itself. */
export function ProofPage({ version, proof, underWay, csrf }: ProofPageProps) {
  const at = `/procedure-versions/${version.id}`;
  return (
    <>
      <span class="govuk-caption-xl">
        Version {version.version} of {version.title}
      </span>
      <h1 class="govuk-heading-xl">Prove it</h1>
      <p>
        Every worked example is worked out. Then every order of events is tried, to find one in which an open
        case would be forgotten, a duty that could never begin, or a way to close a case that could never be
        proved.
      </p>
      <p role="status">{statusOf(proof, underWay)}</p>
      {proof?.state === "proved" && (
        <p>
          Next: <a href={`${at}/changes`}>compare it with the version before</a>.
        </p>
      )}
      {proof?.faults.map((fault) => (
        <FaultShown
          {...{ fault, at }}
          title={fault.obligation === null ? undefined : titlesOf(version.read.rules).get(fault.obligation)}
        />
      ))}
      {version.decision === null && !underWay && (
        <Form action={`${at}/proof`} csrf={csrf} seen={version.revision}>
          <GovukButton text={proof ? "Prove it again" : "Prove it"} />
        </Form>
      )}
    </>
  );
}

function statusOf(proof: Proof | undefined, underWay: boolean) {
  if (proof && !proof.finishedAt && !underWay) return "The proof was broken off. Ask for it again.";
  switch (proof?.state) {
    case undefined:
      return "This text has not been proved yet.";
    case "waiting":
    case "running":
      return (
        <>
          <GovukTag text="Being proved" classes="govuk-tag--blue" /> It takes some seconds. This page shows
          when it is done.
        </>
      );
    case "proved":
      return (
        <>
          <GovukTag text="Proved" classes="govuk-tag--turquoise" /> No open case is ever forgotten.
          {proof?.finishedAt && ` Proved on ${momentInWords(proof.finishedAt)}.`}
        </>
      );
    case "refused":
      return (
        <>
          <GovukTag text="Not proved" classes="govuk-tag--red" /> Mend what is said below, and prove it again.
        </>
      );
  }
}

/** `title` is that of the obligation, where the fault is about one that can be read. */
type FaultProps = { fault: Fault; at: string; title: string | undefined };

function FaultShown({ fault: { obligation, where, says, story }, at, title = obligation ?? "" }: FaultProps) {
  const isExample = obligation !== null && where.startsWith("Examples");
  return (
    <section class="govuk-inset-text">
      <h2 class="govuk-heading-s">{isExample ? `Examples: ${title}` : where}</h2>
      <p>{says}</p>
      {story.length > 0 && (
        <>
          <p>How it would happen:</p>
          <ol class="govuk-list govuk-list--number">
            {story.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        </>
      )}
      {obligation !== null && (
        <p>
          {isExample ? (
            <a href={`${at}/obligations/${obligation}/examples`}>Look at its examples</a>
          ) : (
            <a href={`${at}/obligations/${obligation}`}>Change “{title}”</a>
          )}
        </p>
      )}
    </section>
  );
}
