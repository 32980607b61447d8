import { z } from "zod";
import { type FactKind, factKinds } from "../procedures/index.ts";
import { day } from "../web/design/date-fields.ts";
import type { NewFact } from "./case.ts";

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
  | { name: string; called: string; holds: "choice"; options: string[]; words: Record<string, string> };

/** What a simple fact's form asks for, one entry a detail, from the closed list of fact kinds. */
export function fieldsOfKind(kind: SimpleKind): Field[] {
  const { fields, words = {} }: SimpleFact = simpleFacts[kind];
  return Object.entries<string | readonly unknown[]>(factKinds[kind].details).map(([name, holds]) => {
    const called = fields[name] ?? name;
    return typeof holds === "string"
      ? { name, called, holds: holds === "day" ? "day" : "text" }
      : { name, called, holds: "choice", options: holds.map(String), words: words[name] ?? {} };
  });
}

/** The schema of a simple fact's form: its details and the day on which it happened. */
export function simpleFactSchema(kind: SimpleKind, today: Temporal.PlainDate) {
  const details = fieldsOfKind(kind).map((field) => {
    if (field.holds === "choice") return [field.name, z.enum(field.options)];
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
