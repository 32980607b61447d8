import { reasonInWords } from "../children/index.ts";
import type { Agency, CaseFact, DetailsOf, FactKind } from "../procedures/index.ts";
import { capitalised, dayInWords } from "../web/design/words.ts";

/** What other records say of a fact: names and words that the fact itself does not hold. */
export type ToldBeside = {
  /** Who was asked, by name. */
  asked?: string | undefined;
  /** Where a family now lives, as a visitor heard it. */
  place?: string | undefined;
  /** What the neighbours said to a visitor. */
  neighbours?: string | undefined;
  /** What somebody was told, word for word. */
  words?: string | undefined;
};

type Said<K extends FactKind> = {
  /** The fact as a heading. */
  title: string;
  says: (details: DetailsOf<K>, beside: ToldBeside) => string;
};

const agencies: Record<Agency, string> = {
  "other-authority": "another authority",
  police: "the police",
  "social-care": "social care",
  housing: "housing",
  "youth-offending": "the youth justice service",
  health: "health",
  school: "a school",
  admissions: "admissions",
};

/** Where the family lives, seen from the authority, as the end of a sentence. */
const addressWords = {
  inside: "in this area",
  outside: "in another authority's area",
  unknown: "not known",
} as const;

const forms: Record<DetailsOf<"referral-received">["form"], string> = {
  cme1: "Form CME1, removal from roll",
  cme2: "Form CME2, from an agency",
  cme3: "Form CME3, from the area attendance team",
  "school-referral": "A school's referral",
  "hub-referral": "A referral to the hub",
  "attendance-referral": "A school's referral of a pupil who does not come",
  memo: "A missing child memo",
  concern: "A concern from the public",
  notice: "A notice from another authority",
  comparison: "Found by comparing lists",
  team: "From a team of the council",
  "police-missing": "The police's report of a missing young person",
  "police-return": "The police's word that a young person is back",
};

/** What social care says of a family, as a choice in a form. [E09] */
export const socialCareKnows: Record<DetailsOf<"social-care-checked">["known"], string> = {
  known: "The family is known to social care now",
  "known-before": "The family was known to social care before",
  "not-known": "The family is not known to social care",
};

/** What social care does to protect a child, as a choice in a form. [E09] */
export const protectionSteps: Record<DetailsOf<"protection-step-begun">["step"], string> = {
  "strategy-discussion": "Strategy discussion",
  "section-47": "Section 47 enquiry",
  conference: "Child protection conference",
};

/** What came of it, as a choice in a form. [E09] */
export const protectionOutcomes: Record<DetailsOf<"protection-step-ended">["outcome"], string> = {
  "section-47": "A section 47 enquiry follows",
  conference: "A child protection conference follows",
  plan: "The child has a child protection plan",
  support: "Support without a protection plan",
  nothing: "Nothing further",
};

/** Who helps a child already, in the words of a heading. [G05] */
export const supportWords: Record<DetailsOf<"support-recorded">["support"], string> = {
  "social-worker": "Social worker",
  "lead-professional": "Lead professional",
  "early-help": "Early help assessment",
};

/** Who was told of something, as a choice in a form. */
export const agenciesTold: Record<DetailsOf<"agency-told">["agency"], string> = {
  "attendance-officer": "The school's attendance officer",
  "area-attendance": "The area attendance team",
  "cme-officer": "The CME officer",
  "social-care": "Social care",
  police: "The police",
  "forced-marriage-unit": "The Forced Marriage Unit",
  "national-referral-mechanism": "The National Referral Mechanism",
  "exclusions-team": "The exclusions team",
  "youth-offending": "The youth justice service",
  "area-lead": "The area lead",
  "safeguarding-lead": "The safeguarding lead",
  admissions: "Admissions",
  "ehe-officer": "The elective home education officer",
  "post-16": "The 16 plus service",
  school: "The school",
  "other-authority": "Another authority",
  government: "The Department for Education",
};

