import { z } from "zod";
import { type FactKind, factKinds } from "../procedures/index.ts";
import { day } from "../web/design/date-fields.ts";
import type { NewFact } from "./case.ts";
import { agenciesTold } from "./fact-words.ts";

/** A fact whose whole form follows from the list of fact kinds and these words. */
type SimpleFact = {
  /** What its page is called, beginning with a verb. */
  heading: string;
  /** What each detail is called in the middle of a sentence. */
  fields: Record<string, string>;
  /** What each word of a closed list is called beside its radio button. */
  words?: Record<string, Record<string, string>>;
  hint?: string;
};

const address = {
  address: { inside: "In this area", outside: "In another authority's area", unknown: "Not known" },
};

const concerns = {
  safety: "The child's safety",
  "forced-marriage": "A forced marriage",
  crime: "The child may be the victim of a crime",
  trafficking: "Trafficking",
  exploitation: "Exploitation, criminal or sexual",
  "honour-based-abuse": "Honour-based abuse",
  fgm: "Female genital mutilation",
};

export const simpleFacts = {
  "letter-sent": {
    heading: "Record a letter to the family",
    fields: { about: "what the letter is about" },
    words: { about: { visit: "The coming visit", place: "A school place", other: "Something else" } },
  },
  "family-made-contact": {
    heading: "Record that the family made contact",
    fields: { address: "where the family says it lives" },
    words: address,
  },
  "family-contact-tried": {
    heading: "Record an attempt to reach the family",
    fields: { reached: "if the family was reached", by: "how" },
    words: {
      reached: { true: "Yes, somebody was reached", false: "No" },
      by: { telephone: "By telephone", letter: "By letter", message: "By message", "in-person": "In person" },
    },
  },
  "concern-raised": {
    heading: "Record a concern for the child's safety",
    fields: { about: "what the concern is" },
    words: { about: concerns },
    hint: "Where a forced marriage or honour-based abuse is feared nobody may approach the family.",
  },
  "concern-settled": {
    heading: "Record that a concern is settled",
    fields: { about: "which concern" },
    words: { about: concerns },
  },
  "action-decided": {
    heading: "Record what the safeguarding lead decided",
    fields: { action: "what is done for the child" },
    words: {
      action: {
        "home-visit": "A home visit",
        "social-worker": "A word with the social or family worker",
        parents: "A word with the parents",
        "referring-school": "A word with the referring school",
        police: "A word with the police",
        none: "Nothing further",
      },
    },
  },
  "agency-told": {
    heading: "Record that an agency was told",
    fields: { agency: "who was told" },
    words: { agency: agenciesTold },
  },
  "whereabouts-sought": {
    heading: "Record what the search for the family found",
    fields: { found: "what was found" },
    words: {
      found: { nothing: "Nothing", "moved-away": "The family seems to have moved away", child: "The child" },
    },
  },
  "absence-began": {
    heading: "Record the first day of an absence",
    fields: { reason: "what is known of the absence", protectionPlan: "if the child has a protection plan" },
    words: {
      reason: {
        unexplained: "Nobody has explained it",
        "leave-overrun": "No return from leave",
        "exclusion-overrun": "No return from an exclusion",
        "left-without-notice": "The family left without notice",
        sickness: "Sickness",
      },
      protectionPlan: { true: "Yes, a child protection plan", false: "No, as far as is known" },
    },
  },
  "absence-reported": { heading: "Record that the absence was reported", fields: {} },
  "absence-explained": { heading: "Record the reason for the absence", fields: {} },
  "persistent-absence-found": { heading: "Record that the absence is persistent", fields: {} },
  "pupil-returned": { heading: "Record that the pupil is back at school", fields: {} },
  "starter-not-arrived": {
    heading: "Record that an expected pupil did not start",
    fields: { intake: "which intake" },
    words: { intake: { normal: "The normal intake", "in-year": "During the year" } },
  },
  "starter-arrived": { heading: "Record that the expected pupil has started", fields: {} },
  "pupil-admitted": {
    heading: "Record a new pupil",
    fields: { records: "if the records came" },
    words: { records: { came: "The records came", "did-not-come": "No records came" } },
  },
  "excluded-permanently": { heading: "Record a permanent exclusion", fields: {} },
  "excluded-for-a-time": {
    heading: "Record a fixed-term exclusion",
    fields: { length: "how long it is" },
    words: { length: { "up-to-five-days": "Up to five days", "over-five-days": "More than five days" } },
  },
  "managed-move-began": { heading: "Record the beginning of a managed move", fields: {} },
  "provision-arranged": { heading: "Record the education for the exclusion", fields: {} },
  "unofficial-exclusion-found": { heading: "Record an unofficial exclusion", fields: {} },
  "stopped-in-sweep": {
    heading: "Record that a truancy sweep met the child",
    fields: { school: "if the child has a school" },
    words: { school: { "has-one": "On a school's roll", "has-none": "On no school's roll" } },
  },
  "reported-missing": { heading: "Record that the child was reported missing to the police", fields: {} },
  "missing-child-returned": { heading: "Record the missing child's return", fields: {} },
  "home-education-notified": { heading: "Record the parent's notice of home education", fields: {} },
  "attendance-referral-made": { heading: "Record the referral to area attendance", fields: {} },
  "admissions-asked": {
    heading: "Record the check with admissions",
    fields: { found: "what admissions knows" },
    words: { found: { nothing: "Nothing", "other-school": "Another school has the child" } },
  },
  "hub-referred": { heading: "Record the referral to the hub", fields: {} },
  "hub-worker-allocated": { heading: "Record that a hub worker was given the child", fields: {} },
  "records-rejected": { heading: "Record that the transfer file was rejected", fields: {} },
  "removed-from-roll": {
    heading: "Record that the school took the child off its roll",
    fields: { schoolName: "the name of the school", ground: "the reason, as the school gives it" },
  },
  "records-sent": {
    heading: "Record that the school sent the child's records",
    fields: { to: "where the records went" },
    words: {
      to: {
        "new-school": "To the new school",
        authority: "To this authority",
        "lost-pupils": "To the store of lost pupils (XXXXXXX or MMMMMMM)",
      },
    },
  },
  "protection-file-sent": {
    heading: "Record that the child protection file went to the new school",
    fields: {},
  },
  "return-sent": {
    heading: "Record a return from the school",
    fields: { about: "what the return is about" },
    words: {
      about: {
        deletion: "The removal from its roll",
        "new-pupil": "A new pupil",
        "ten-days-absent": "Ten days of absence",
        "fifteen-days-sick": "Fifteen days of sickness",
        "home-education": "Home education",
      },
    },
  },
  "return-interview-held": {
    heading: "Record the return interview",
    fields: { child: "if the child spoke" },
    words: {
      child: { spoke: "Yes, the child spoke", declined: "No, it was offered and the child declined it" },
    },
  },
  "message-posted": { heading: "Record the message to every authority", fields: {} },
  "place-offered": {
    heading: "Record the offer of a school place",
    fields: { schoolName: "the name of the school" },
  },
  "place-not-taken-up": {
    heading: "Record that a place was not taken up",
    fields: { schoolName: "the name of the school" },
  },
  "attendance-order-started": {
    heading: "Record the start of school attendance order proceedings",
    fields: {},
  },
  "order-notice-served": {
    heading: "Record the notice before a school attendance order",
    fields: { about: "what the notice asks" },
    words: {
      about: {
        "suitable-education": "To show that the child is suitably educated",
        "school-to-be-named": "To say which school the order should name",
      },
    },
  },
  "education-shown-suitable": { heading: "Record the parent's proof of suitable education", fields: {} },
  "attendance-order-made": { heading: "Record the school attendance order", fields: {} },
  "roll-confirmed": {
    heading: "Confirm that the child is on a school's roll",
    fields: {
      schoolName: "the name of the school",
      startedOn: "day on which the child started",
      confirmedBy: "who at the school confirmed it",
    },
    hint: "Only what the school itself has confirmed. It lets the case be closed.",
  },
  "provision-confirmed": {
    heading: "Confirm suitable full-time education",
    fields: {
      provider: "who provides the education",
      startedOn: "day on which it started",
      confirmedBy: "who confirmed it",
    },
    hint: "It lets the case be closed.",
  },
  "home-education-registered": {
    heading: "Confirm registration as home educated",
    fields: { registeredOn: "day of registration" },
    hint: "As the elective home education officer has it. It lets the case be closed.",
  },
  "left-area-confirmed": {
    heading: "Confirm that the child has left the area",
    fields: { whereTo: "where the child lives now", confirmedBy: "who confirmed it" },
    hint: "Name the authority or country. It lets the case be closed.",
  },
  "school-age-ruled-out": {
    heading: "Record that the child is not of compulsory school age",
    fields: { age: "how it stands", knownBy: "how the date of birth is known" },
    words: { age: { "not-begun": "It has not begun yet", over: "It is over" } },
    hint: "The date of birth on record must say so too. The duty is to children of compulsory school age, so it lets the case be closed. Tell the service for young people after 16 before you close it.",
  },
  "death-confirmed": {
    heading: "Record that the child has died",
    fields: { confirmedBy: "who confirmed it" },
    hint: "Give the day of the death. It lets the case be closed. Nobody visits or writes to the family about school any more: tell those who were about to.",
  },
  "case-reopened": {
    heading: "Reopen the case",
    fields: { why: "why the case is opened again", address: "where the family is believed to live" },
    words: address,
  },
} as const satisfies { [K in FactKind]?: SimpleFact };

