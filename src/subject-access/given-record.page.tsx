import { type Address, saysHidden } from "../children/index.ts";
import { dayInWords, londonDay } from "../web/design/index.ts";
import { type AccessLine, type AccessRequest, releasedWords } from "./request.ts";

/** A line as it is given, or that something of its part was kept back. */
export type GivenLine = { part: string; words: string | null };

/** What of the lines leaves: parts in their order, without the reasons, and without what says an address that is hidden by now. */
export function givenLines(lines: readonly AccessLine[], hidden: readonly Address[]): GivenLine[] {
  return lines.map((line) => {
    const words = releasedWords(line);
    return { part: line.part, words: words !== null && saysHidden(words, hidden) ? null : words };
  });
}

/** The record as a person reads it: each part with its lines, what is kept back said to be. */
export function GivenRecordPage({
  request,
  name,
  lines,
  now,
}: {
  request: AccessRequest;
  name: string;
  lines: readonly GivenLine[];
  now: Temporal.Instant;
}) {
  const parts = Map.groupBy(lines, ({ part }) => part);
  return (
    <>
      <h1 class="govuk-heading-l">{`What is held about ${name}`}</h1>
      <p class="govuk-body">
        {`Given to ${request.askedBy}, who asked on ${dayInWords(request.receivedOn)} (${request.reference}). Made on ${dayInWords(londonDay(now))}.`}
      </p>
      <p class="govuk-body">
        What is about other people, or could put somebody at risk, is kept back or blacked out. If you think
        that something is wrong or missing, tell us. You may also complain to the Information Commissioner.
      </p>
      {[...parts].map(([part, ofPart]) => {
        const kept = ofPart.filter(({ words }) => words === null).length;
        return (
          <section key={part}>
            <h2 class="govuk-heading-m">{part}</h2>
            <ul class="govuk-list govuk-list--bullet">
              {ofPart.map(({ words }) => words !== null && <li key={words}>{words}</li>)}
            </ul>
            {kept > 0 && <p class="govuk-body">{`${kept} of ${ofPart.length} entries are kept back.`}</p>}
          </section>
        );
      })}
    </>
  );
}