const standingTasks: Record<DetailsOf<"duty-done">["task"], string> = {
  "register-to-areas": "The register went to the area leads.",
  "list-to-partners": "The list of children not found went to partners.",
  "duties-reminder": "Schools and partners were reminded of their duties.",
  "last-year-to-16-plus": "Children in their last compulsory year were handed to the 16 plus service.",
  "police-missing-compared": "The police's missing list was compared with the register.",
  "leavers-queried": "Leavers without a destination were queried.",
  "health-list-compared": "The health list was compared.",
  "return-to-government": "The return went to the Department for Education.",
  "health-list-children-referred":
    "The children whom the health list showed without education were referred.",
  "report-to-named-officer":
    "The named officer received the report of all children missing education, those permanently excluded among them.",
  "records-reviewed": "The records and figures were reviewed.",
  "annual-report": "The yearly report was presented.",
  "list-to-local-partners": "The list of children not found went to the partners of the area.",
  "area-updates": "The areas sent what they know of the children on the register.",
  "unofficial-exclusions-reported": "Unofficial exclusions were reported to management.",
  "registers-inspected": "The registers of schools were inspected.",
};

const concernWords: Record<DetailsOf<"concern-raised">["about"], string> = {
  safety: "For the child's safety.",
  "forced-marriage": "A forced marriage is suspected: nobody may approach the family.",
  crime: "The child may be the victim of a crime.",
  trafficking: "The child may have been trafficked.",
  exploitation: "The child may be exploited.",
  "honour-based-abuse": "Honour-based abuse is feared: nobody may approach the family.",
  fgm: "Female genital mutilation is feared.",
};

/** What the end of a concern says that holds the case no longer. */
const noLonger = {
  "forced-marriage": "Forced marriage is no longer suspected.",
  "honour-based-abuse": "Honour-based abuse is no longer feared.",
} as const;

const redirections: Record<DetailsOf<"referral-redirected">["to"], string> = {
  "attendance-procedure": "Passed to the attendance procedure: the child is on a roll.",
  "ehe-officer": "Passed to the elective home education officer.",
  "existing-case": "Joined to a case that was open already.",
  "other-authority": "Passed to another authority.",
  "not-missing": "The child is not missing education.",
};

export const outcomeWords: Record<DetailsOf<"case-closed">["outcome"], string> = {
  "on-roll": "on a school's roll",
  "suitable-education": "in suitable full-time education",
  "home-education": "registered as home educated",
  "left-area": "known to have left the area",
  "not-of-age": "not of compulsory school age",
  died: "known to have died",
  "same-child": "sought in another case, under another record",
};

/** What became of the child whose case is closed, as a list has it: "On a school's roll". */
export function outcomeInWords(outcome: string | null): string | undefined {
  const words = outcomeWords[outcome as keyof typeof outcomeWords];
  return words && capitalised(words);
}

/** What an authority decides on the breach of an order. */
export const breachDecisions: Record<DetailsOf<"order-breach-weighed">["decided"], string> = {
  prosecution: "Prosecution",
  "supervision-order": "An application for an education supervision order instead",
  both: "Prosecution, and an application for an education supervision order",
  neither: "Neither for now",
};

const day = (iso: string) => dayInWords(Temporal.PlainDate.from(iso));
const living = (address: keyof typeof addressWords) =>
  address === "unknown"
    ? "Where the family lives is not known."
    : `The family lives ${addressWords[address]}.`;
const named = (name: string) => (name ? `${name}.` : "");

