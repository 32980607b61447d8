import type { Procedure } from "../procedures/index.ts";
import { DenseTable, dayInWords } from "../web/design/index.ts";
import { addressOf, forceInWords, proofInWords } from "./version-words.ts";

/** Every procedure and every version of it, the newest first: old ones stay readable. */
export function ProceduresPage({
  procedures,
  today,
}: {
  procedures: readonly Procedure[];
  today: Temporal.PlainDate;
}) {
  return (
    <>
      <h1 class="govuk-heading-l">Procedures</h1>
      <p>
        Who must do what, and by when, as each authority's own document asks. Every deadline in Keepsight
        comes from one of these.
      </p>
      <DenseTable
        caption="Procedures and their versions"
        columns={[
          { text: "Procedure" },
          { text: "Version", unbroken: true },
          { text: "In force from", unbroken: true },
          { text: "State", unbroken: true },
          { text: "Steps", numeric: true },
          { text: "Proved" },
        ]}
        rows={procedures.map((each) => [
          <a href={addressOf(each)}>{each.title}</a>,
          each.version,
          dayInWords(each.inForceFrom),
          forceInWords(each, procedures, today),
          String(each.rules.length),
          proofInWords(each),
        ])}
      />
    </>
  );
}
