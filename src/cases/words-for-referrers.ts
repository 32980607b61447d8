import { dayOf } from "../calendar/index.ts";
import type { CaseFact, DetailsOf, FactKind, Outcome } from "../procedures/index.ts";
import { dayInWords } from "../web/design/words.ts";

/** What the sender of a referral is told when a case is opened on it. Never more than the sender needs to know. [G02] */
export function toldOnOpening(day: Temporal.PlainDate): string {
  return `Accepted on ${dayInWords(day)}. A case is open and we are looking for the child. What comes of it will stand here.`;
}

/** What the sender is told of the date on which a school may take the child off its roll. [C28] */
export function toldOnRemoval({ removeOn }: DetailsOf<"removal-advised">): string {
  return `You may take the child off your roll on ${dayInWords(Temporal.PlainDate.from(removeOn))}. Record that date as the last day.`;
}

/** The kinds of fact that can prove an outcome. */
export type Proof = Extract<
  CaseFact,
  {
    kind:
      | "roll-confirmed"
      | "provision-confirmed"
      | "home-education-registered"
      | "left-area-confirmed"
      | "school-age-ruled-out"
      | "death-confirmed";
  }
>;

const proofs: readonly FactKind[] = [
  "roll-confirmed",
  "provision-confirmed",
  "home-education-registered",
  "left-area-confirmed",
  "school-age-ruled-out",
  "death-confirmed",
];

/** If a fact is one that can prove an outcome. */
export function isProof(fact: CaseFact): fact is Proof {
  return proofs.includes(fact.kind);
}

const found: Record<Outcome, string> = {
  "on-roll": "Found: on roll at another school",
  "suitable-education": "Found: in suitable education",
  "home-education": "Found: registered as home educated",
  "left-area": "The child is known to have left this area",
  "not-of-age": "The child is not of compulsory school age",
  died: "The child has died",
};

/** What the sender is told when the case is closed: the outcome and since when, not where or by whom. [G02] */
export function toldOnClosing(outcome: Outcome, { details }: Proof): string {
  const since =
    "startedOn" in details ? details.startedOn : "registeredOn" in details ? details.registeredOn : undefined;
  const words = since
    ? `${found[outcome]} since ${dayInWords(Temporal.PlainDate.from(since))}.`
    : `${found[outcome]}.`;
  if (outcome === "died")
    return `We are sorry to tell you: ${found.died.toLowerCase()}. The case is closed. Do not write to the family or visit them about school.`;
  return `${words} The case is closed. You need do nothing more, but tell us at once if you hear otherwise.`;
}

/** What the sender is told when the child turns out to be sought in another case already, under a second record. [A11] [G02] */
export const toldOnJoining =
  "We are looking for this child in another case too, under a second record. The two searches are one now, and it goes on with what you told us. What comes of it will stand here.";

/** What a school among the senders is told besides, when the child is at another: its own duty goes on. [G07] */
export const toldSchoolsOnFinding =
  " If you took the child off your roll, send the transfer file on: put it into the store under Transfer files, from which it goes to the new school.";

/** Everything that the sender of a referral has been told by these facts, each when and by whom. */
export function progressOf(
  facts: readonly (CaseFact & { madeBy: number })[],
): { words: string; made_at: string; made_by: number }[] {
  let proof: Proof | undefined;
  return facts.flatMap((fact) => {
    if (isProof(fact)) proof = fact;
    const words =
      fact.kind === "case-opened"
        ? toldOnOpening(dayOf(fact.happenedAt))
        : fact.kind === "removal-advised"
          ? toldOnRemoval(fact.details)
          : fact.kind === "case-closed" && fact.details.outcome !== "same-child" && proof
            ? toldOnClosing(fact.details.outcome, proof)
            : undefined;
    return words ? [{ words, made_at: fact.madeAt.toString(), made_by: fact.madeBy }] : [];
  });
}
