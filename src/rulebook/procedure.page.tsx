import { explainDefinition, factKinds, type Procedure, procedureActs } from "../procedures/index.ts";
import { dayInWords } from "../web/design/index.ts";
import { ChartKey } from "./chart-key.tsx";
import { InStages } from "./in-stages.tsx";
import { ReadingShown, SignOffTable } from "./sign-off-table.tsx";
import { addressOf, forceInWords, proofInWords } from "./version-words.ts";
import { WorkedExamples } from "./worked-examples.tsx";

type Shown = {
  procedure: Procedure;
  all: readonly Procedure[];
  today: Temporal.PlainDate;
  /** If the viewer may make a version of their authority's own. */
  mayEdit: boolean;
};

/** One version of a procedure: whom it counts as missing, each step as a table and as a chart, and how a case may end. */
export function ProcedurePage({ procedure, all, today, mayEdit }: Shown) {
  const others = all.filter((each) => each.procedure === procedure.procedure && each !== procedure);
  return (
    <>
      <span class="govuk-caption-l">Procedure</span>
      <h1 class="govuk-heading-l">{procedure.title}</h1>
      <ul class="keepsight-line">
        <li>Version {procedure.version}</li>
        <li>
          {forceInWords(procedure, all, today)}, from {dayInWords(procedure.inForceFrom)}
        </li>
        <li>Proved: {proofInWords(procedure)}</li>
        {others.map((each) => (
          <li key={each.version}>
            <a href={addressOf(each)}>Version {each.version}</a>
          </li>
        ))}
        {mayEdit && (
          <li>
            <a href={`/procedures/${procedure.procedure}/versions`}>Our own versions</a>
          </li>
        )}
      </ul>
      <Definition procedure={procedure} />
      <h2 class="govuk-heading-m">Steps, part by part</h2>
      <ChartKey />
      <InStages
        procedure={procedure}
        table={(chart) => (
          <>
            <SignOffTable procedure={procedure} chart={chart} />
            <WorkedExamples chart={chart} />
          </>
        )}
      />
      <Suspensions procedure={procedure} />
      <Endings procedure={procedure} />
    </>
  );
}

function Definition({ procedure: { definition } }: { procedure: Procedure }) {
  if (!definition) return null;
  const [missing, ...outOfScope] = explainDefinition({ ...definition, reading: undefined });
  return (
    <>
      <h2 class="govuk-heading-m">Who is missing education</h2>
      <p>{missing}</p>
      <ul class="govuk-list govuk-list--bullet">
        {outOfScope.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {definition.reading && <ReadingShown {...definition.reading} />}
    </>
  );
}

function Suspensions({ procedure: { suspends } }: { procedure: Procedure }) {
  if (suspends.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">What holds steps back</h2>
      <ul class="govuk-list govuk-list--bullet">
        {suspends.map(({ clause, says, acts }) => (
          <li key={says}>
            {says} ({clause}). Held: {acts.map((act) => procedureActs[act].verb.toLowerCase()).join(", ")}.
          </li>
        ))}
      </ul>
    </>
  );
}

function Endings({ procedure: { outcomes } }: { procedure: Procedure }) {
  if (outcomes.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">How a case may end</h2>
      <ul class="govuk-list govuk-list--bullet">
        {outcomes.map(({ outcome, says, clause, needs }) => (
          <li key={outcome}>
            Because {says} ({clause}). It needs {factKinds[needs].called}.
          </li>
        ))}
      </ul>
    </>
  );
}
