import { z } from "zod";
import { childRecord, findChildren, mostFound, readSought } from "../../children/index.ts";
import { NotFound } from "../../database/index.ts";
import { Problem } from "../../web/problem.ts";
import type { Operation } from "./operation.ts";
import { day, id, instant, reference, word } from "./shapes.ts";

const sought = z.strictObject({
  names: z.string().trim().max(200).optional().describe("Forename and surname, in any order"),
  dateOfBirth: day.optional(),
  upn: z.string().trim().max(20).optional(),
});

const found = z.object({
  id,
  forename: z.string(),
  surname: z.string(),
  dateOfBirth: day.nullable(),
  upn: z.string().nullable(),
  postcode: z.string().nullable(),
  schoolName: z.string().nullable(),
  onRoll: z.boolean(),
  educated: word,
  foundBy: z.enum(["upn", "names", "birth-date"]),
});

const sourced = { source: z.string(), madeAt: instant };
const dated = { fromOn: day.nullable(), untilOn: day.nullable() };
const child = z.object({
  id,
  forename: z.string(),
  surname: z.string(),
  dateOfBirth: day.nullable(),
  sex: z.string().nullable(),
  upn: z.string().nullable(),
  postcode: z.string().nullable(),
  schoolName: z.string().nullable(),
  onRoll: z.boolean(),
  educated: word,
  names: z.array(
    z.object({
      ...sourced,
      ...dated,
      kind: word,
      forename: z.string(),
      middleNames: z.string(),
      surname: z.string(),
    }),
  ),
  identifiers: z.array(z.object({ ...sourced, kind: word, value: z.string() })),
  addresses: z.array(
    z.object({
      ...{ ...sourced, ...dated, lines: z.string().nullable(), postcode: z.string().nullable() },
      certainty: word,
      hidden: z.boolean().describe("A hidden address comes without its lines and postcode"),
    }),
  ),
  carers: z.array(
    z.object({
      ...{ ...sourced, name: z.string(), relationship: z.string(), parentalResponsibility: word },
      ...{ livesWithChild: word, address: z.string().nullable(), postcode: z.string().nullable() },
      phones: z.array(z.string()),
    }),
  ),
  provisions: z.array(
    z.object({
      ...{ ...sourced, ...dated, kind: word, schoolName: z.string().nullable(), place: z.string() },
      ...{ hoursAWeek: z.number().nullable(), leavingReason: z.string().nullable() },
      destination: z.string().nullable(),
    }),
  ),
  cases: z.array(z.object({ reference, open: z.boolean(), outcome: word.nullable(), openedAt: instant })),
});

/** Finding children, by a body so that no address holds a name, and reading their records. [A04] */
export const childrenOperations: readonly Operation[] = [
  {
    ...{ name: "findChildren", method: "post", path: "/api/v1/children/searches", tag: "Children" },
    summary: "Find children by names, birth date or UPN",
    ...{ scope: "children:read", acts: ["find-child"], body: { read: sought } },
    answers: {
      status: 200,
      says: `Whoever may be meant, likeliest first; at most ${mostFound}`,
      schema: z.object({ children: z.array(found), more: z.boolean() }),
    },
    answer: async ({ context, body }) => {
      const { names = "", dateOfBirth = "", upn = "" } = body as z.output<typeof sought>;
      const asked = readSought([upn, dateOfBirth, names].join(" "));
      if (!asked.upn && !asked.bornOn && asked.names.length === 0)
        throw new Problem(422, "There is nothing to search by", "Send names, a date of birth or a UPN.");
      const { children } = await findChildren(context, asked);
      return { body: { children: children.slice(0, mostFound), more: children.length > mostFound } };
    },
  },
  {
    ...{ name: "readChild", method: "get", path: "/api/v1/children/{id}", tag: "Children" },
    summary: "Read the record of a child",
    ...{ scope: "children:read", acts: ["see-child"] },
    answers: { status: 200, says: "What is on record and nothing has replaced", schema: child },
    answer: async ({ context, params }) => {
      const childId = Number(params["id"]);
      const record = await childRecord(context.database, childId);
      if (!record) throw new NotFound();
      const { authorityId } = record;
      await context.audit({ act: "saw child", subject: "child", subjectId: childId, childId, authorityId });
      return { body: record };
    },
  },
];
