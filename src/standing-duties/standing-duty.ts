import { detailWord } from "../procedures/drawing/index.ts";
import {
  type CaseFact,
  type DetailsOf,
  factKinds,
  type ObligationState,
  type Procedure,
  type Rule,
  roleInWords,
} from "../procedures/index.ts";

/** Something that an authority does for all of its children together. */
export type StandingTask = DetailsOf<"duty-done">["task"];

/** Something that happened in an authority, with who recorded it and what they said of it. */
export type AuthorityFact = CaseFact & { note: string; madeByName: string };

/** A task as the heading of its page. */
export function taskInWords(task: StandingTask): string {
  const words = detailWord("duty-done", "task", task);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The task so called; undefined when there is none. */
export function taskNamed(word: string): StandingTask | undefined {
  return factKinds["duty-done"].details.task.find((task) => task === word);
}

/** What an authority owes by a version of a procedure. */
export function standingRules({ rules }: Procedure): Rule[] {
  return rules.filter(({ about }) => about === "authority");
}

/** The tasks of which any meets this duty. */
export function tasksMeeting({ ends }: Pick<Rule, "ends">): StandingTask[] {
  return ends
    .filter(({ kind }) => kind === "duty-done")
    .flatMap(({ details }) => details.filter(({ name }) => name === "task"))
    .flatMap(({ oneOf }) => oneOf as StandingTask[]);
}

/** The times that a task was done, as it is believed now, the last first. */
export function timesDone(facts: readonly AuthorityFact[], task: StandingTask): AuthorityFact[] {
  const corrected = new Set(facts.map(({ replaces }) => replaces));
  return facts
    .filter((fact) => fact.kind === "duty-done" && fact.details.task === task && !corrected.has(fact.id))
    .sort((one, other) => Temporal.Instant.compare(other.happenedAt, one.happenedAt) || other.id - one.id);
}

/** A role as the owner of a duty: "CME officer". */
export function ownerInWords(role: string): string {
  const words = roleInWords(role as Rule["role"]);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const stateWords: Readonly<Record<ObligationState, string>> = {
  overdue: "Overdue",
  "due-soon": "Due soon",
  open: "To do",
  waiting: "Waiting",
  suspended: "Held",
  met: "Done in time",
  "met-late": "Done late",
  "no-longer-needed": "Not needed",
};

/** How a duty stands, in words; one that nothing has begun has no state. */
export function stateInWords(duty: { state: ObligationState } | undefined): string {
  return duty ? stateWords[duty.state] : "Not begun";
}
