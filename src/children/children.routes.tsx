import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, keepDraftForHours } from "../drafts/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import {
  Form,
  type FormErrors,
  GovukBackLink,
  GovukButton,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { approachTo } from "./approach.store.ts";
import { ChildPage } from "./child.page.tsx";
import { childRecord } from "./child-record.store.ts";
import { ApproachBanner } from "./family-barred.page.tsx";
import { FindChildPage } from "./find-child.page.tsx";
import { findChildren } from "./find-children.ts";
import { linksOfChild } from "./links-of-child.store.ts";
import { AdditionFields, additions } from "./record-child-fact.page.tsx";
import { recordChildFact } from "./record-child-fact.ts";
import { otherRecords } from "./second-records.store.ts";
import { readSought } from "./sought.ts";
import { standingOf } from "./standing-of.ts";

/** Finding a child, the child's record, and adding facts to it. */
export function childrenRoutes(server: FastifyInstance): void {
  server.post("/children", { config: { permission: "find-child" } }, async (request, reply) => {
    const typed = String((request.body as Typed)["sought"] ?? "").slice(0, 200);
    const { reference } = readSought(typed);
    if (reference) return reply.redirect(addressOf(reference, request), 303);
    // What was typed holds a name, so it waits here for an hour and the address holds only its key.
    const key = crypto.randomUUID();
    await keepDraftForHours(request.context, 1, "sought", key, { sought: typed });
    return reply.redirect(`/children?found=${key}`, 303);
  });

  server.get("/children", { config: { permission: "find-child" } }, async (request, reply) => {
    const { context } = request;
    const key = (request.query as Record<string, unknown>)["found"];
    const draft = typeof key === "string" ? await draftOf(context, "sought", key) : undefined;
    const typed = String(draft?.["sought"] ?? "");
    const found = typed.trim() === "" ? undefined : await findChildren(context, readSought(typed));
    const csrf = request.session?.csrfToken ?? "";
    return reply.page({
      title: "Find a child",
      wide: true,
      children: <FindChildPage typed={typed} found={found} today={dayOf(context.now)} csrf={csrf} />,
    });
  });

  server.get("/children/:id", { config: { permission: "see-child" } }, async (request, reply) => {
    const child = await childAsked(request);
    const { viewer, now, audit, procedures } = request.context;
    await audit({
      act: "saw child",
      subject: "child",
      subjectId: child.id,
      childId: child.id,
      authorityId: child.authorityId,
    });
    const place = { authorityId: child.authorityId };
    const approach = await approachTo(request.context.database, child.id);
    return reply.page({
      title: "Child record",
      wide: true,
      held: <ApproachBanner approach={approach} />,
      children: (
        <ChildPage
          child={child}
          today={dayOf(now)}
          mayAdd={mayDo(viewer, "add-note", place)}
          mayOpenCases={mayDo(viewer, "see-case", place)}
          links={await linksOfChild(request.context.database, child.id)}
          mayDecideLinks={mayDo(viewer, "decide-link", place)}
          mayTell={mayDo(viewer, "close-case", place)}
          others={await otherRecords(request.context.database, child.id)}
          keepsHomeEducation={mayDo(viewer, "keep-home-education", place)}
          keepsExclusions={mayDo(viewer, "keep-exclusions", place)}
          seesSharing={mayDo(viewer, "see-disclosures", place)}
          mayRestrict={mayDo(viewer, "restrict-child", place)}
          approach={approach}
          standing={standingOf(child, proceduresOf(procedures, child), child.procedure, dayOf(now))}
        />
      ),
    });
  });

  server.get("/children/:id/:fact", { config: { permission: "add-note" } }, (request, reply) =>
    showAddition(request, reply),
  );

  server.post("/children/:id/:fact", { config: { permission: "add-note" } }, async (request, reply) => {
    const adding = additionAsked(request);
    const read = readForm(adding.schema(dayOf(request.context.now)), request.body, adding.names);
    if ("errors" in read) return showAddition(request, reply, read.errors);
    const { childId } = await request.perform("add-note", (context) =>
      recordChildFact(context, idAsked(request), (childId) => adding.record(context, childId, read.values)),
    );
    return reply.redirect(`/children/${childId}`, 303);
  });
}

async function showAddition(request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const adding = additionAsked(request);
  const child = await childAsked(request);
  return reply.page({
    title: adding.title,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/children/${child.id}`} text="Back to the child" />,
    children: (
      <>
        <span class="govuk-caption-l">
          {child.forename} {child.surname}
        </span>
        <h1 class="govuk-heading-l">{adding.title}</h1>
        <Form action={request.url} csrf={request.session?.csrfToken ?? ""}>
          <AdditionFields of={adding} typed={(request.body ?? {}) as Typed} errors={errors} />
          <GovukButton text={adding.button} preventDoubleClick={true} />
        </Form>
      </>
    ),
  });
}

function additionAsked(request: FastifyRequest) {
  const adding = additions[(request.params as Record<string, string>)["fact"] ?? ""];
  if (!adding) throw new NotFound();
  return adding;
}

function idAsked(request: FastifyRequest): number {
  const id = (request.params as Record<string, string>)["id"] ?? "";
  if (!/^\d{1,15}$/.test(id)) throw new NotFound();
  return Number(id);
}

async function childAsked(request: FastifyRequest) {
  const child = await childRecord(request.context.database, idAsked(request));
  if (!child) throw new NotFound();
  return child;
}

function addressOf(reference: string, { context: { viewer } }: FastifyRequest): string {
  if (reference.slice(3, 4) !== "R") return `/cases/${reference}`;
  return mayDo(viewer, "open-case") ? `/referrals/${reference}` : `/my-school/referrals/${reference}`;
}
