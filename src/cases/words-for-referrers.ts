import { dayInWords } from "../calendar/index.ts";
import type { DetailsOf, Outcome } from "../procedures/index.ts";

/** What the sender of a referral is told when a case is opened on it. Never more than the sender needs to know. [G02] */
export function toldOnOpening(day: Temporal.PlainDate): string {
  return `Accepted on ${dayInWords(day)}. A case is open and we are looking for the child. What comes of it will stand here.`;
}

/** What the sender is told of the date on which a school may take the child off its roll. [C28] */
export function toldOnRemoval({ removeOn }: DetailsOf<"removal-advised">): string {
  return `You may take the child off your roll on ${dayInWords(Temporal.PlainDate.from(removeOn))}. Record that date as the last day.`;
}

type Proof =
  | DetailsOf<"roll-confirmed">
  | DetailsOf<"provision-confirmed">
  | DetailsOf<"home-education-registered">
  | DetailsOf<"left-area-confirmed">;

const found: Record<Outcome, string> = {
  "on-roll": "Found: on roll at another school",
  "suitable-education": "Found: in suitable education",
  "home-education": "Found: registered as home educated",
  "left-area": "The child is known to have left this area",
};

/** What the sender is told when the case is closed: the outcome and since when, not where or by whom. [G02] */
export function toldOnClosing(outcome: Outcome, proof: Proof): string {
  const since =
    "startedOn" in proof ? proof.startedOn : "registeredOn" in proof ? proof.registeredOn : undefined;
  const words = since
    ? `${found[outcome]} since ${dayInWords(Temporal.PlainDate.from(since))}.`
    : `${found[outcome]}.`;
  return `${words} The case is closed. You need do nothing more, but tell us at once if you hear otherwise.`;
}
