import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { caseByReference, holdBanner, isHolding, obligationsKept } from "../cases/index.ts";
import { childRecord, type VulnerabilityGroup } from "../children/index.ts";
import type { Context } from "../context.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { assessSafety } from "./assess-safety.ts";
import { type ConcernDecided, decideOnConcern } from "./decide-on-concern.ts";
import { fearsOf } from "./fears.store.ts";
import { changed, isOvertaken, seenIn } from "./overtaken.ts";
import { QuestionsPage } from "./questions.page.tsx";
import { recordReply } from "./record-reply.ts";
import { routeOf } from "./route-of-fear.ts";
import {
  decisionForm,
  decisionNames,
  questionNames,
  questionsForm,
  replyForm,
  replyNames,
} from "./safeguarding.form.ts";
import { SafeguardingPage } from "./safeguarding.page.tsx";
import { assessmentsOf, assessmentsToDecide } from "./safeguarding.store.ts";
import { stepsOf } from "./social-care.store.ts";
import { concernsToDecide } from "./undecided.ts";
import { vulnerabilitiesOf } from "./vulnerability.store.ts";

const onPage = 20;
const stepsBeside = 5;
const query = z.object({ before: idAsked });

type Params = { Params: { reference: string } };

const refusals = {
  "nothing-to-decide": "Nothing is left to decide on this concern",
  "told-already": "It is recorded already that they were told",
  "not-yours-to-refuse": "Only a safeguarding lead or the named officer decides that nobody is told",
} as const;

/** If the child is safe: the questions, what was decided on them, and what came back. [E03] [E05] */
export function safeguardingRoutes(server: FastifyInstance): void {
  const seeing = { config: { permission: "see-case" as const } };
  const doing = { config: { permission: "do-step" as const } };

  server.get<Params>("/cases/:reference/safeguarding", seeing, (request, reply) => show(request, reply));

  server.get<Params>("/cases/:reference/safeguarding/questions", doing, async (request, reply) => {
    const { context, params } = request;
    const { id } = await caseByReference(context, params.reference);
    const [last] = await assessmentsOf(context.database, id, { count: 1 });
    const draft = await draftOf(context, "safeguarding", params.reference);
    return showQuestions(request, reply, draft ?? { ...last?.answers, occasion: last ? "news" : "intake" });
  });

  server.post<Params>("/cases/:reference/safeguarding/questions", doing, async (request, reply) => {
    const { reference } = request.params;
    const read = readForm(questionsForm, request.body, questionNames);
    if ("errors" in read) return showQuestions(request, reply, request.body as Typed, read.errors);
    const acting = request.perform("do-step", async (context) => {
      const word = await assessSafety(context, reference, { ...read.values, seen: seenIn(request) });
      await forgetDraft(context, "safeguarding", reference);
      return { word };
    });
    if (await isOvertaken(acting))
      return showQuestions(request, reply, request.body as Typed, errorsBeside({ "": changed }));
    return reply.redirect(`/cases/${reference}/safeguarding`, 303);
  });

  server.post<Params>("/cases/:reference/safeguarding/decision", doing, async (request, reply) => {
    const { reference } = request.params;
    const read = readForm(decisionForm(dayOf(request.context.now)), request.body, decisionNames);
    if ("errors" in read) return show(request, reply, read.errors);
    const { assessment, concern } = request.body as Typed;
    const meant = concern ? { concernId: Number(concern) || 0 } : { assessmentId: Number(assessment) || 0 };
    const decision: ConcernDecided = { ...read.values, ...meant, seen: seenIn(request) };
    const acting = request.perform("do-step", async (context) => ({
      word: await decideOnConcern(context, reference, decision),
    }));
    if (await isOvertaken(acting)) return show(request, reply, errorsBeside({ "": changed }));
    const { word } = await acting;
    if (word !== "recorded") return show(request, reply, errorsBeside({ decided: refusals[word] }));
    return reply.redirect(`/cases/${reference}/safeguarding`, 303);
  });

  server.post<Params>("/cases/:reference/safeguarding/replies", doing, async (request, reply) => {
    const { reference } = request.params;
    const read = readForm(replyForm(dayOf(request.context.now)), request.body, replyNames);
    if ("errors" in read) return show(request, reply, read.errors);
    const { decision, ...said } = read.values;
    await request.perform("do-step", (context) =>
      recordReply(context, reference, { ...said, decisionId: decision }),
    );
    return reply.redirect(`/cases/${reference}/safeguarding`, 303);
  });
}

async function show(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId, areaId, reference } = kase;
  await context.audit({ act: "saw safeguarding", subject: "case", subjectId: id, childId, authorityId });
  const { before } = query.parse(request.query);
  const { database, viewer } = context;
  const place = { authorityId, areaId };
  const isFirst = before === undefined;
  const [child, found, open, fears, owed, needed] = await Promise.all([
    childRecord(database, childId),
    assessmentsOf(database, id, { before, count: onPage + 1 }),
    assessmentsToDecide(database, id),
    fearsOf(database, id),
    obligationsKept(context, id),
    isFirst && mayDo(viewer, "see-support", place) ? neededOf(context, id) : undefined,
  ]);
  const assessments = found.slice(0, onPage);
  const rules = proceduresOf(context.procedures, kase).flatMap((each) => each.rules);
  const earlierAt =
    found.length > onPage ? `/cases/${reference}/safeguarding?before=${assessments.at(-1)?.id}` : undefined;
  return reply.page({
    title: `Safeguarding of ${reference}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${reference}`} text={`Back to case ${reference}`} />,
    held: await holdBanner(context, kase),
    children: (
      <SafeguardingPage
        kase={kase}
        {...{ viewer, assessments, earlierAt, isFirst, fears }}
        open={concernsToDecide(open, fears, isHolding)}
        steps={(fear) => routeOf(fear, rules, owed)}
        now={context.now}
        needed={
          needed && {
            ...needed,
            mayRecord: mayDo(viewer, "record-support", place),
            mayAssess: mayDo(viewer, "assess-vulnerability", place),
          }
        }
        flags={(child?.flags ?? []).flatMap(({ flag, raised }) =>
          raised ? [flag as VulnerabilityGroup] : [],
        )}
        mayRecord={mayDo(viewer, "do-step", place)}
        mayRefuse={mayDo(viewer, "restrict-child", { authorityId })}
        mayLift={mayDo(viewer, "lift-hold", { authorityId })}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
        errors={errors}
      />
    ),
  });
}

async function neededOf({ database }: Context, caseId: number) {
  const [steps, [vulnerability]] = await Promise.all([
    stepsOf(database, caseId, { count: stepsBeside }),
    vulnerabilitiesOf(database, caseId, { count: 1 }),
  ]);
  return { steps, vulnerability };
}

async function showQuestions(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed,
  errors?: FormErrors,
) {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId, reference } = kase;
  await context.audit({ act: "saw safeguarding", subject: "case", subjectId: id, childId, authorityId });
  return reply.page({
    title: "Is the child safe?",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${reference}/safeguarding`} text="Safeguarding" />,
    held: await holdBanner(context, kase),
    children: (
      <QuestionsPage
        reference={reference}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        typed={typed}
        errors={errors}
      />
    ),
  });
}
