import type { Procedure } from "../procedures/index.ts";
import { DenseTable, dayInWords } from "../web/design/index.ts";
import { addressOf, forceInWords, proofInWords } from "./version-words.ts";

/** An authority, and the versions in force that its cases follow, its own procedure's first. */
export type WorksTo = { authority: string; versions: readonly Procedure[] };

type Shown = {
  procedures: readonly Procedure[];
  worksTo: readonly WorksTo[];
  today: Temporal.PlainDate;
};

/** What the viewer's authorities work to; then every procedure and every version of it, the newest first: old ones stay readable. */
export function ProceduresPage({ procedures, worksTo, today }: Shown) {
  return (
    <>
      <h1 class="govuk-heading-l">Procedures</h1>
      {worksTo.map((each) => (
        <Followed key={each.authority} {...each} />
      ))}
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

function Followed({ authority, versions: [own, ...others] }: WorksTo) {
  if (!own) return <p>{authority} works to no procedure that is in force.</p>;
  return (
    <>
      <p class="govuk-body-l">
        {authority} works to <VersionLink procedure={own} />.
      </p>
      {others.length > 0 && (
        <>
          <p>These run with it:</p>
          <ul class="govuk-list govuk-list--bullet">
            {others.map((each) => (
              <li key={each.procedure}>
                <VersionLink procedure={each} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function VersionLink({ procedure }: { procedure: Procedure }) {
  return (
    <>
      <a href={addressOf(procedure)}>{procedure.title}</a> (version {procedure.version})
    </>
  );
}
