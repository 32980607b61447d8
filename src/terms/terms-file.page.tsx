import { DenseTable, GovukInsetText, momentInWords } from "../web/design/index.ts";
import type { TermFile } from "./term-files.store.ts";
import { countsInWords } from "./terms-words.ts";

/** What came of one file of term dates, with each fault and its mend. */
export function TermsFilePage({ file }: { readonly file: TermFile }) {
  const changed = file.added + file.removed > 0;
  return (
    <>
      <h1 class="govuk-heading-xl">Term dates: file {file.id}</h1>
      <p role="status">
        Sent {momentInWords(file.madeAt)}. Dates: {countsInWords(file)}
      </p>
      {changed && (
        <GovukInsetText text="Deadlines counted by these dates are worked out anew within two minutes." />
      )}
      {file.faults.length > 0 && (
        <>
          <p>Mend these in the file and send it again: what is in already stays as it is.</p>
          <DenseTable
            caption="What is to mend"
            columns={[
              { text: file.unit, unbroken: true },
              { text: "Field" },
              { text: "What is wrong" },
              { text: "What to do" },
            ]}
            rows={file.faults.map(({ at, field, fault, mend }) => [`${file.unit} ${at}`, field, fault, mend])}
          />
        </>
      )}
      <p>
        <a href="/terms">All term dates</a>
      </p>
    </>
  );
}
