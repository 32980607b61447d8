import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { caseByReference, holdBanner } from "../cases/index.ts";
import { childRecord, type VulnerabilityGroup } from "../children/index.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { assessSafety } from "./assess-safety.ts";
import { type ConcernDecided, decideOnConcern } from "./decide-on-concern.ts";
import { QuestionsPage } from "./questions.page.tsx";
import { recordReply } from "./record-reply.ts";
import {
  decisionForm,
  decisionNames,
  questionNames,
  questionsForm,
  replyForm,
  replyNames,
} from "./safeguarding.form.ts";
import { SafeguardingPage } from "./safeguarding.page.tsx";
import { assessmentsOf } from "./safeguarding.store.ts";

type Params = { Params: { reference: string } };

const refusals = {
  "nothing-to-decide": "Nothing is left to decide on this concern",
  "told-already": "It is recorded already that they were told",
  "not-yours-to-refuse": "Only a safeguarding lead or the named officer decides that nobody is told",
} as const;
const changed =
  "Something was recorded on this case since the page was shown. Look again, then record what is done";

/** If the child is safe: the questions, what was decided on them, and what came back. [E03] [E05] */
export function safeguardingRoutes(server: FastifyInstance): void {
  const seeing = { config: { permission: "see-case" as const } };
  const doing = { config: { permission: "do-step" as const } };

  server.get<Params>("/cases/:reference/safeguarding", seeing, (request, reply) => show(request, reply));

  server.get<Params>("/cases/:reference/safeguarding/questions", doing, async (request, reply) => {
    const { context, params } = request;
    const { id } = await caseByReference(context, params.reference);
    const [last] = await assessmentsOf(context.database, id);
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
    const assessmentId = Number((request.body as Typed)["assessment"]) || 0;
    const decision: ConcernDecided = { ...read.values, assessmentId, seen: seenIn(request) };
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

async function isOvertaken(acting: Promise<unknown>): Promise<boolean> {
  try {
    await acting;
    return false;
  } catch (fault) {
    if (fault instanceof ChangedBySomeoneElse) return true;
    throw fault;
  }
}

function seenIn({ body }: FastifyRequest): number | undefined {
  const { seen } = carried(body);
  return seen === undefined ? undefined : Number(seen);
}

async function show(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId, areaId, reference } = kase;
  await context.audit({ act: "saw safeguarding", subject: "case", subjectId: id, childId, authorityId });
  const child = await childRecord(context.database, childId);
  return reply.page({
    title: `Safeguarding of ${reference}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${reference}`} text={`Back to case ${reference}`} />,
    held: await holdBanner(context, kase),
    children: (
      <SafeguardingPage
        kase={kase}
        viewer={context.viewer}
        assessments={await assessmentsOf(context.database, id)}
        flags={(child?.flags ?? []).flatMap(({ flag, raised }) =>
          raised ? [flag as VulnerabilityGroup] : [],
        )}
        mayRecord={mayDo(context.viewer, "do-step", { authorityId, areaId })}
        mayRefuse={mayDo(context.viewer, "restrict-child", { authorityId })}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors && (request.body as Typed)}
        errors={errors}
      />
    ),
  });
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
