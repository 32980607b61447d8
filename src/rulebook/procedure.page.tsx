import { conditionsInWords } from "../procedures/drawing/index.ts";
import {
  explainAtRisk,
  explainDefinition,
  factKinds,
  type Procedure,
  procedureActs,
} from "../procedures/index.ts";
import { counted, dayInWords } from "../web/design/index.ts";
import { ChartKey } from "./chart-key.tsx";
import { Folded } from "./folded.tsx";
import { InStages } from "./in-stages.tsx";
import { ReadingShown } from "./reading-shown.tsx";
import { SignOffTable } from "./sign-off-table.tsx";
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
      <About procedure={procedure} />
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
    </>
  );
}

/** What holds for the whole procedure, each under its heading; nothing where its file says nothing of it. */
function About({ procedure }: { procedure: Procedure }) {
  const { definition, atRisk, suspends, outcomes } = procedure;
  if (!definition && !atRisk && suspends.length === 0 && outcomes.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">What holds throughout</h2>
      {definition && <Definition definition={definition} />}
      {atRisk && (
        <Folded id="at-risk" title="Who is at risk of missing education" holds="how long an absence">
          {explainAtRisk({ ...atRisk, reading: undefined }).map((line) => (
            <p key={line}>{line}</p>
          ))}
          {atRisk.reading && <ReadingShown {...atRisk.reading} />}
        </Folded>
      )}
      {suspends.length > 0 && (
        <Folded id="suspensions" title="What holds steps back" holds="what nobody may do, and when">
          <Suspensions suspends={suspends} />
        </Folded>
      )}
      {outcomes.length > 0 && (
        <Folded id="endings" title="How a case may end" holds={counted(outcomes.length, "way")}>
          <Endings outcomes={outcomes} />
        </Folded>
      )}
    </>
  );
}

function Definition({ definition }: { definition: NonNullable<Procedure["definition"]> }) {
  const [missing, ...outOfScope] = explainDefinition({ ...definition, reading: undefined });
  return (
    <Folded id="definition" title="Who is missing education" holds="whom it counts, and whom not">
      <p>{missing}</p>
      <ul class="govuk-list govuk-list--bullet">
        {outOfScope.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {definition.reading && <ReadingShown {...definition.reading} />}
    </Folded>
  );
}

function Suspensions({ suspends }: Pick<Procedure, "suspends">) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {suspends.map(({ clause, says, acts, when, reading }) => (
        <li key={says}>
          {says} ({clause}). While {conditionsInWords(when)}, nobody does this:{" "}
          {acts.map((act) => procedureActs[act].verb.toLowerCase()).join(", ")}.
          {reading && <ReadingShown {...reading} />}
        </li>
      ))}
    </ul>
  );
}

function Endings({ outcomes }: Pick<Procedure, "outcomes">) {
  return (
    <ul class="govuk-list govuk-list--bullet">
      {outcomes.map(({ outcome, says, clause, needs }) => (
        <li key={outcome}>
          Because {says} ({clause}). It needs {factKinds[needs].called}.
        </li>
      ))}
    </ul>
  );
}
