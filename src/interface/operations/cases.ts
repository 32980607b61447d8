import { z } from "zod";
import { caseByReference, chronologyOf, factsOf, obligationsKept } from "../../cases/index.ts";
import type { ReadingContext } from "../../context.ts";
import { enquiriesOfCase } from "../../enquiries/index.ts";
import { visitsOf } from "../../visits/index.ts";
import { type CaseRow, caseRow, casesAfter } from "./cases.store.ts";
import type { Operation } from "./operation.ts";
import { day, id, instant, listOf, pageOf, paging, reference, word } from "./shapes.ts";

export const nextStep = z.object({
  asks: z.string(),
  clause: z.string().nullable(),
  role: word,
  dueAt: instant,
});
const kase = z.object({
  ...{
    reference,
    childId: id,
    reason: word,
    missingSince: day.nullable(),
    openedAt: instant,
    open: z.boolean(),
  },
  ...{ outcome: word.nullable(), closedAt: instant.nullable(), nextStep: nextStep.nullable() },
});
const fact = z.object({
  ...{ id, kind: word, happenedAt: instant, madeAt: instant, madeByName: z.string() },
  details: z.record(z.string(), z.unknown()).describe("What the kind of fact says, by name"),
  replaces: id.nullable().describe("The fact that it corrects"),
  correctedBy: id.nullable(),
});
const obligation = z.object({
  ...{ obligation: word, clause: z.string(), asks: z.string(), role: word, act: word, state: word },
  ...{
    startedBy: id,
    startedAt: instant,
    dueAt: instant.nullable(),
    metAt: instant.nullable(),
    why: z.string(),
  },
});
const enquiry = z.object({
  ...{
    reference,
    to: z.string(),
    toKind: word,
    question: z.string(),
    lawfulBasis: z.string(),
    askedAt: instant,
  },
  ...{ dueAt: instant.nullable(), answeredAt: instant.nullable(), withdrawnAt: instant.nullable() },
});
const visit = z.object({
  ...{
    visitedAt: instant,
    found: word,
    cardLeft: z.boolean(),
    neighbours: z.string(),
    newAddress: z.string(),
  },
  ...{ newPostcode: z.string().nullable(), movedTo: z.string().nullable(), note: z.string(), risk: word },
  madeBy: z.string(),
});

const chosen = paging.extend({ state: z.enum(["open", "closed"]).optional() });
const reading = { method: "get", tag: "Cases", scope: "cases:read", acts: ["see-case"] } as const;

/** A case's row with its next step as one thing. */
function shown(row: CaseRow) {
  const { nextAsks: asks, nextClause: clause, nextRole: role, nextDueAt: dueAt } = row;
  return { ...row, nextStep: asks === null ? null : { asks, clause, role, dueAt } };
}

async function caseSeen(
  context: ReadingContext,
  { reference: asked = "" }: Readonly<Record<string, string>>,
) {
  const seen = await caseByReference(context, asked);
  const { id: caseId, childId, authorityId } = seen;
  await context.audit({ act: "saw case", subject: "case", subjectId: caseId, childId, authorityId });
  return seen;
}

/** A list about one case, in pages by place. */
function partOfCase(
  what: string,
  { name, summary, row }: { name: string; summary: string; row: z.ZodType },
  rowsOf: (context: ReadingContext, caseId: number) => Promise<readonly { place: number }[]>,
): Operation {
  return {
    ...reading,
    ...{ name, summary, path: `/api/v1/cases/{reference}/${what}`, query: paging },
    answers: { status: 200, says: "A page of them", schema: listOf(row) },
    answer: async ({ context, params, query }) => {
      const { after, limit } = query as z.output<typeof paging>;
      const { id: caseId, lastFactId } = await caseSeen(context, params);
      const rows = (await rowsOf(context, caseId)).filter(({ place }) => place > Number(after));
      return { ...pageOf(rows, limit, ({ place }) => place), lastFact: lastFactId };
    },
  };
}

const placed = <Row extends object>(rows: readonly Row[]) =>
  rows.map((row, index) => ({ ...row, place: index + 1 }));

/** Reading cases and what belongs to them. [G03] */
export const caseOperations: readonly Operation[] = [
  {
    ...reading,
    ...{
      name: "listCases",
      path: "/api/v1/cases",
      summary: "List the cases of the authority",
      query: chosen,
    },
    answers: { status: 200, says: "A page of cases, the oldest first", schema: listOf(kase) },
    answer: async ({ context, client, query }) => {
      const { after, limit, state } = query as z.output<typeof chosen>;
      const { authorityId } = client;
      const open = state && state === "open";
      const found = await casesAfter(context.database, {
        authorityId,
        open,
        after: Number(after),
        rows: limit + 1,
      });
      const page = pageOf(found.map(shown), limit, (row) => row.id);
      const cases = page.body.rows.map((row) => row.id);
      await context.audit({
        act: "listed cases",
        subject: "list",
        authorityId,
        details: { rows: cases.length, cases },
      });
      return page;
    },
  },
  {
    ...reading,
    ...{ name: "readCase", path: "/api/v1/cases/{reference}", summary: "Read a case and its next step" },
    answers: { status: 200, says: "The case; its ETag is what a write gives back as If-Match", schema: kase },
    answer: async ({ context, params }) => {
      const row = await caseRow(context.database, (await caseSeen(context, params)).id);
      return { body: shown(row), lastFact: row.lastFactId };
    },
  },
  partOfCase(
    "facts",
    { name: "listFacts", summary: "Read the chronology, in the order of recording", row: fact },
    async (context, caseId) =>
      chronologyOf(await factsOf(context, caseId))
        .map((each) => ({
          ...each,
          ...{ place: each.id, replaces: each.replaces ?? null, correctedBy: each.correctedBy ?? null },
        }))
        .sort((a, b) => a.id - b.id),
  ),
  partOfCase(
    "obligations",
    {
      name: "listObligations",
      summary: "Read what is or was owed, with clause, moment and reason",
      row: obligation,
    },
    async (context, caseId) => placed(await obligationsKept(context, caseId)),
  ),
  partOfCase(
    "enquiries",
    { name: "listEnquiries", summary: "Read what others were asked", row: enquiry },
    async ({ database }, caseId) => placed((await enquiriesOfCase(database, caseId)).toReversed()),
  ),
  partOfCase(
    "visits",
    { name: "listVisits", summary: "Read the visits", row: visit },
    async ({ database }, caseId) =>
      placed((await visitsOf(database, caseId)).filter(({ corrected }) => !corrected).toReversed()),
  ),
];
