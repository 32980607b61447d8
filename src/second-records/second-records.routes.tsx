import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { requireAct } from "../access/index.ts";
import { type ChildRecord, childRecord, findChildren, otherRecords, readSought } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { searchLists } from "../matching/index.ts";
import { idAsked } from "../web/asked.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { identityOf } from "./identity-of.ts";
import { joinCases } from "./join-cases.ts";
import { RecordsPage } from "./records.page.tsx";
import { type Refusal, sayOneChild } from "./say-one-child.ts";
import { childOfCase, everythingSaid, openCases } from "./second-records.store.ts";
import { TwoRecordsPage } from "./two-records.page.tsx";

type OfChild = FastifyRequest<{ Params: { id: string } }>;
type OfTwo = FastifyRequest<{ Params: { id: string; other: string } }>;

const telling = { config: { permission: "close-case" as const } };

const decision = z.enum(["same", "different", "undone"]);
const sayForm = z
  .object({ decision, note: z.string().max(500).default("") })
  .refine(({ decision: said, note }) => said === "undone" || note.trim() !== "", {
    path: ["note"],
    message: "Enter how you know, so that others can rely on it",
  });
const otherForm = z.object({ other: z.string().max(60) });
const goesOnForm = z.object({ goesOn: z.string().max(20) });
const justSaid = z.object({
  said: decision.optional().catch(undefined),
  reopened: z
    .string()
    .regex(/^[A-Z0-9,-]{1,200}$/)
    .optional()
    .catch(undefined),
});

/** Other records of a child: what was said of them, comparing two, and which of two cases goes on. [A11] */
export function secondRecordsRoutes(server: FastifyInstance): void {
  server.get("/children/:id/records", telling, (request: OfChild, reply) => showRecords(request, reply));

  server.post("/children/:id/records", telling, async (request: OfChild, reply) => {
    const read = readForm(otherForm, request.body, { other: "the UPN or case reference" });
    if ("errors" in read) return showRecords(request, reply, read.errors);
    const child = await childAsked(request, request.params.id);
    const other = await recordNamed(request, read.values.other);
    if (other === undefined || other === child.id)
      return showRecords(
        request,
        reply,
        errorsBeside({
          other:
            other === child.id
              ? "That is this record. Enter the UPN or case reference of another"
              : "No record that you may see has this UPN or case. Check it, or find the child by name and take the UPN from there",
        }),
      );
    return reply.redirect(`/children/${child.id}/records/${other}`, 303);
  });

  server.post("/children/:id/records/case", telling, async (request: OfChild, reply) => {
    const read = readForm(goesOnForm, request.body, { goesOn: "the case that goes on" });
    if ("errors" in read) return showRecords(request, reply, read.errors);
    const child = await childAsked(request, request.params.id);
    const seen = Number(carried(request.body).seen) || 0;
    const outcome = await request.perform("close-case", (context) =>
      joinCases(context, child.id, { goesOn: read.values.goesOn, seen }),
    );
    if ("refused" in outcome)
      return showRecords(
        request,
        reply,
        errorsBeside({
          goesOn: "Something was recorded in one of these cases meanwhile. See what it is, then choose",
        }),
      );
    return reply.redirect(`/cases/${outcome.goesOn}`, 303);
  });

  server.get("/children/:id/records/:other", telling, (request: OfTwo, reply) => showTwo(request, reply));

  server.post("/children/:id/records/:other", telling, async (request: OfTwo, reply) => {
    const read = readForm(sayForm, request.body, {
      decision: "whether it is the same child",
      note: "how you know",
    });
    if ("errors" in read) return showTwo(request, reply, read.errors);
    const { id, other } = idsIn(request);
    const seen = Number(carried(request.body).seen) || 0;
    const outcome = await request.perform("close-case", (context) =>
      sayOneChild(context, id, other, { ...read.values, note: read.values.note.trim(), seen }),
    );
    if ("refused" in outcome) return showTwo(request, reply, refusals[outcome.refused]);
    const words = new URLSearchParams({
      said: outcome.said,
      ...(outcome.reopened.length > 0 && { reopened: outcome.reopened.join(",") }),
    });
    return reply.redirect(`/children/${id}/records/${other}?${words}`, 303);
  });
}

