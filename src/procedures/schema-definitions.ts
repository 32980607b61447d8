import { roles } from "../access/roles.ts";
import { acts } from "./acts.ts";
import { circumstances } from "./circumstances.ts";
import { roleInWords } from "./explain-procedure.ts";
import { factKinds } from "./fact-kinds.ts";
import { isClockUnit, units } from "./units.ts";

/** A part of a JSON Schema. */
export type SchemaPart = { readonly [word: string]: unknown };

const ref = (name: string): SchemaPart => ({ $ref: `#/definitions/${name}` });
const oneOrMore = (part: SchemaPart): SchemaPart => ({ anyOf: [part, { type: "array", items: part }] });
const oneOf = (words: readonly unknown[]): SchemaPart => ({ enum: words });
const called = (words: Record<string, string>): SchemaPart => ({
  anyOf: Object.entries(words).map(([word, description]) => ({ const: word, description })),
});

const kinds = Object.entries(factKinds).map(([kind, { called: says, details }]) => {
  const holds: [string, string | readonly unknown[]][] = Object.entries(details);
  return { kind, says, holds };
});

/** The closed lists in which a procedure is written, each word with what it means, as definitions of a JSON Schema. */
export const definitions: Record<string, SchemaPart> = {
  act: called(Object.fromEntries(Object.entries(acts).map(([act, { verb }]) => [act, verb]))),
  role: called(
    Object.fromEntries([...roles, "whoever-was-asked" as const].map((role) => [role, roleInWords(role)])),
  ),
  fact: called(Object.fromEntries(kinds.map(({ kind, says }) => [kind, says]))),
  within: {
    type: "string",
    description:
      "A number and a unit. Whole days may end with “, beginning with the day”: then it is day one.",
    pattern: `^\\d{1,4} (${units.map((unit) => `${unit}?`).join("|")})(, beginning with the day)?$`,
    examples: units.map((unit) => (isClockUnit(unit) ? `48 ${unit}` : `10 ${unit}`)),
  },
  conditions: {
    type: "object",
    description: "All of these must hold.",
    properties: Object.fromEntries(
      Object.entries(circumstances).map(([name, words]) => [name, oneOrMore(oneOf(words))]),
    ),
    additionalProperties: false,
  },
  pattern: {
    description: "A fact, perhaps only with some of its details: visit-made: { found: no-answer }",
    anyOf: [
      ref("fact"),
      {
        type: "object",
        properties: Object.fromEntries(kinds.map(({ kind, says, holds }) => [kind, told(says, holds)])),
        additionalProperties: false,
      },
    ],
  },
  patterns: oneOrMore(ref("pattern")),
  beginnings: oneOrMore({ anyOf: [ref("pattern"), lateness()] }),
  "example-fact": {
    description: "Something that happened in the example. What is left out takes the first word of its list.",
    anyOf: kinds.map(({ kind, says, holds }) => ({
      type: "object",
      description: says,
      properties: {
        at: { type: "string", description: "2026-03-03 10:00 in London, or only the day: then at noon" },
        made: { type: "string", description: "When it was recorded, if later" },
        fact: { const: kind },
        ...Object.fromEntries(holds.map(([name, words]) => [name, held(words)])),
      },
      required: ["at", "fact"],
      additionalProperties: false,
    })),
  },
};

function lateness(): SchemaPart {
  return {
    type: "object",
    properties: {
      late: { type: "string", description: "The id of the obligation whose lateness begins it" },
    },
    required: ["late"],
    additionalProperties: false,
  };
}

/** The details of a fact by which a pattern can tell it apart. */
function told(description: string, holds: readonly [string, string | readonly unknown[]][]): SchemaPart {
  const lists = holds.filter(([, words]) => typeof words !== "string");
  const properties = Object.fromEntries(lists.map(([name, words]) => [name, oneOrMore(held(words))]));
  return { type: "object", description, properties, additionalProperties: false };
}

function held(words: string | readonly unknown[]): SchemaPart {
  if (typeof words !== "string") return oneOf(words);
  const type = words.startsWith("number") ? "number" : "string";
  return words.endsWith("or nothing") ? { type: [type, "null"] } : { type, description: words };
}
