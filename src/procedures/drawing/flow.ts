import { acts } from "../acts.ts";
import { type FactKind, factKinds } from "../fact-kinds.ts";
import { detailsInWords } from "../pattern-words.ts";
import type { ClosingOutcome, Procedure, Rule } from "../procedure.ts";
import { conditionInWords } from "../words-of-circumstances.ts";
import { tellingApart } from "./flow-words.ts";
import { type Stage, stageOf, stages } from "./stages.ts";
import { titlesOf } from "./titles.ts";

/** One duty, numbered through the whole procedure as its row in the table is. */
export type Step = {
  key: string;
  number: number;
  /** No other step of the procedure is called so. */
  title: string;
  rule: Rule;
  stage: Stage;
  conditions: readonly string[];
};

/** Something that happens. By the numbers of the steps: what makes it, and what it starts, in other stages. */
export type Happening = {
  key: string;
  /** The key of the fact; one that is drawn twice has two keys for its boxes. */
  fact: string;
  called: string;
  madeBy: readonly number[];
  goesOnTo: readonly number[];
};

/** A way in which a case may end. */
export type Ending = { key: string; way: ClosingOutcome };

/** What leads where: a happening starts a step if `says` holds, a step makes a happening. `waits`: it must come first. */
export type Arrow = { from: string; to: string; says: string; waits: boolean };

/** What one chart has to show. */
export type StageFlow = {
  stage: Stage;
  steps: readonly Step[];
  happenings: readonly Happening[];
  endings: readonly Ending[];
  arrows: readonly Arrow[];
};

/** A procedure as one flow for each of its stages: what starts what, and how it may end. */
export function flowOf({ rules, outcomes }: Procedure): StageFlow[] {
  const steps = numberedSteps(rules);
  return (Object.keys(stages) as Stage[]).flatMap((stage) => {
    const here = steps.filter((step) => step.stage === stage);
    const endings = stage === "closing" ? outcomes.map((way) => ({ key: `ending ${way.outcome}`, way })) : [];
    if (here.length === 0 && endings.length === 0) return [];
    const arrows = arrowsOf(here, steps, endings);
    const keys = new Set(arrows.flatMap(({ from, to }) => [from, to]));
    const happenings = [...keys].flatMap((key) => happeningIn(stage, key, steps) ?? []);
    return [{ stage, steps: here, happenings, endings, arrows }];
  });
}

/** The duties of a procedure in the order in which its table lists them: by stage, and in a stage as its file does. */
export function numberedSteps(rules: readonly Rule[]): Step[] {
  const titles = titlesOf(rules);
  const inStages = Map.groupBy(rules, (rule) => stageOf(rule, rules));
  const ofAll = tellingApart(rules);
  let number = 0;
  return (Object.keys(stages) as Stage[]).flatMap((stage) => {
    const here = inStages.get(stage) ?? [];
    const ofPart = tellingApart(here);
    return here.map((rule): Step => {
      number += 1;
      const conditions = rule.when.filter((each) => ofAll(each) && ofPart(each)).map(conditionInWords);
      return {
        ...{ key: `step ${rule.id}`, number, title: titles.get(rule.id) ?? rule.id },
        ...{ rule, stage, conditions },
      };
    });
  });
}

const kinds = Object.keys(factKinds) as FactKind[];
const keyOf = (kind: FactKind) => `fact ${kind}`;
const keyOfLateness = (id: string) => `late ${id}`;
const startKinds = ({ starts, waitsFor }: Rule) => [...starts, ...waitsFor].map(({ kind }) => kind);

function arrowsOf(here: readonly Step[], all: readonly Step[], endings: readonly Ending[]): Arrow[] {
  const wanted = new Set(all.flatMap(({ rule }) => startKinds(rule)));
  const closing = here.filter(({ rule }) => rule.act === "close-case");
  return [
    ...here.flatMap(({ key, rule }) => [
      ...[...new Set(rule.starts.map(({ kind }) => kind))].map((kind) => ({
        ...{ from: keyOf(kind), to: key, waits: false },
        says: rule.starts
          .filter((each) => each.kind === kind)
          .map(detailsInWords)
          .filter(Boolean)
          .join(", or "),
      })),
      ...rule.startsWhenLate.map((id) => ({
        from: here.find((step) => step.rule.id === id)?.key ?? keyOfLateness(id),
        ...{ to: key, says: "if late", waits: false },
      })),
      ...rule.waitsFor.map(({ kind }) => ({ from: keyOf(kind), to: key, says: "", waits: true })),
      ...(wanted.has(acts[rule.act].makes)
        ? [{ from: key, to: keyOf(acts[rule.act].makes), says: "", waits: false }]
        : []),
    ]),
    // A way to end hangs on the step that closes; where a procedure has none, on the fact that proves it.
    ...endings.flatMap(({ key, way }) =>
      (closing.length > 0 ? closing.map((step) => step.key) : [keyOf(way.needs)]).map((from) => ({
        ...{ from, to: key, says: "", waits: false },
      })),
    ),
  ];
}

function happeningIn(stage: Stage, key: string, steps: readonly Step[]): Happening | undefined {
  const late = steps.find(({ rule }) => keyOfLateness(rule.id) === key);
  if (late) return { key, fact: key, called: `Lateness of ${late.number}`, madeBy: [], goesOnTo: [] };
  const kind = kinds.find((each) => keyOf(each) === key);
  if (kind === undefined) return undefined;
  const elsewhere = steps.filter((step) => step.stage !== stage);
  const numbers = (fits: (rule: Rule) => boolean) =>
    elsewhere.filter(({ rule }) => fits(rule)).map(({ number }) => number);
  return {
    ...{ key, fact: key },
    called: factKinds[kind].called,
    madeBy: numbers((rule) => acts[rule.act].makes === kind),
    goesOnTo: numbers((rule) => startKinds(rule).includes(kind)),
  };
}
