/** A request for everything that is held of a child, and where it stands. */
export type AccessRequest = {
  id: number;
  reference: string;
  authorityId: number;
  childId: number;
  askedBy: string;
  identity: string;
  receivedOn: Temporal.PlainDate;
  lines: number;
  /** Lines that nobody has decided yet. */
  undecided: number;
  steps: readonly { step: AccessStep; words: string; at: string; by: string }[];
};

export type AccessStep = "extended" | "checked" | "sent-back" | "given";

/** UK GDPR Article 12(3): one calendar month, and two more where the request is complex. */
const answerWithin = { months: 1 };
const extendedBy = { months: 2 };

/** By which day the record must be given. */
export function dueOnOf({
  receivedOn,
  steps,
}: Pick<AccessRequest, "receivedOn" | "steps">): Temporal.PlainDate {
  const months =
    answerWithin.months + (steps.some(({ step }) => step === "extended") ? extendedBy.months : 0);
  return receivedOn.add({ months });
}

export type Standing = "to-look-through" | "to-check" | "to-give" | "given";

export const standingWords: Record<Standing, string> = {
  "to-look-through": "To be looked through",
  "to-check": "Waits for a second person",
  "to-give": "Ready to give",
  given: "Given",
};

/** How a request stands: looked through line by line, checked by another person, given. What was sent back is looked through again. */
export function standingOf({ undecided, steps }: Pick<AccessRequest, "undecided" | "steps">): Standing {
  if (steps.some(({ step }) => step === "given")) return "given";
  const last = steps.findLast(({ step }) => step === "checked" || step === "sent-back");
  if (last?.step === "checked") return "to-give";
  return undecided > 0 ? "to-look-through" : "to-check";
}

/** A line of the record as it stood, with what was decided of it. */
export type AccessLine = {
  line: number;
  part: string;
  words: string;
  /** Whom besides the child it may be about; empty where nobody. */
  thirdParty: string;
  decision: "release" | "redact" | null;
  hidden: string;
  reason: string;
};

const black = "█████";

/** The line as it may leave: each hidden phrase blacked out, or nothing of a line that is kept back. */
export function releasedWords({
  words,
  decision,
  hidden,
}: Pick<AccessLine, "words" | "decision" | "hidden">): string | null {
  if (decision !== "release" && hidden === "") return null;
  return phrasesOf(hidden).reduce((said, phrase) => said.replaceAll(phrase, black), words);
}

/** What is to be blacked out: a phrase on each line of the field. */
export function phrasesOf(hidden: string): string[] {
  return hidden
    .split(/\r?\n/)
    .map((phrase) => phrase.trim())
    .filter(Boolean);
}
