import type { DetailsOf, FactKind, factKinds } from "./fact-kinds.ts";

/**
 * Each detail by which a procedure may tell facts of one kind apart, in words that can stand alone beside an arrow. A word
 * that is added to the closed list of facts does not compile before it has its words here.
 */
export const wordsOfDetails: { readonly [K in KindsWithWords]: WordsOf<K> } = {
  "duty-done": {
    task: {
      "register-to-areas": "send the register to the areas",
      "list-to-partners": "send the list of children not found to partners",
      "duties-reminder": "remind schools and partners of their duties",
      "last-year-to-16-plus": "hand children in their last compulsory year to the 16+ service",
      "police-missing-compared": "compare the police's missing list with the register",
      "leavers-queried": "query leavers without a full destination",
      "health-list-compared": "compare the health list",
      "return-to-government": "send the return to the Department for Education",
      "health-list-children-referred": "refer children on the health list without education",
      "report-to-named-officer": "report to the named officer",
      "records-reviewed": "review the records",
      "annual-report": "make the annual report",
      "area-updates": "bring in the areas' news",
      "list-to-local-partners": "give the list of children not found to local partners",
      "unofficial-exclusions-reported": "report unofficial exclusions",
      "registers-inspected": "inspect schools' registers",
    },
  },
  "absence-began": {
    reason: {
      unexplained: "absent without a known reason",
      "leave-overrun": "not back from leave",
      "exclusion-overrun": "not back after an exclusion",
      "left-without-notice": "gone without notice",
      sickness: "off sick",
    },
    protectionPlan: { true: "with a child protection plan", false: "without a child protection plan" },
  },
  "starter-not-arrived": {
    intake: { normal: "new at a normal intake", "in-year": "new in the middle of a term" },
  },
  "pupil-admitted": { records: { came: "with records", "did-not-come": "without records" } },
  "excluded-for-a-time": {
    length: { "up-to-five-days": "up to five days", "over-five-days": "more than five days" },
  },
  "return-interview-held": { child: { spoke: "with the child", declined: "declined by the child" } },
  "stopped-in-sweep": { school: { "has-one": "with a school", "has-none": "without a school" } },
  "child-left-school": {
    destination: {
      "not-confirmed": "left without a known destination",
      confirmed: "left for a known school",
      "abroad-not-confirmed": "said to go abroad",
    },
  },
  "records-sent": {
    to: {
      "new-school": "the new school",
      authority: "the authority",
      "lost-pupils": "the lost pupils database",
    },
  },
  "home-education-reviewed": {
    view: { suitable: "found suitable", "not-yet-known": "not yet known", unsuitable: "found unsuitable" },
  },
  "return-sent": {
    about: {
      deletion: "a removal from the roll",
      "new-pupil": "a new pupil",
      "ten-days-absent": "ten days of absence",
      "fifteen-days-sick": "fifteen days of sickness",
      "home-education": "education at home",
    },
  },
  "admissions-asked": { found: { nothing: "nothing found", "other-school": "found at another school" } },
  "concern-raised": {
    about: fears(),
  },
  "concern-settled": {
    about: fears(),
  },
  "social-care-checked": {
    known: {
      known: "known to social care",
      "known-before": "known to social care before",
      "not-known": "not known to social care",
    },
  },
  "protection-step-begun": { step: protectionSteps() },
  "protection-step-ended": {
    step: protectionSteps(),
    outcome: {
      "section-47": "a section 47 enquiry follows",
      conference: "a conference follows",
      plan: "a child protection plan",
      support: "support without a plan",
      nothing: "nothing further",
    },
  },
  "support-recorded": {
    support: {
      "social-worker": "a social worker",
      "lead-professional": "a lead professional",
      "early-help": "an early help assessment",
    },
  },
  "agency-told": {
    agency: {
      "attendance-officer": "the school's attendance officer",
      "area-attendance": "area attendance",
      "cme-officer": "the CME officer",
      "social-care": "social care",
      police: "the police",
      "forced-marriage-unit": "the Forced Marriage Unit",
      "national-referral-mechanism": "the National Referral Mechanism",
      "exclusions-team": "the exclusions team",
      "youth-offending": "the youth justice service",
      "area-lead": "the area lead",
      "safeguarding-lead": "the safeguarding lead",
      admissions: "admissions",
      "ehe-officer": "the home education officer",
      "post-16": "the 16 plus service",
      school: "the school",
      "other-authority": "the other authority",
      government: "the Department for Education",
    },
  },
  "action-decided": {
    action: {
      "home-visit": "a visit at home",
      "social-worker": "a word with the social worker",
      parents: "a word with the parents",
      "referring-school": "a word with the referring school",
      police: "a word with the police",
      none: "nothing for now",
    },
  },
  "referral-received": {
    form: {
      cme1: "form CME1",
      cme2: "form CME2",
      cme3: "form CME3",
      "school-referral": "from a school",
      "hub-referral": "to the hub",
      "attendance-referral": "to area attendance",
      memo: "a missing child memo",
      concern: "a concern from the public",
      notice: "notice from another authority",
      comparison: "found by comparing lists",
      team: "a referral by a team of the council",
      "police-missing": "a missing report of the police",
      "police-return": "the police's word of a return",
    },
    urgent: { true: "urgent", false: "not urgent" },
    concern: { true: "with a concern for safety", false: "without a concern for safety" },
  },
  "referral-redirected": {
    to: {
      "attendance-procedure": "passed to attendance",
      "ehe-officer": "passed to the home education officer",
      "existing-case": "added to a case",
      "other-authority": "passed to another authority",
      "not-missing": "not missing education",
    },
  },
  "case-opened": {
    address: {
      inside: "address in the area",
      outside: "address outside the area",
      unknown: "no known address",
    },
  },
  "case-reopened": {
    address: {
      inside: "address in the area",
      outside: "address outside the area",
      unknown: "no known address",
    },
  },
  "family-made-contact": {
    address: {
      inside: "address in the area",
      outside: "address outside the area",
      unknown: "no known address",
    },
  },
  "database-checked": {
    found: {
      nothing: "nothing found",
      school: "a school found",
      "address-inside": "an address in the area found",
      "address-outside": "an address outside the area found",
    },
  },
  "visit-requested": { urgent: { true: "urgent", false: "not urgent" } },
  "letter-sent": { about: { visit: "about a visit", place: "about a place", other: "about something else" } },
  "visit-risk-assessed": { risk: { low: "low risk", medium: "medium risk", high: "high risk" } },
  "visit-made": {
    found: {
      "child-seen": "child seen",
      "no-answer": "no answer",
      "family-moved": "family moved",
      "not-known-there": "family not known there",
      refused: "refused at the door",
    },
    newAddress: {
      unknown: "new address not known",
      inside: "new address in the area",
      outside: "new address outside the area",
    },
    cardLeft: { true: "card left", false: "no card left" },
  },
  "family-contact-tried": {
    reached: { true: "family reached", false: "family not reached" },
    by: { telephone: "by telephone", letter: "by letter", message: "by message", "in-person": "in person" },
  },
  "enquiry-sent": { to: asked() },
  "enquiry-answered": {
    by: asked(),
    answer: { "on-roll": "on a roll", "knows-family": "family known", "nothing-known": "nothing known" },
    address: {
      inside: "address in the area",
      outside: "address outside the area",
      unknown: "no known address",
    },
  },
  "enquiry-withdrawn": { to: asked() },
  "whereabouts-sought": {
    found: { nothing: "nothing found", "moved-away": "family moved away", child: "child found" },
  },
  "order-breach-weighed": {
    decided: {
      prosecution: "prosecution",
      "supervision-order": "a supervision order instead",
      both: "prosecution and a supervision order",
      neither: "neither",
    },
  },
  "order-notice-served": {
    about: { "suitable-education": "asking for proof of education", "school-to-be-named": "naming a school" },
  },
  "school-age-ruled-out": { age: { "not-begun": "not begun", over: "over" } },
  "case-closed": {
    outcome: {
      "on-roll": "on a roll",
      "suitable-education": "suitably educated",
      "home-education": "educated at home",
      "left-area": "left the area",
      "not-of-age": "not of school age",
      died: "died",
      "same-child": "sought in another case",
    },
  },
};

