/**
 * The closed list of what can happen in a case. Each kind has a name to be read before "on 3 March", and its details; a detail is one of a
 * closed list of words, or a scalar named by what it holds. Their order is the order in which facts of the same
 * moment are read. A procedure that needs another kind gets one here, with tests.
 */
const yesNo = [true, false] as const;
const address = ["inside", "outside", "unknown"] as const;
const agencies = [
  "other-authority",
  "police",
  "social-care",
  "housing",
  "youth-offending",
  "health",
  "school",
  "admissions",
] as const;

/** What may be feared for a child. Each but the first three has a route of its own, which a flag of the child begins too. [E05] */
const fears = [
  "safety",
  "forced-marriage",
  "crime",
  "trafficking",
  "exploitation",
  "honour-based-abuse",
  "fgm",
] as const;

/** What an authority owes for all of its children together. */
const standingTasks = [
  "register-to-areas",
  "list-to-partners",
  "duties-reminder",
  "last-year-to-16-plus",
  "police-missing-compared",
  "leavers-queried",
  "health-list-compared",
  "return-to-government",
  "health-list-children-referred",
  "report-to-named-officer",
  "records-reviewed",
  "annual-report",
  "area-updates",
  "list-to-local-partners",
  "unofficial-exclusions-reported",
  "registers-inspected",
] as const;
/** Those who must be told of something, besides those who are asked. */
const toldAgencies = [
  "attendance-officer",
  "area-attendance",
  "cme-officer",
  "social-care",
  "police",
  "forced-marriage-unit",
  "national-referral-mechanism",
  "exclusions-team",
  "youth-offending",
  "area-lead",
  "safeguarding-lead",
  "admissions",
  "ehe-officer",
  "post-16",
  "school",
  "other-authority",
  "government",
] as const;

