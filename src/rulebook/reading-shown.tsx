import type { Reading } from "../procedures/index.ts";
import { GovukDetails } from "../web/design/index.ts";

/** What the document leaves open, and what was chosen. */
export function ReadingShown({ question, choice, why }: Reading) {
  return (
    <p class="keepsight-reading">
      <strong>Reading: {question}</strong> {choice} <span class="keepsight-reading__why">{why}</span>
    </p>
  );
}

/** The same folded away, beside the deadline that it explains; nothing where the document leaves nothing open. */
export function ReadingFolded({ reading, of }: { reading: Reading | undefined; of: string }) {
  if (!reading) return null;
  const { question, choice, why } = reading;
  return (
    <GovukDetails
      classes="govuk-!-margin-bottom-0"
      summaryHtml={
        <>
          How it is read<span class="govuk-visually-hidden">: {of}</span>
        </>
      }
      html={
        <>
          <p>
            <strong>{question}</strong> {choice}
          </p>
          <p>{why}</p>
        </>
      }
    />
  );
}
