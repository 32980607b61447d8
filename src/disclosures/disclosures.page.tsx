import { DenseTable, type Markup, momentInWords } from "../web/design/index.ts";
import type { Disclosure } from "./disclosure.ts";
import { disclosureInWords } from "./disclosure-words.ts";

/** What left of a child, to whom, when and why, newest first, in words that a parent could read. [G01] */
export function DisclosuresPage({
  caption,
  tabs,
  disclosures,
  fileAt,
  moreAt,
  requestsAt,
}: {
  caption: string;
  tabs?: Markup;
  disclosures: readonly Disclosure[];
  fileAt: string;
  moreAt: string | undefined;
  /** Where requests to see the record are, for those who answer them. */
  requestsAt: string | undefined;
}) {
  return (
    <>
      <span class="govuk-caption-l">{caption}</span>
      <h1 class="govuk-heading-l">What was shared about this child</h1>
      {tabs}
      {requestsAt && (
        <p class="govuk-body">
          <a href={requestsAt}>Requests to see this record</a>
        </p>
      )}
      {disclosures.length === 0 ? (
        <p class="govuk-body">
          Nothing about this child has been shared. Questions, letters, lists and files that name the child
          will be listed here as they go out.
        </p>
      ) : (
        <>
          <p class="govuk-body">
            Everything that left about this child, newest first. It can be shown to the child’s parents once
            another person has checked that it puts nobody at risk.
          </p>
          <DenseTable
            caption="Shared about this child"
            columns={[
              { text: "When", unbroken: true },
              { text: "To whom" },
              { text: "What" },
              { text: "Why we may" },
              { text: "By" },
              { text: "Reference", unbroken: true },
            ]}
            rows={disclosures.map((disclosure): Markup[] => {
              const { to, what, basis } = disclosureInWords(disclosure);
              return [
                momentInWords(disclosure.at),
                to,
                what,
                basis,
                disclosure.by,
                disclosure.reference ?? "",
              ];
            })}
          />
          <ul class="govuk-list">
            {moreAt && (
              <li>
                <a href={moreAt}>Older</a>
              </li>
            )}
            <li>
              <a href={fileAt}>Take the list as a file (CSV)</a>
            </li>
          </ul>
        </>
      )}
    </>
  );
}
