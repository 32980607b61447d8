import type { List } from "../../children/index.ts";
import { likelyInWords } from "../../web/design/words.ts";
import { type FieldEvidence, type Level, levelWords } from "../linkage/index.ts";
import { fieldNames, type LinkedField } from "../linked-fields.ts";

/**
 * What becomes of a link without a person: it holds by itself, or somebody is to look at it; or the import matched the row
 * exactly, and the model has not weighed the two.
 */
export type Answer = "linked" | "to-be-confirmed" | "matched";
/** What a person says of a link. */
export const decisions = ["same", "different", "not-sure"] as const;
export type Decision = (typeof decisions)[number];

export const decisionWords: Record<Decision, string> = {
  same: "Same child",
  different: "Different children",
  "not-sure": "Not sure",
};

/** What a row of a list, or a child's record, says to be compared by. */
export type LinkedRecord = {
  list: List | "child-record";
  /** Null where it is another record, not of a child. */
  childId: number | null;
  forename: string;
  middleNames: string;
  surname: string;
  /** Other and former names, in words. */
  alsoCalled: string[];
  dateOfBirth: Temporal.PlainDate | null;
  sex: string | null;
  upn: string | null;
  formerUpn: string | null;
  address: string;
  postcode: string | null;
  schoolName: string | null;
  startsOn: Temporal.PlainDate | null;
  endsOn: Temporal.PlainDate | null;
  lastSeenAt: Temporal.Instant | null;
};

/** How a field speaks: for one child, against it, or not at all. */
export type Says = "for" | "against" | "nothing";
export function saysOf({ level, bits }: FieldEvidence): Says {
  return level === "missing" || bits === 0 ? "nothing" : bits > 0 ? "for" : "against";
}

/** A field's evidence in words: "Spelt nearly the same". */
export function comparedInWords({ level }: FieldEvidence): string {
  return capitalised(levelWords[level]);
}

const alike: readonly Level[] = ["same", "former", "other-name", "swapped"];

/**
 * The sentence that sums a comparison up: how likely, what is the same, what is only alike, what differs, what is not
 * known. [A11]
 */
export function summaryOf(probability: number, evidence: readonly FieldEvidence[]): string {
  const named = (is: (each: FieldEvidence) => boolean) => listed(evidence.filter(is).map(fieldOf));
  const same = named(({ level }) => alike.includes(level));
  const near = named(({ level }) => level !== "missing" && level !== "differs" && !alike.includes(level));
  const other = named(({ level }) => level === "differs");
  const silent = named(({ level }) => level === "missing");
  const shared = [same && `share ${same}`, near && `nearly share ${near}`].filter(Boolean).join(" and ");
  const said = [
    shared && `they ${shared}`,
    other && `they differ in ${other}`,
    silent && `${silent} ${silent.includes(" and ") ? "are" : "is"} missing from one or both`,
  ].filter(Boolean);
  return `Likely the same child: ${likelyInWords(probability)}. ${capitalised(said.join("; "))}.`;
}

function fieldOf({ field }: FieldEvidence): string {
  const name = fieldNames[field as LinkedField] ?? field;
  return name === "UPN" ? name : name.toLowerCase();
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** In a line what does not agree: "Surname spelt nearly the same; postcode differs". */
function differencesOf(evidence: readonly FieldEvidence[]): string {
  const said = evidence
    .filter(({ level }) => level !== "same" && level !== "missing")
    .map((each) => `${fieldOf(each)} ${levelWords[each.level]}`)
    .join("; ");
  return said === "" ? "Nothing; too little is known" : capitalised(said);
}

/** How likely a link is, in words; an exact match that was not weighed is called so. */
export function howLikely({ answer, probability }: { answer: Answer; probability: number }): string {
  return answer === "matched" ? "Matched exactly" : likelyInWords(probability);
}

/** What does not agree, in a line. */
export function whatDiffers({
  answer,
  probability,
  evidence,
}: {
  answer: Answer;
  probability: number;
  evidence: FieldEvidence[];
}): string {
  if (answer !== "matched") return differencesOf(evidence);
  return probability === 1
    ? "Nothing; name and birth date are the same"
    : "Name or birth date; the number is the same";
}
