import {
  type CaseFact,
  type DetailsOf,
  type ObligationState,
  type Procedure,
  type Rule,
  roleInWords,
} from "../procedures/index.ts";

/** An authority with the procedure that it works to. */
export type Authority = { id: number; code: string; name: string; procedure: string };

/** Something that an authority does for all of its children together. */
export type StandingTask = DetailsOf<"duty-done">["task"];

/** Something that happened in an authority, with who recorded it and what they said of it. */
export type AuthorityFact = CaseFact & { note: string; madeByName: string };

/** Each task as the heading of its page. */
export const taskWords: Readonly<Record<StandingTask, string>> = {
  "register-to-areas": "Send the register to the areas",
  "list-to-partners": "Send the list of children not found to partners",
  "duties-reminder": "Remind schools and partners of their duties",
  "last-year-to-16-plus": "Hand children in their last compulsory year to the 16+ service",
  "police-missing-compared": "Compare the police's missing list with the register",
  "leavers-queried": "Query leavers without a full destination",
  "health-list-compared": "Compare the health list",
  "return-to-government": "Send the return to the Department for Education",
  "health-list-children-referred": "Refer children on the health list without education",
  "report-to-named-officer": "Report to the named officer",
  "records-reviewed": "Review the records",
  "annual-report": "Make the annual report",
  "area-updates": "Bring in the areas' news",
  "list-to-local-partners": "Give the list of children not found to local partners",
  "unofficial-exclusions-reported": "Report unofficial exclusions",
  "registers-inspected": "Inspect schools' registers",
};

/** The task so called; undefined when there is none. */
export function taskNamed(word: string): StandingTask | undefined {
  return Object.hasOwn(taskWords, word) ? (word as StandingTask) : undefined;
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