function fears(): WordsOf<"concern-raised">["about"] {
  return {
    safety: "concern for safety",
    "forced-marriage": "fear of a forced marriage",
    crime: "fear of a crime",
    trafficking: "fear of trafficking",
    exploitation: "fear of exploitation",
    "honour-based-abuse": "fear of honour based abuse",
    fgm: "fear of female genital mutilation",
  };
}

function protectionSteps(): WordsOf<"protection-step-begun">["step"] {
  return {
    "strategy-discussion": "a strategy discussion",
    "section-47": "a section 47 enquiry",
    conference: "a child protection conference",
  };
}

function asked(): WordsOf<"enquiry-sent">["to"] {
  return {
    "other-authority": "the other authority",
    police: "the police",
    "social-care": "social care",
    housing: "housing",
    "youth-offending": "the youth justice service",
    health: "health",
    school: "the school",
    admissions: "admissions",
  };
}

/** What happened, as the middle of a sentence, where its details belong inside its name: `the word to social care`. */
export const wholes: { readonly [K in FactKind]?: { detail: string; says: (who: string) => string } } = {
  "agency-told": { detail: "agency", says: (who) => `the word to ${who}` },
  "enquiry-sent": { detail: "to", says: (who) => `the enquiry to ${who}` },
  "records-sent": { detail: "to", says: (who) => `the sending of the child's records to ${who}` },
  "return-sent": { detail: "about", says: (what) => `the return on ${what}` },
  "duty-done": { detail: "task", says: (what) => `the record of “${what}”` },
};

type Details<K extends FactKind> = (typeof factKinds)[K]["details"];
type Listed<K extends FactKind> = {
  [N in keyof Details<K>]: Details<K>[N] extends readonly (string | boolean)[] ? N : never;
}[keyof Details<K>] &
  keyof DetailsOf<K>;
type KindsWithWords = { [K in FactKind]: [Listed<K>] extends [never] ? never : K }[FactKind];
type WordsOf<K extends FactKind> = {
  readonly [N in Listed<K>]: Readonly<Record<`${DetailsOf<K>[N] & (string | boolean)}`, string>>;
};