export const factKinds = {
  // What an authority does for all of its children, not in one case.
  "duties-began": { called: "the beginning of the work under this procedure", details: {} },
  "census-day": { called: "the census day of the term", details: {} },
  "duty-done": { called: "the doing of the standing duty", details: { task: standingTasks } },

  // What happens to a pupil before anybody opens a case.
  "lesson-began": { called: "the beginning of the lesson", details: {} },
  "register-marked": { called: "the marking of the register", details: {} },
  "absence-began": {
    called: "the first day of the absence",
    details: {
      reason: ["unexplained", "leave-overrun", "exclusion-overrun", "left-without-notice", "sickness"],
      protectionPlan: [false, true],
    },
  },
  "absence-reported": { called: "the report of the absence to the attendance officer", details: {} },
  "absence-explained": { called: "the reason for the absence", details: {} },
  "persistent-absence-found": { called: "the finding of persistent absence", details: {} },
  "pupil-returned": { called: "the pupil's return", details: {} },
  "starter-not-arrived": {
    called: "the day on which the new pupil should have started",
    details: { intake: ["normal", "in-year"] },
  },
  "starter-arrived": { called: "the new pupil's arrival", details: {} },
  "pupil-admitted": {
    called: "the entry on the admission register",
    details: { records: ["came", "did-not-come"] },
  },
  "excluded-permanently": { called: "the permanent exclusion", details: {} },
  "excluded-for-a-time": {
    called: "the fixed-term exclusion",
    details: { length: ["up-to-five-days", "over-five-days"] },
  },
  "managed-move-began": { called: "the beginning of the managed move", details: {} },
  "provision-arranged": { called: "the arrangement of provision for the exclusion", details: {} },
  "unofficial-exclusion-found": { called: "the finding of an unofficial exclusion", details: {} },
  "stopped-in-sweep": {
    called: "the truancy sweep that met the child",
    details: { school: ["has-one", "has-none"] },
  },
  "home-education-notified": { called: "the parent's notice of home education", details: {} },
  "home-education-support-offered": { called: "the offer of support with home education", details: {} },
  "home-education-reviewed": {
    called: "the review of the home education",
    details: { view: ["suitable", "not-yet-known", "unsuitable"] },
  },
  "home-education-ended": { called: "the end of the home education", details: {} },
  "child-left-school": {
    called: "the child's leaving",
    details: { schoolName: "text", destination: ["not-confirmed", "confirmed", "abroad-not-confirmed"] },
  },
  "removed-from-roll": {
    called: "the removal from the roll",
    details: { schoolName: "text", ground: "text or nothing" },
  },
  "records-sent": {
    called: "the sending of the child's records",
    details: { to: ["new-school", "authority", "lost-pupils"] },
  },
  "protection-file-sent": { called: "the sending of the child protection file", details: {} },
  "records-rejected": { called: "the rejection of the child's transfer file", details: {} },
  "return-sent": {
    called: "the return to the authority",
    details: { about: ["deletion", "new-pupil", "ten-days-absent", "fifteen-days-sick", "home-education"] },
  },
  "attendance-referral-made": { called: "the referral to area attendance", details: {} },
  "admissions-asked": {
    called: "the check with admissions",
    details: { found: ["nothing", "other-school"] },
  },
  "hub-referred": { called: "the referral to the hub", details: {} },
  "hub-worker-allocated": { called: "the allocation of a hub worker", details: {} },

  // Concern for a child's safety.
  "concern-raised": {
    called: "the concern",
    details: { about: fears },
  },
  "agency-told": { called: "the word to an agency", details: { agency: toldAgencies } },
  "action-decided": {
    called: "the decision of the safeguarding lead",
    details: { action: ["home-visit", "social-worker", "parents", "referring-school", "police", "none"] },
  },
  "concern-settled": {
    called: "the end of the concern",
    details: { about: fears },
  },
  // What social care knows and does, told by them or in a meeting.
  "social-care-checked": {
    called: "the check with social care",
    details: { known: ["known", "known-before", "not-known"] },
  },
  "protection-step-begun": {
    called: "the beginning of social care's step",
    details: { step: ["strategy-discussion", "section-47", "conference"] },
  },
  "protection-step-ended": {
    called: "the outcome of social care's step",
    details: {
      step: ["strategy-discussion", "section-47", "conference"],
      outcome: ["section-47", "conference", "plan", "support", "nothing"],
    },
  },
  "support-recorded": {
    called: "the record of who helps the child",
    details: { support: ["social-worker", "lead-professional", "early-help"] },
  },
  "reported-missing": { called: "the report to the police that the child is missing", details: {} },
  "missing-child-returned": { called: "the missing child's return", details: {} },
  "return-interview-held": {
    called: "the return interview",
    details: { child: ["spoke", "declined"] },
  },

  // A referral and its case.
  "referral-received": {
    called: "the referral",
    details: {
      form: [
        "cme1",
        "cme2",
        "cme3",
        "school-referral",
        "hub-referral",
        "attendance-referral",
        "memo",
        "concern",
        "notice",
        "comparison",
        "team",
        "police-missing",
        "police-return",
      ],
      urgent: [false, true],
      concern: [false, true],
    },
  },
  "referral-redirected": {
    called: "the redirection of the referral",
    details: {
      to: ["attendance-procedure", "ehe-officer", "existing-case", "other-authority", "not-missing"],
    },
  },
  "case-opened": {
    called: "the opening of the case",
    details: { reason: "text", missingSince: "day or nothing", address },
  },
  "case-reopened": { called: "the reopening of the case", details: { why: "text", address } },
  "database-checked": {
    called: "the database check",
    details: { found: ["nothing", "school", "address-inside", "address-outside"] },
  },
  "visit-requested": {
    called: "the visit request",
    details: { urgent: [false, true], areaId: "number or nothing" },
  },
  "letter-sent": {
    called: "the letter to the family",
    details: { about: ["visit", "place", "other"] },
  },
  "visit-risk-assessed": {
    called: "the risk assessment",
    details: { risk: ["low", "medium", "high"] },
  },
  "visit-made": {
    called: "the visit",
    details: {
      found: ["child-seen", "no-answer", "family-moved", "not-known-there", "refused"],
      newAddress: ["unknown", "inside", "outside"],
      cardLeft: yesNo,
      note: "text or nothing",
    },
  },
  "family-contact-tried": {
    called: "the attempt to reach the family",
    details: { reached: [false, true], by: ["telephone", "letter", "message", "in-person"] },
  },
  "family-made-contact": { called: "the family's contact", details: { address } },
  "enquiry-sent": { called: "the enquiry", details: { to: agencies, enquiryId: "number" } },
  "enquiry-answered": {
    called: "the answer to the enquiry",
    details: {
      by: agencies,
      enquiryId: "number",
      answer: ["on-roll", "knows-family", "nothing-known"],
      address: ["unknown", "inside", "outside"],
      answeredBy: "text",
    },
  },
  "enquiry-withdrawn": {
    called: "the withdrawal of the enquiry",
    details: { to: agencies, enquiryId: "number", because: "text" },
  },
  "whereabouts-sought": {
    called: "the result of the search for the family",
    details: { found: ["nothing", "moved-away", "child"] },
  },
  "message-posted": { called: "the message to every authority", details: {} },
  "place-offered": { called: "the offer of a place", details: { schoolName: "text" } },
  "place-not-taken-up": {
    called: "the report that the place was not taken up",
    details: { schoolName: "text" },
  },
  "attendance-order-started": { called: "the start of attendance order proceedings", details: {} },
  "order-notice-served": {
    called: "the serving of the notice before a school attendance order",
    details: { about: ["suitable-education", "school-to-be-named"] },
  },
  "education-shown-suitable": { called: "the parent's proof of suitable education", details: {} },
  "attendance-order-made": { called: "the school attendance order", details: {} },
  "attendance-order-breached": { called: "the breach of the school attendance order", details: {} },
  "order-breach-weighed": {
    called: "what was decided on the breach of the order",
    details: { decided: ["prosecution", "supervision-order", "both", "neither"] },
  },
  "order-proceedings-begun": { called: "the beginning of proceedings in court", details: {} },
  "roll-confirmed": {
    called: "the confirmation that the child is on a roll",
    details: { schoolName: "text", startedOn: "day", confirmedBy: "text" },
  },
  "provision-confirmed": {
    called: "the confirmation of suitable education",
    details: { provider: "text", startedOn: "day", confirmedBy: "text" },
  },
  "home-education-registered": {
    called: "the registration as home educated",
    details: { registeredOn: "day" },
  },
  "left-area-confirmed": {
    called: "the confirmation that the child has left the area",
    details: { whereTo: "text", confirmedBy: "text" },
  },
  "school-age-ruled-out": {
    called: "that the child is not of compulsory school age",
    details: { age: ["not-begun", "over"], knownBy: "text" },
  },
  "death-confirmed": { called: "that the child has died", details: { confirmedBy: "text" } },
  "removal-advised": {
    called: "the advice to the school on removal",
    details: { removeOn: "day" },
  },
  "case-closed": {
    called: "the closing of the case",
    // The last is of a case about a second record of a child who is sought in another case; no procedure allows it.
    details: {
      outcome: [
        "on-roll",
        "suitable-education",
        "home-education",
        "left-area",
        "not-of-age",
        "died",
        "same-child",
      ],
    },
  },
  "referrer-told": { called: "the report to the referrer", details: {} },
  "note-made": { called: "the note", details: { note: "text" } },
} as const;

