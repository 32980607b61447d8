import type { CaseFact, DetailsOf } from "./fact-kinds.ts";

/**
 * What stands in a case at a moment, as far as procedures may ask about it: a closed list. Each word follows from the
 * facts up to then and from nothing else. A procedure that needs another question gets one here, with tests.
 */
export const circumstances = {
  /** Where the work on the child stands. */
  case: ["none", "referred", "open", "closed"],
  /** Where the family is believed to live, seen from the authority that holds the case. */
  address: ["unknown", "inside", "outside"],
  /** The visit to that address. A new address has not been visited. */
  visit: ["not-asked", "asked", "made"],
  /** If anybody met the family at that address, or heard from it there. */
  family: ["not-met", "met"],
  /** If a list or an answer names a school that should have the child. */
  school: ["not-named", "named"],
  /** The enquiry to the authority where the family is believed to live. */
  "other-authority": ["not-asked", "asked", "answered"],
  place: ["none", "offered", "not-taken-up"],
  /** If one of the facts that let a case be closed is there. [C24] */
  education: ["missing", "proved"],
  /** The roll of the school that the child left, or is absent from. [C28] */
  "last-roll": ["not-known", "still-on", "advised", "removed"],
  /** The pupil's absence from school, before there is a case. */
  attendance: ["not-known", "absent", "back"],
  /** If the family has been reached since the absence, or the missed start, began. */
  contact: ["not-tried", "tried", "reached"],
  /** A new pupil who was expected. */
  starter: ["none", "expected", "arrived"],
  "protection-plan": ["none", "plan"],
  /** A concern for the child's safety that is not settled. */
  safety: ["no-concern", "concern"],
  /** Whether the family may be approached: never where a forced marriage is suspected. [N2.7.10] */
  approach: ["allowed", "forbidden"],
  /** Whether honour-based abuse is feared: then nobody approaches the family either. [E05] */
  honour: ["not-feared", "feared"],
  /** A child whom the police were told is missing. */
  "police-missing": ["no", "missing", "returned"],
  /** The notice before a school attendance order. */
  "order-notice": ["none", "served", "answered", "order-made"],
  /** Whether the authority was told of the removal, which the law wants before it: the return, or form CME1. */
  "deletion-return": ["not-sent", "sent"],
} as const;

export type Circumstance = keyof typeof circumstances;
export type Circumstances = { readonly [C in Circumstance]: (typeof circumstances)[C][number] };

export const atFirst: Circumstances = {
  case: "none",
  address: "unknown",
  visit: "not-asked",
  family: "not-met",
  school: "not-named",
  "other-authority": "not-asked",
  place: "none",
  education: "missing",
  "last-roll": "not-known",
  attendance: "not-known",
  contact: "not-tried",
  starter: "none",
  "protection-plan": "none",
  safety: "no-concern",
  approach: "allowed",
  honour: "not-feared",
  "police-missing": "no",
  "order-notice": "none",
  "deletion-return": "not-sent",
};

/** What the end of one stretch of work on a child leaves as it was. */
function lasting(before: Circumstances) {
  const { approach, honour, safety } = before;
  return {
    "last-roll": before["last-roll"],
    "protection-plan": before["protection-plan"],
    "police-missing": before["police-missing"],
    "deletion-return": before["deletion-return"],
    approach,
    honour,
    safety,
  };
}