const facts: { [K in FactKind]: Said<K> } = {
  "census-day": { title: "Census day of the term", says: () => "" },
  "duties-began": { title: "Work under the procedure began", says: () => "" },
  "duty-done": { title: "Standing duty done", says: ({ task }) => standingTasks[task] },
  "lesson-began": { title: "Lesson began", says: () => "" },
  "register-marked": { title: "Register marked", says: () => "" },
  "absence-began": {
    title: "First day of absence",
    says: ({ reason, protectionPlan }) =>
      [
        {
          unexplained: "No reason was given.",
          "leave-overrun": "The child did not come back from leave.",
          "exclusion-overrun": "The child did not come back from an exclusion.",
          "left-without-notice": "The family left without notice.",
          sickness: "Sickness.",
        }[reason],
        protectionPlan && "There is a child protection plan.",
      ]
        .filter(Boolean)
        .join(" "),
  },
  "absence-reported": { title: "Absence reported", says: () => "" },
  "absence-explained": { title: "Reason for the absence known", says: () => "" },
  "persistent-absence-found": { title: "Persistent absence found", says: () => "" },
  "pupil-returned": { title: "Back at school", says: () => "" },
  "starter-not-arrived": {
    title: "New pupil did not arrive",
    says: ({ intake }) => (intake === "normal" ? "Normal intake." : "Joining during the year."),
  },
  "starter-arrived": { title: "New pupil arrived", says: () => "" },
  "pupil-admitted": {
    title: "Entered on the admission register",
    says: ({ records }) => (records === "came" ? "" : "The records have not come."),
  },
  "excluded-permanently": { title: "Excluded permanently", says: () => "" },
  "excluded-for-a-time": {
    title: "Excluded for a fixed term",
    says: ({ length }) => (length === "over-five-days" ? "For more than five days." : "For up to five days."),
  },
  "managed-move-began": { title: "Managed move began", says: () => "" },
  "provision-arranged": { title: "Education arranged for the exclusion", says: () => "" },
  "unofficial-exclusion-found": { title: "Unofficial exclusion found", says: () => "" },
  "stopped-in-sweep": {
    title: "Met on a truancy sweep",
    says: ({ school }) => (school === "has-one" ? "The child has a school." : "The child has no school."),
  },
  "home-education-notified": { title: "Parent gave notice of home education", says: () => "" },
  "home-education-support-offered": { title: "Support with home education offered", says: () => "" },
  "home-education-reviewed": {
    title: "Home education reviewed",
    says: ({ view }) =>
      ({
        suitable: "It was found suitable.",
        "not-yet-known": "Whether it is suitable is not yet known.",
        unsuitable: "It was found unsuitable.",
      })[view],
  },
  "home-education-ended": { title: "Home education ended", says: () => "" },
  "records-sent": {
    title: "Records sent",
    says: ({ to }) =>
      ({
        "new-school": "To the new school.",
        authority: "To the authority.",
        "lost-pupils": "To the store of lost pupils.",
      })[to],
  },
  "protection-file-sent": { title: "Child protection file sent to the new school", says: () => "" },
  "records-rejected": { title: "Transfer file rejected", says: () => "" },
  "return-sent": {
    title: "Return sent to the authority",
    says: ({ about }) =>
      ({
        deletion: "Removal from the roll.",
        "new-pupil": "A new pupil.",
        "ten-days-absent": "Ten days of absence.",
        "fifteen-days-sick": "Fifteen days of sickness.",
        "home-education": "Home education.",
      })[about],
  },
  "attendance-referral-made": { title: "Referred to area attendance", says: () => "" },
  "admissions-asked": {
    title: "Admissions asked",
    says: ({ found }) => (found === "nothing" ? "On no other roll." : "Another school has the child."),
  },
  "hub-referred": { title: "Referred to the hub", says: () => "" },
  "hub-worker-allocated": { title: "Hub worker allocated", says: () => "" },
  "concern-raised": { title: "Concern raised", says: ({ about }) => concernWords[about] },
  "agency-told": { title: "Agency told", says: ({ agency }) => `${agenciesTold[agency]}.` },
  "action-decided": {
    title: "Safeguarding lead decided",
    says: ({ action }) =>
      ({
        "home-visit": "A home visit.",
        "social-worker": "A word with the social or family worker.",
        parents: "A word with the parents.",
        "referring-school": "A word with the referring school.",
        police: "A word with the police.",
        none: "Nothing further.",
      })[action],
  },
  "concern-settled": {
    title: "Concern settled",
    says: ({ about }) =>
      about in noLonger ? `${noLonger[about as keyof typeof noLonger]}` : concernWords[about],
  },
  "social-care-checked": {
    title: "Checked with social care",
    says: ({ known }) => `${socialCareKnows[known]}.`,
  },
  "protection-step-begun": {
    title: "Social care acts",
    says: ({ step }) => `${protectionSteps[step]} begun.`,
  },
  "protection-step-ended": {
    title: "Social care acted",
    says: ({ step, outcome }) => `${protectionSteps[step]}: ${protectionOutcomes[outcome].toLowerCase()}.`,
  },
  "support-recorded": {
    title: "Who helps the child",
    says: ({ support }) => `${supportWords[support]} recorded.`,
  },
  "reported-missing": { title: "Reported missing to the police", says: () => "" },
  "missing-child-returned": { title: "Missing child returned", says: () => "" },
  "return-interview-held": {
    title: "Return interview",
    says: ({ child }) =>
      child === "declined" ? "It was offered, and the child declined it." : "It was held.",
  },
  "family-contact-tried": {
    title: "Family contacted",
    says: ({ reached, by }) =>
      `${{ telephone: "By telephone", letter: "By letter", message: "By message", "in-person": "In person" }[by]}. ${reached ? "Somebody was reached." : "Nobody was reached."}`,
  },
  "whereabouts-sought": {
    title: "Search for the family",
    says: ({ found }) =>
      ({
        nothing: "Nothing was found.",
        "moved-away": "The family seems to have moved away.",
        child: "The child was found.",
      })[found],
  },
  "order-notice-served": {
    title: "Notice before a school attendance order served",
    says: ({ about }) =>
      about === "suitable-education"
        ? "To show that the child is suitably educated."
        : "To say which school the order should name.",
  },
  "education-shown-suitable": { title: "Parent showed suitable education", says: () => "" },
  "attendance-order-made": { title: "School attendance order made", says: () => "" },
  "attendance-order-breached": { title: "Breach of the school attendance order", says: () => "" },
  "order-breach-weighed": {
    title: "Breach of the order weighed",
    says: ({ decided }) => `${breachDecisions[decided]}.`,
  },
  "order-proceedings-begun": { title: "Proceedings in court begun", says: () => "" },
  "child-left-school": {
    title: "Left school",
    says: ({ schoolName, destination }) =>
      `${named(schoolName)} ${
        {
          confirmed: "The destination is confirmed.",
          "not-confirmed": "The destination is not confirmed.",
          "abroad-not-confirmed": "Going abroad; the school there is not confirmed.",
        }[destination]
      }`.trim(),
  },
  "removed-from-roll": {
    title: "Taken off the roll",
    says: ({ schoolName, ground }) => `${named(schoolName)} ${ground ? `Ground: ${ground}.` : ""}`.trim(),
  },
  "referral-received": {
    title: "Referral received",
    says: ({ form, urgent, concern }) =>
      [`${forms[form]}.`, urgent && "Urgent.", concern && "There is a concern for the child."]
        .filter(Boolean)
        .join(" "),
  },
  "referral-redirected": { title: "Referral passed on", says: ({ to }) => redirections[to] },
  "case-opened": {
    title: "Case opened",
    says: ({ reason, missingSince, address }) =>
      [
        `Reason: ${reasonInWords(reason)}.`,
        missingSince && `Missing education since ${day(missingSince)}.`,
        living(address),
      ]
        .filter(Boolean)
        .join(" "),
  },
  "case-reopened": { title: "Case reopened", says: ({ why, address }) => `${named(why)} ${living(address)}` },
  "database-checked": {
    title: "Database checked",
    says: ({ found }) =>
      ({
        nothing: "No list shows a school or a new address.",
        school: "A list names a school.",
        "address-inside": "A list shows an address in this area.",
        "address-outside": "A list shows an address in another authority's area.",
      })[found],
  },
  "visit-requested": {
    title: "Visit requested",
    says: ({ urgent }) => (urgent ? "Urgent: without a letter first." : "A letter first, then a visit."),
  },
  "letter-sent": {
    title: "Letter sent to the family",
    says: ({ about }) =>
      ({ visit: "About the coming visit.", place: "About a school place.", other: "" })[about],
  },
  "visit-risk-assessed": {
    title: "Risks of the visit assessed",
    says: ({ risk }) => `Overall risk: ${risk}.`,
  },
  "visit-made": {
    title: "Home visit",
    says: ({ found, newAddress, cardLeft, note }, { place, neighbours }) =>
      [
        {
          "child-seen": "The child was seen.",
          "no-answer": "Nobody answered.",
          "family-moved": {
            unknown: "The family has moved; where to is not known.",
            inside: "The family has moved within this area.",
            outside: "The family has moved to another authority's area.",
          }[newAddress],
          "not-known-there": "The family is not known there.",
          refused: "The family would not talk.",
        }[found],
        place && `Said to live now at: ${place}.`,
        cardLeft && "A card was left.",
        note,
        neighbours && !note?.includes(neighbours) && `Neighbours: ${neighbours}`,
      ]
        .filter(Boolean)
        .join(" "),
  },
  "family-made-contact": { title: "The family made contact", says: ({ address }) => living(address) },
  "enquiry-sent": { title: "Enquiry sent", says: ({ to }, { asked }) => `To ${asked ?? agencies[to]}.` },
  "enquiry-withdrawn": {
    title: "Enquiry withdrawn",
    says: ({ to, because }) => `No longer asked of ${agencies[to]}: ${because}`,
  },
  "enquiry-answered": {
    title: "Enquiry answered",
    says: ({ by, answer, address, answeredBy }) =>
      [
        `By ${answeredBy || agencies[by]}.`,
        {
          "on-roll": "The child is on a roll.",
          "knows-family": "The family is known.",
          "nothing-known": "Nothing is known.",
        }[answer],
        address !== "unknown" && living(address),
      ]
        .filter(Boolean)
        .join(" "),
  },
  "message-posted": { title: "Message posted to every authority", says: () => "" },
  "place-offered": { title: "School place offered", says: ({ schoolName }) => named(schoolName) },
  "place-not-taken-up": { title: "School place not taken up", says: ({ schoolName }) => named(schoolName) },
  "attendance-order-started": { title: "School attendance order proceedings started", says: () => "" },
  "roll-confirmed": {
    title: "On roll, confirmed",
    says: ({ schoolName, startedOn, confirmedBy }) =>
      `At ${schoolName} since ${day(startedOn)}. Confirmed by ${confirmedBy}.`,
  },
  "provision-confirmed": {
    title: "Suitable education, confirmed",
    says: ({ provider, startedOn, confirmedBy }) =>
      `With ${provider} since ${day(startedOn)}. Confirmed by ${confirmedBy}.`,
  },
  "home-education-registered": {
    title: "Registered as home educated",
    says: ({ registeredOn }) => `On ${day(registeredOn)}.`,
  },
  "left-area-confirmed": {
    title: "Left the area, confirmed",
    says: ({ whereTo, confirmedBy }) => `To ${whereTo}. Confirmed by ${confirmedBy}.`,
  },
  "school-age-ruled-out": {
    title: "Not of compulsory school age",
    says: ({ age, knownBy }) =>
      `${age === "over" ? "It is over." : "It has not begun."} Known by: ${knownBy}.`,
  },
  "death-confirmed": {
    title: "The child has died",
    says: ({ confirmedBy }) => `Confirmed by ${confirmedBy}.`,
  },
  "removal-advised": {
    title: "School told when to take the child off its roll",
    says: ({ removeOn }) => `On ${day(removeOn)}.`,
  },
  "referrer-told": { title: "Referrer told", says: (_, { words }) => words ?? "" },
  "case-closed": {
    title: "Case closed",
    says: ({ outcome }) => `The child is ${outcomeWords[outcome]}.`,
  },
  "note-made": { title: "Note", says: ({ note }) => note },
};

/** A fact in plain words for a chronology: what it is called, and what it says, which may be nothing. */
export function factInWords(
  fact: Pick<CaseFact, "kind" | "details">,
  beside: ToldBeside = {},
): { title: string; says: string } {
  // The kind says which details there are; TypeScript cannot follow that through the table.
  const { title, says } = facts[fact.kind] as Said<FactKind>;
  return { title, says: says(fact.details, beside) };
}
