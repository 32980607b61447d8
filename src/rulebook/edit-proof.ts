import {
  checkProcedure,
  isAtRisk,
  type Procedure,
  readProcedure,
  standingUnder,
} from "../procedures/index.ts";
import { type ExampleShown, examplesOf, lacksBoundary } from "./edit-examples.ts";
import { stateWords } from "./state-words.ts";

/** Why a text is not proved: where, what is wrong and how to mend it, and for a flaw the story that shows it. */
export type Fault = {
  /** The obligation that it is about, by its id, where it is about one. */
  obligation: string | null;
  where: string;
  says: string;
  story: readonly string[];
};

/**
 * Everything that keeps a procedure's text from being used together with these others: mistakes first, then wrong
 * examples, then flaws. None: it is proved.
 */
export function faultsOf(text: string, together: readonly string[] = []): Fault[] {
  const read = readProcedure(text);
  if ("mistakes" in read)
    return read.mistakes.map(({ line, field, mend }) => ({
      obligation: /^([a-z0-9-]+): /.exec(field)?.[1] ?? null,
      where: `Line ${line}, ${field}`,
      says: mend,
      story: [],
    }));
  const wrong = [
    ...definitionFaults(read.procedure),
    ...riskFaults(read.procedure),
    ...exampleFaults(read.procedure),
  ];
  const others = together.map(readProcedure).flatMap((each) => ("procedure" in each ? each.procedure : []));
  return [...wrong, ...flawsOf(read.procedure, others)];
}

function definitionFaults({ definition }: Procedure): Fault[] {
  if (!definition) return [];
  return definition.examples.flatMap(({ says, asked, standing }) => {
    const found = standingUnder(definition, asked).standing;
    return found === standing
      ? []
      : [
          fault(
            null,
            "The definition",
            `The example “${says}” expects “${standing.replaceAll("-", " ")}” and comes out as “${found.replaceAll("-", " ")}”.`,
          ),
        ];
  });
}

function riskFaults({ atRisk }: Procedure): Fault[] {
  if (!atRisk) return [];
  return atRisk.examples
    .filter(({ days, atRisk: expected }) => isAtRisk(atRisk, days) !== expected)
    .map(({ says, atRisk: expected }) => {
      const [expects, found] = expected ? ["at risk", "not at risk"] : ["not at risk", "at risk"];
      const words = `The example “${says}” expects “${expects}” and comes out as “${found}”.`;
      return fault(null, "Who is at risk", words);
    });
}

function exampleFaults(procedure: Procedure): Fault[] {
  return procedure.rules.flatMap((rule) => {
    const says = examplesOf(procedure, rule)
      .filter((example) => !example.agrees)
      .map(exampleFault);
    const wanted = lacksBoundary(procedure, rule) ? [boundaryFault] : [];
    return [...says, ...wanted].map((each) => fault(rule.id, `Examples of ${rule.id}`, each));
  });
}

const boundaryFault =
  "No boundary example lies at the moment when it is due, so none shows that the time is counted right. Add one.";

function exampleFault({ says, expected, found }: ExampleShown): string {
  const comes = found ? `${stateWords[found.state]}, due ${found.due}` : "nothing owed";
  return `The example “${says}” expects ${stateWords[expected.state]}, due ${expected.due}, and comes out as ${comes}. Confirm what it gives now, or mend the time.`;
}

function flawsOf(procedure: Procedure, together: readonly Procedure[]): Fault[] {
  return checkProcedure(procedure, together).map(({ flaw, story }) => ({
    obligation: /^"([a-z0-9-]+)"/.exec(flaw)?.[1] ?? null,
    where: "The whole procedure",
    says: flaw,
    story,
  }));
}

function fault(obligation: string | null, where: string, says: string): Fault {
  return { obligation, where, says, story: [] };
}