/** What stands after one more fact. */
export function circumstancesAfter(
  before: Circumstances,
  { kind, details }: Pick<CaseFact, "kind" | "details"> & CaseFact,
): Circumstances {
  switch (kind) {
    case "absence-began":
      return {
        ...before,
        attendance: "absent",
        contact: "not-tried",
        "last-roll": "still-on",
        "deletion-return": "not-sent",
        "protection-plan": details.protectionPlan ? "plan" : before["protection-plan"],
      };
    case "pupil-returned":
      return { ...before, attendance: "back" };
    case "starter-not-arrived":
      return { ...before, starter: "expected", contact: "not-tried", "last-roll": "still-on" };
    case "hub-worker-allocated":
      // Whoever is given the visit is given an address in the area, as with a visit request.
      return livingAt(before, "inside");
    case "starter-arrived":
    case "pupil-admitted":
      return { ...before, starter: "arrived", "deletion-return": "not-sent" };
    case "return-sent":
      return details.about === "deletion" || details.about === "home-education"
        ? { ...before, "deletion-return": "sent" }
        : before;
    case "family-contact-tried":
      return { ...before, contact: details.reached ? "reached" : "tried" };
    case "concern-raised":
      return { ...before, ...barAbout(details.about, true), safety: "concern" };
    case "concern-settled": {
      const after = { ...before, ...barAbout(details.about, false) };
      const isBarred = after.approach === "forbidden" || after.honour === "feared";
      return { ...after, safety: isBarred ? "concern" : "no-concern" };
    }
    case "protection-step-ended":
      // Only a conference makes a plan or ends one.
      return details.step === "conference"
        ? { ...before, "protection-plan": details.outcome === "plan" ? "plan" : "none" }
        : before;
    case "reported-missing":
      return { ...before, "police-missing": "missing" };
    case "missing-child-returned":
      return { ...before, "police-missing": "returned" };
    case "order-notice-served":
      return { ...before, "order-notice": "served" };
    case "education-shown-suitable":
      return { ...before, "order-notice": "answered" };
    case "attendance-order-made":
      return { ...before, "order-notice": "order-made" };
    case "child-left-school":
      return { ...before, "last-roll": "still-on" };
    case "removed-from-roll":
      return { ...before, "last-roll": "removed" };
    case "removal-advised":
      return { ...before, "last-roll": "advised" };
    case "referral-received": {
      const told = details.form === "cme1" ? { ...before, "deletion-return": "sent" as const } : before;
      // A second referral of a child whose case is open opens nothing.
      return told.case === "open" ? told : { ...told, case: "referred" };
    }
    case "referral-redirected":
      if (before.case !== "referred") return before;
      // A pupil who goes to the attendance procedure is as absent as before: the referral is over, and what it proved.
      return details.to === "attendance-procedure"
        ? { ...before, case: "none", education: "missing" }
        : { ...atFirst, ...lasting(before) };
    case "case-closed":
      return { ...atFirst, ...lasting(before), case: "closed" };
    case "case-opened":
      return livingAt({ ...before, case: "open" }, details.address);
    case "family-made-contact": {
      const living = livingAt(before, details.address);
      return details.address === "inside" ? { ...living, family: "met" } : living;
    }
    case "case-reopened":
      return { ...atFirst, ...lasting(before), case: "open", address: details.address };
    case "database-checked":
      if (details.found === "school") return { ...before, school: "named" };
      if (details.found === "nothing") return before;
      return livingAt(before, details.found === "address-inside" ? "inside" : "outside");
    case "visit-requested":
      // Whoever asks the area for a visit names an address in it.
      return { ...livingAt(before, "inside"), visit: "asked" };
    case "visit-made":
      return afterVisit({ ...before, visit: "made" }, details);
    case "enquiry-sent":
      return details.to === "other-authority" ? { ...before, "other-authority": "asked" } : before;
    case "enquiry-withdrawn":
      return details.to === "other-authority" && before["other-authority"] === "asked"
        ? { ...before, "other-authority": "not-asked" }
        : before;
    case "enquiry-answered":
      return afterAnswer(before, details);
    case "place-offered":
      return { ...before, place: "offered" };
    case "place-not-taken-up":
      return { ...before, place: "not-taken-up", education: "missing" };
    case "home-education-reviewed":
      return details.view === "unsuitable" ? { ...before, education: "missing" } : before;
    // A case hears of the end where the child is missing education since.
    case "home-education-ended":
      return { ...before, education: "missing" };
    case "roll-confirmed":
    case "provision-confirmed":
    case "home-education-registered":
    case "left-area-confirmed":
    case "school-age-ruled-out":
    case "death-confirmed":
      return { ...before, education: "proved" };
    default:
      return before;
  }
}

/** What forbids any approach to the family, if this fear does. */
function barAbout(about: DetailsOf<"concern-raised">["about"], stands: boolean): Partial<Circumstances> {
  if (about === "forced-marriage") return { approach: stands ? "forbidden" : "allowed" };
  if (about === "honour-based-abuse") return { honour: stands ? "feared" : "not-feared" };
  return {};
}

/** A new belief about the address: it has not been visited, and its authority has not been asked. */
function livingAt(before: Circumstances, address: Circumstances["address"]): Circumstances {
  if (address === before.address) return before;
  return { ...before, address, visit: "not-asked", family: "not-met", "other-authority": "not-asked" };
}

function afterVisit(
  made: Circumstances,
  visit: Extract<CaseFact, { kind: "visit-made" }>["details"],
): Circumstances {
  switch (visit.found) {
    case "child-seen":
      return { ...made, address: "inside", family: "met" };
    case "refused":
      return { ...made, address: "inside" };
    case "no-answer":
      return made;
    case "not-known-there":
      return livingAt(made, "unknown");
    case "family-moved":
      // A new address inside the area is a new one, though the word for it stays the same.
      return { ...livingAt(made, visit.newAddress), visit: "not-asked", family: "not-met" };
  }
}

function afterAnswer(
  before: Circumstances,
  reply: Extract<CaseFact, { kind: "enquiry-answered" }>["details"],
): Circumstances {
  const heard: Circumstances =
    reply.by === "other-authority" ? { ...before, "other-authority": "answered" } : before;
  switch (reply.answer) {
    case "on-roll":
      return { ...heard, school: "named" };
    case "knows-family":
      return reply.address === "unknown" ? heard : livingAt(heard, reply.address);
    case "nothing-known":
      // The school's no also unsays what its authority told us.
      if (reply.by === "school") return { ...heard, school: "not-named", "other-authority": "not-asked" };
      // The authority where the family should live does not know them: that address has proved wrong.
      return reply.by === "other-authority" && heard.address === "outside"
        ? livingAt(heard, "unknown")
        : heard;
  }
}
