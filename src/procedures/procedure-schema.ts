import { z } from "zod";
import { roles } from "../access/roles.ts";
import { acts } from "./acts.ts";
import { factKinds } from "./fact-kinds.ts";
import { procedureFile } from "./procedure-file.ts";
import { definitions, type SchemaPart } from "./schema-definitions.ts";

/** The fields that are read by hand, of which the file's own schema knows no more than that they are there. */
const byField: Record<string, string> = {
  starts: "beginnings",
  ends: "patterns",
  unless: "patterns",
  "waits-for": "patterns",
  when: "conditions",
  within: "within",
  lasts: "within",
  "counted-from": "patterns",
};

const lists: readonly (readonly [name: string, words: readonly string[]])[] = [
  ["act", Object.keys(acts)],
  ["fact", Object.keys(factKinds)],
  ["role", roles],
  ["role", [...roles, "whoever-was-asked"]],
];

const fields: Record<string, string> = {
  id: "Its own name in this file, in small letters, digits and hyphens",
  clause: "The place in the document",
  asks: "Our own short wording of the duty, never the document's sentence",
  starts: "What begins it, as soon as “when” holds",
  when: "It is owed only while all of these hold; when they hold again, it begins again",
  role: "Who owes it",
  act: "What is done, and so which fact is recorded",
  within: "How long they have: the next day is day one",
  "waits-for": "The clock runs, but nobody can act before these have happened",
  "not-before": "It may not be done before each of these is over; its time runs from the last of them",
  lasts: "How long it may not be done",
  "counted-from": "From the last of these; left out, from what begins it",
  ends: "Any of these does it",
  unless: "Any of these makes it needless",
  late: "Who is told when it is overdue",
  reading: "What the document leaves open, what we chose, and why",
  examples: "At least three with literal dates, one of them a boundary",
};

/**
 * A JSON Schema for procedure files, from which editors complete and check while somebody types. It knows the closed
 * lists; what only the whole file shows is still for `keepsight procedure check`.
 */
export function procedureSchema(): SchemaPart {
  const shape: SchemaPart = z.toJSONSchema(procedureFile, {
    target: "draft-07",
    io: "input",
    unrepresentable: "any",
  });
  return { ...completed(shape, undefined), title: "A procedure of Keepsight", definitions };
}

function completed(part: SchemaPart, field: string | undefined): SchemaPart {
  const hand = field === undefined ? undefined : byField[field];
  const description = field === undefined ? undefined : fields[field];
  const words = part["enum"];
  const list = Array.isArray(words) ? lists.find(([, known]) => String(known) === String(words)) : undefined;
  const name = hand ?? list?.[0];
  const says = description === undefined ? {} : { description };
  // In this draft nothing beside a $ref is read, so it stands in a list of one.
  if (name !== undefined) return { ...says, allOf: [{ $ref: `#/definitions/${name}` }] };
  return {
    ...Object.fromEntries(Object.entries(part).map(([word, held]) => [word, within(word, held)])),
    ...says,
  };
}

function within(word: string, held: unknown): unknown {
  if (word === "properties") return eachOf(held, (part, field) => inField(part, field));
  if (Array.isArray(held)) return held.map((each) => (isPart(each) ? completed(each, undefined) : each));
  return isPart(held) && word !== "default" ? completed(held, undefined) : held;
}

/** Facts stand in lists, and in lists by name; they too are read by hand. */
function inField(part: SchemaPart, field: string): SchemaPart {
  const facts = { type: "array", items: { $ref: "#/definitions/example-fact" } };
  if (field === "given") return facts;
  if (field === "histories") return { type: "object", additionalProperties: facts };
  return completed(part, field);
}

function eachOf(held: unknown, make: (part: SchemaPart, field: string) => SchemaPart): unknown {
  return isPart(held)
    ? Object.fromEntries(
        Object.entries(held).map(([field, part]) => [field, make(part as SchemaPart, field)]),
      )
    : held;
}

function isPart(held: unknown): held is SchemaPart {
  return typeof held === "object" && held !== null && !Array.isArray(held);
}