const refusals: Record<Refusal, FormErrors> = {
  "said-meanwhile": errorsBeside({
    "": "Somebody has said something of these records meanwhile. See what stands now, then decide",
  }),
  "nothing-to-undo": errorsBeside({ "": "Nothing stands that could be taken back" }),
  "another-authority": errorsBeside({
    "": "The other record is kept by another authority, which says itself whose it is. Ask them",
  }),
  "restricted-apart": errorsBeside({
    "": "One of the records is restricted and the other is not: whoever sees the open one would learn of the other. Restrict the other first",
  }),
  "said-different": errorsBeside({
    "": "Somebody has said that records which these would join are of different children. Take that back first, if it is wrong",
  }),
  "same-by-others": errorsBeside({
    "": "Both are said to be the same child as a third record. Take back what is wrong of these first",
  }),
};

function idsIn({ params }: OfTwo): { id: number; other: number } {
  const [id, other] = [idAsked.parse(params.id), idAsked.parse(params.other)];
  if (id === undefined || other === undefined || id === other) throw new NotFound();
  return { id, other };
}

async function childAsked({ context }: FastifyRequest, asked: string | number): Promise<ChildRecord> {
  const id = idAsked.parse(asked);
  const child = id === undefined ? undefined : await childRecord(context.database, id);
  if (!child) throw new NotFound();
  requireAct(context.viewer, "close-case", { authorityId: child.authorityId });
  return child;
}

/** The record that a UPN or the reference of a case names, if the viewer may see one. */
async function recordNamed({ context }: FastifyRequest, words: string): Promise<number | undefined> {
  const { reference, upn } = readSought(words);
  if (reference) return childOfCase(context.database, reference);
  if (!upn) return undefined;
  const { children } = await findChildren(context, { upn, names: [] });
  return children[0]?.id;
}

async function showRecords(request: OfChild, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const child = await childAsked(request, request.params.id);
  const [others, open, search] = await Promise.all([
    otherRecords(context.database, child.id),
    openCases(context.database, child.id),
    searchLists(context, identityOf(child)),
  ]);
  const told = new Set([child.id, ...others.map(({ id }) => id)]);
  const candidates = search.candidates.filter(
    ({ childId, likelihood, closest }) =>
      childId !== null &&
      !told.has(childId) &&
      closest.authorityId === child.authorityId &&
      likelihood !== "unlikely",
  );
  await audited(request, child, {
    records: [...others.map(({ id }) => id), ...candidates.flatMap(({ childId }) => childId ?? [])],
  });
  return reply.page({
    title: "Other records of this child",
    wide: true,
    ...(errors && { status: 422, errors }),
    before: <GovukBackLink href={`/children/${child.id}`} text="Back to the child" />,
    children: (
      <RecordsPage
        {...{ child, others, open, candidates, errors }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
      />
    ),
  });
}

async function showTwo(request: OfTwo, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const { id, other: otherId } = idsIn(request);
  const child = await childAsked(request, id);
  const other = await childRecord(context.database, otherId);
  if (!other) throw new NotFound();
  const [said, search] = await Promise.all([
    everythingSaid(context.database, id, otherId),
    searchLists(context, identityOf(child)),
  ]);
  await audited(request, child, { records: [otherId] });
  await audited(request, other, { records: [id] });
  const { said: word, reopened } = justSaid.parse(errors ? {} : request.query);
  return reply.page({
    title: "Two records side by side",
    wide: true,
    ...(errors && { status: 422, errors }),
    before: <GovukBackLink href={`/children/${id}/records`} text="Other records of this child" />,
    children: (
      <TwoRecordsPage
        {...{ child, other, said, errors }}
        candidate={search.candidates.find(({ childId }) => childId === otherId)}
        justSaid={word && { decision: word, reopened: reopened?.split(",") ?? [] }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
      />
    ),
  });
}

function audited(
  { context }: FastifyRequest,
  { id, authorityId }: ChildRecord,
  details: { records: number[] },
): Promise<void> {
  return context.audit({
    ...{ act: "saw other records of child", subject: "child", subjectId: id, childId: id, authorityId },
    details,
  });
}