export type FactKind = keyof typeof factKinds;

type Held<F> = F extends readonly (infer Word)[]
  ? Word
  : F extends "number"
    ? number
    : F extends "number or nothing"
      ? number | null
      : F extends `${string} or nothing`
        ? string | null
        : string;

/** The details of one kind of fact, as they are stored (JSON): a day is an ISO string such as `2026-03-03`. */
export type DetailsOf<K extends FactKind> = {
  -readonly [F in keyof (typeof factKinds)[K]["details"]]: Held<(typeof factKinds)[K]["details"][F]>;
};

/** One kind of fact in a case's history. */
export type FactOf<K extends FactKind> = {
  id: number;
  kind: K;
  /** When it happened in the world. A thing known only by its day: `momentWithin(day, now)` of the calendar. */
  happenedAt: Temporal.Instant;
  /** When it was recorded here; never earlier than it happened. */
  madeAt: Temporal.Instant;
  details: DetailsOf<K>;
  /** The fact that this one corrects. A fact that never happened is replaced by a `note-made` that says so. */
  replaces?: number | undefined;
};

/** Something that happened in a case: told apart by `kind`, which says what `details` holds. */
export type CaseFact = { [K in FactKind]: FactOf<K> }[FactKind];

/** An agency or office that can be asked about a child. */
export type Agency = DetailsOf<"enquiry-sent">["to"];

/** How a case was closed: by a proved outcome, or because the child is sought in another case. */
export type Closure = DetailsOf<"case-closed">["outcome"];

/** A way in which a procedure may let a case be closed. [C24] */
export type Outcome = Exclude<Closure, "same-child">;

/** What a child has one of at a time: the next takes the place of the last. Answers and enquiries stand side by side. */
export const oneAtATime: ReadonlySet<FactKind> = new Set(["absence-began"]);

export const outcomes: readonly Outcome[] = factKinds["case-closed"].details.outcome.filter(
  (outcome) => outcome !== "same-child",
);