export type SimpleKind = keyof typeof simpleFacts;

/** The simple kind of this name, or undefined. */
export function simpleKindNamed(name: string): SimpleKind | undefined {
  return Object.keys(simpleFacts).find((kind): kind is SimpleKind => kind === name);
}

type Field =
  | { name: string; called: string; holds: "day" }
  | { name: string; called: string; holds: "text" }
  | {
      name: string;
      called: string;
      holds: "choice";
      options: string[];
      words: Record<string, string>;
      meant: Meant;
    };

/** What each option stands for: itself, or yes and no. */
type Meant = ReadonlyMap<string, unknown>;

/** What a simple fact's form asks for, one entry a detail, from the closed list of fact kinds. */
export function fieldsOfKind(kind: SimpleKind): Field[] {
  const { fields, words = {} }: SimpleFact = simpleFacts[kind];
  return Object.entries<string | readonly unknown[]>(factKinds[kind].details).map(([name, holds]) => {
    const called = fields[name] ?? name;
    return typeof holds === "string"
      ? { name, called, holds: holds === "day" ? "day" : "text" }
      : {
          name,
          called,
          holds: "choice",
          options: holds.map(String),
          words: words[name] ?? {},
          meant: new Map(holds.map((word) => [String(word), word])),
        };
  });
}

/** The schema of a simple fact's form: its details and the day on which it happened. */
export function simpleFactSchema(kind: SimpleKind, today: Temporal.PlainDate) {
  const details = fieldsOfKind(kind).map((field) => {
    if (field.holds === "choice") {
      return [field.name, z.enum(field.options).transform((option) => field.meant.get(option))];
    }
    if (field.holds === "day") return [field.name, day(field.called, { upTo: today }).transform(String)];
    return [field.name, z.string().max(500)];
  });
  const happenedOn = day("day on which it happened", { upTo: today });
  return z.object({ ...Object.fromEntries(details), happenedOn }).transform((read) => {
    const { happenedOn, ...rest } = read as { happenedOn: Temporal.PlainDate };
    // The fields are those of the kind, read as the kind says.
    return { happenedOn, fact: { kind, details: rest } as Extract<NewFact, { kind: SimpleKind }> };
  });
}
