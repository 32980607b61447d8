import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
import { type CaseForm, caseByReference, caseForms } from "../../cases/index.ts";
import { readForm } from "../../web/design/read-form.ts";
import { Problem, wantsMore } from "../../web/problem.ts";
import { schemaAsJson } from "./described.ts";
import type { Answered, Call, JsonSchema, Operation } from "./operation.ts";
import { reference } from "./shapes.ts";

const anyDay = Temporal.PlainDate.from("2000-01-01");
const recorded = z.object({ reference, open: z.boolean() });
const ofFacts = "facts/";
const facts = caseForms.filter(({ at }) => at.startsWith(ofFacts));

const writing = { method: "post", tag: "Cases", scope: "cases:write", writes: true } as const;
const answers = { status: 201, says: "It is recorded; the ETag is the case's new one", schema: recorded };

/** What can be sent of a form besides facts of a kind, and if it asks what was seen last: a note stands beside whatever came meanwhile. */
const others = [
  { at: "notes", name: "addNote", locks: false },
  { at: "database-checks", name: "recordDatabaseCheck", locks: true },
  { at: "removal-advice", name: "adviseRemoval", locks: true },
  { at: "closure", name: "closeCase", locks: true },
] as const;

/** Writing on cases by the schemas and acts of the forms of their pages. [G03] [C24] */
export const caseWriteOperations: readonly Operation[] = [
  {
    ...writing,
    ...{
      name: "recordFact",
      path: "/api/v1/cases/{reference}/facts",
      summary: "Record a fact of a case",
      locks: true,
    },
    // Whoever owes a step that the fact ends may record it: the act decides with the case in hand.
    acts: ["do-step", "work-case", "lift-hold"],
    body: { described: { oneOf: facts.map((form) => bodyOf(form, form.at.slice(ofFacts.length))) } },
    answers,
    answer: async (call) => {
      const { kind, ...body } = asObject(call.body);
      const form = facts.find(({ at }) => at === `${ofFacts}${kind}`);
      if (!form)
        throw new Problem(422, "There is no such kind of fact", "Send one of the kinds of the description.", [
          {
            field: "kind",
            mend: `Send one of: ${facts.map(({ at }) => at.slice(ofFacts.length)).join(", ")}.`,
          },
        ]);
      return sendForm(call, form, body);
    },
  },
  ...others.map(({ at, name, locks }): Operation => {
    const form = caseForms.find((each) => each.at === at);
    if (!form) throw new Error(`There is no form ${at} on a case.`);
    return {
      ...writing,
      ...{ name, path: `/api/v1/cases/{reference}/${at}`, summary: form.title, acts: [form.permission] },
      ...(locks && { locks }),
      body: { described: bodyOf(form) },
      answers,
      answer: (call) => sendForm(call, form, asObject(call.body)),
    };
  }),
];

/** Reads what was sent by the form's own schema and does what its page does, once. */
function sendForm(call: Call, form: CaseForm, body: Record<string, unknown>): Promise<Answered> {
  const { context, params, perform, seen } = call;
  const asked = params["reference"] ?? "";
  const read = readForm(form.schema(dayOf(context.now)), body, form.names);
  const unknown = Object.keys(body).filter((name) => !(name in propertiesOf(form)));
  if (unknown.length > 0)
    throw new Problem(
      ...([422, "There is something that is not asked", "Leave out each field that is named."] as const),
      unknown.map((field) => ({ field, mend: "This is not asked. Leave it out." })),
    );
  if ("errors" in read) throw wantsMore(read.errors);
  return perform(form.permission, async (within) => {
    const answer = await form.act(within, asked, { ...(read.values as object), seen });
    if (answer !== "done") {
      const fields = Object.entries(answer.refused).map(([field, mend]) => ({ field, mend }));
      throw new Problem(409, "The case does not allow this now", fields[0]?.mend ?? "", fields);
    }
    const { open, lastFactId } = await caseByReference(within, asked);
    return {
      status: 201,
      body: { reference: asked, open },
      lastFact: lastFactId,
      location: `/api/v1/cases/${asked}`,
    };
  });
}

function propertiesOf(form: CaseForm): Record<string, JsonSchema> {
  return (schemaAsJson(form.schema(anyDay), "input")["properties"] ?? {}) as Record<string, JsonSchema>;
}

/** A form's fields in JSON Schema; of a fact with the word of its kind. */
function bodyOf(form: CaseForm, kind?: string): JsonSchema {
  const schema = schemaAsJson(form.schema(anyDay), "input");
  const properties = propertiesOf(form);
  for (const [name, called] of Object.entries(form.names))
    if (properties[name]) properties[name]["description"] = called;
  if (kind === undefined) return { ...schema, properties, additionalProperties: false };
  return {
    ...{ ...schema, title: form.title, additionalProperties: false },
    properties: { kind: { const: kind }, ...properties },
    required: ["kind", ...((schema["required"] ?? []) as string[])],
  };
}

function asObject(body: unknown): Record<string, unknown> {
  const read = z.record(z.string(), z.unknown()).safeParse(body);
  if (!read.success) throw new Problem(422, "There is nothing to record", "Send an object as JSON.");
  return read.data;
}
