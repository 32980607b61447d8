import type { Circumstance, Circumstances } from "./circumstances.ts";
import type { Rule } from "./procedure.ts";

type Words<C extends Circumstance> = Readonly<Record<Circumstances[C], string>> & {
  /** Several words that one clause says better, joined by blanks in the order of the closed list. */
  readonly [together: `${string} ${string}`]: string;
};

/** Each circumstance as a clause: "while the pupil is absent". One that is added does not compile before it has its words. */
const words: { readonly [C in Circumstance]: Words<C> } = {
  case: {
    none: "there is no referral",
    referred: "nobody has decided on the referral",
    open: "the case is open",
    closed: "the case is closed",
    "none closed": "there is no case",
    "referred open": "there is a referral or a case",
    "none referred closed": "no case is open",
  },
  address: {
    unknown: "no address is known",
    inside: "the address is in the area",
    outside: "the address is outside the area",
  },
  visit: {
    "not-asked": "no visit has been asked for",
    asked: "a visit has been asked for",
    made: "the address has been visited",
    "asked made": "a visit has been asked for or made",
  },
  family: { "not-met": "nobody has met the family", met: "somebody has met the family" },
  school: { "not-named": "no school is named", named: "a school is named" },
  "other-authority": {
    "not-asked": "the other authority has not been asked",
    asked: "the other authority has not answered",
    answered: "the other authority has answered",
  },
  place: {
    none: "no place has been offered",
    offered: "a place is offered",
    "not-taken-up": "the place was not taken up",
    "none not-taken-up": "no offer of a place stands",
  },
  education: { missing: "no education is proved", proved: "education is proved" },
  "last-roll": {
    "not-known": "the last roll is not known",
    "still-on": "the child is still on the last roll",
    advised: "the school knows when to remove the child",
    removed: "the child is off the last roll",
    "not-known still-on advised": "the child is not known to be off the last roll",
  },
  attendance: {
    "not-known": "no absence is known",
    absent: "the pupil is absent",
    back: "the pupil is back",
    "not-known absent": "the pupil is not known to be back",
    "absent back": "the pupil is or was absent",
  },
  contact: {
    "not-tried": "nobody has tried to reach the family",
    tried: "the family has been tried and not reached",
    reached: "the family has been reached",
    "not-tried tried": "the family has not been reached",
  },
  starter: {
    none: "no new pupil is expected",
    expected: "the new pupil has not come",
    arrived: "the new pupil has come",
    "none expected": "no new pupil has come",
  },
  "protection-plan": {
    none: "there is no child protection plan",
    plan: "the child has a child protection plan",
  },
  safety: { "no-concern": "there is no concern for safety", concern: "there is a concern for safety" },
  approach: { allowed: "the family may be approached", forbidden: "nobody may approach the family" },
  honour: { "not-feared": "honour based abuse is not feared", feared: "honour based abuse is feared" },
  "police-missing": {
    no: "the police have no report of the child",
    missing: "the child is reported missing",
    returned: "the missing child is back",
    "missing returned": "the child was reported missing",
  },
  "order-notice": {
    none: "no notice has been served",
    served: "the notice has been served",
    answered: "the parent has answered the notice",
    "order-made": "the order has been made",
    "none served answered": "no order has been made",
  },
  "deletion-return": {
    "not-sent": "the authority has not been told of the removal",
    sent: "the authority has been told of the removal",
  },
};

/** A condition as a clause: `the address is in the area`. */
export function conditionInWords({ circumstance, oneOf }: Rule["when"][number]): string {
  const says: Readonly<Record<string, string>> = words[circumstance];
  return says[oneOf.join(" ")] ?? oneOf.map((word) => says[word]).join(", or ");
}

/** Conditions as one clause: `the pupil is absent and the family has not been reached`. */
export function conditionsInWords(conditions: Rule["when"]): string {
  return conditions.map(conditionInWords).join(" and ");
}
