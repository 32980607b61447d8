import { dayInWords } from "../calendar/index.ts";
import { acts } from "./acts.ts";
import type { Definition } from "./definition.ts";
import { barsInWords, explainAtRisk, explainDefinition, roleInWords } from "./explain-procedure.ts";
import { factKinds } from "./fact-kinds.ts";
import { patternsInWords } from "./pattern-words.ts";
import type { Procedure, Rule, Subject } from "./procedure.ts";
import { withinInWords } from "./units.ts";
import { conditionsInWords } from "./words-of-circumstances.ts";

/** Each part of something, by its name and as phrases that can stand before or after "becomes". */
export type Parts<Whole, Part extends string> = {
  readonly [Each in Part]: { called: string; says: (whole: Whole) => string[] };
};

const owedFor: Record<Subject, string> = {
  child: "each child",
  authority: "the authority",
  "home-education": "each home educated child",
};

/** The parts of a duty. One that is added to rules must say here how its change is read. */
export const ruleParts: Parts<Rule, Exclude<keyof Rule, "id">> = {
  within: { called: "the time", says: ({ within }) => [`within ${withinInWords(within)}`] },
  role: { called: "the owner", says: ({ role }) => [`owed by ${roleInWords(role)}`] },
  asks: { called: "the wording", says: ({ asks }) => [`"${asks}"`] },
  clause: { called: "the clause", says: ({ clause }) => [`clause ${clause}`] },
  act: { called: "the act", says: ({ act }) => [`recorded as "${acts[act].verb}"`] },
  starts: {
    called: "the beginning",
    says: ({ starts }) => (starts.length > 0 ? [`beginning with ${patternsInWords(starts)}`] : []),
  },
  startsWhenLate: {
    called: "whose lateness begins it",
    says: ({ startsWhenLate }) => startsWhenLate.map((id) => `beginning when "${id}" is late`),
  },
  about: {
    called: "whose duty it is",
    says: ({ about }) => [`owed for ${owedFor[about]}`],
  },
  when: {
    called: "the conditions",
    says: ({ when }) => [when.length > 0 ? `while ${conditionsInWords(when)}` : "always"],
  },
  waitsFor: {
    called: "what it waits for",
    says: ({ waitsFor }) => waitsFor.map((pattern) => `waiting for ${patternsInWords([pattern])}`),
  },
  notBefore: {
    called: "what must be over first",
    says: (rule) => (rule.notBefore.length > 0 ? [`not before ${barsInWords(rule)} are over`] : []),
  },
  ends: { called: "the end", says: ({ ends }) => [`until ${patternsInWords(ends)}`] },
  unless: {
    called: "what makes it needless",
    says: ({ unless }) => unless.map((pattern) => `needless after ${patternsInWords([pattern])}`),
  },
  eachEnquiry: {
    called: "how often it is owed",
    says: ({ eachEnquiry }) => [eachEnquiry ? "once for each enquiry" : "once for the case"],
  },
  apartFromCase: {
    called: "what the end of a case does to it",
    says: ({ apartFromCase }) => [
      apartFromCase ? "owed also after the case has ended" : "over when the case ends",
    ],
  },
  prevailsOver: {
    called: "what it prevails over",
    says: ({ prevailsOver }) =>
      prevailsOver.length > 0 ? [`prevailing over ${[prevailsOver].flat().join(", ")}`] : [],
  },
  commences: {
    called: "its commencement",
    says: ({ commences }) => {
      if (commences === undefined) return [];
      return [commences === "not-commenced" ? "not commenced" : `from ${dayInWords(commences)}`];
    },
  },
  late: {
    called: "who is told when it is late",
    says: ({ late }) => (late === undefined ? [] : [`telling ${roleInWords(late.tell)} when late`]),
  },
  reading: {
    called: "the reading",
    says: ({ reading }) =>
      reading === undefined ? [] : [`the reading "${reading.question} ${reading.choice} ${reading.why}"`],
  },
  examples: {
    called: "the worked examples",
    says: ({ examples }) => examples.map(({ says }) => `the worked example "${says}"`),
  },
};

/** The parts of the head of a procedure. */
export const headParts: Parts<Procedure, Exclude<keyof Procedure, "rules">> = {
  procedure: { called: "the procedure", says: ({ procedure }) => [`procedure ${procedure}`] },
  title: { called: "the title", says: ({ title }) => [`"${title}"`] },
  version: { called: "the version", says: ({ version }) => [`version ${version}`] },
  inForceFrom: {
    called: "the first day",
    says: ({ inForceFrom }) => [`in force from ${dayInWords(inForceFrom)}`],
  },
  runsWith: {
    called: "what it runs with",
    says: ({ runsWith }) =>
      runsWith.length > 0 ? [`run with ${runsWith === "all" ? "every procedure" : runsWith.join(", ")}`] : [],
  },
  definition: {
    called: "the definition",
    says: ({ definition }) => (definition === undefined ? [] : definitionInPhrases(definition)),
  },
  atRisk: {
    called: "the absence that puts at risk",
    says: ({ atRisk }) => [
      ...explainAtRisk(atRisk).map((line) => line.replace(/\.$/, "")),
      ...(atRisk?.examples ?? []).map(
        ({ says, days, atRisk: is }) =>
          `the example of the absence "${says}": ${days} school days, ${is ? "at risk" : "not at risk"}`,
      ),
    ],
  },
  reasonGroups: {
    called: "who does what for each reason",
    says: ({ reasonGroups }) =>
      reasonGroups.flatMap(({ group, clause, reasons, who }) =>
        who.map(
          ({ called, does }) =>
            `for ${group} (${clause}: ${reasons.join(", ")}), ${called}: ${does.join("; ")}`,
        ),
      ),
  },
  suspends: {
    called: "what it suspends",
    says: ({ suspends }) =>
      suspends.map(
        ({ clause, when, acts: stopped, over, says }) =>
          `while ${conditionsInWords(when)} (${clause}), ${stopped.map((act) => `"${acts[act].verb}"`).join(" and ")} suspended${over === "all" ? " in every procedure" : over.map((name) => `, also in ${name}`).join("")}: ${says}`,
      ),
  },
  outcomes: {
    called: "the ways to close a case",
    says: ({ outcomes }) =>
      outcomes.map(
        ({ outcome, says, clause, needs }) =>
          `closing as ${outcome} (${clause}), when ${says}, proved by ${factKinds[needs].called}`,
      ),
  },
  exampleTerms: {
    called: "the terms of the examples",
    says: ({ exampleTerms }) =>
      exampleTerms.map(
        ({ kind, from, until }) => `${kind} ${dayInWords(from)} to ${dayInWords(until)} in the examples`,
      ),
  },
};

function definitionInPhrases(definition: Definition): string[] {
  return [
    // A full stop cannot stand before "becomes".
    ...explainDefinition(definition).map((line) => line.replace(/\.$/, "")),
    ...definition.examples.map(
      ({ says, standing }) => `the example of the definition "${says}": ${standing}`,
    ),
  ];
}
