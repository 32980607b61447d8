import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  CaseTabs,
  calendarsAtHand,
  caseByReference,
  factsOf,
  holdBanner,
  mayCorrect,
  placeOf,
  recordTakenOn,
} from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import { ChangedBySomeoneElse, NotFound } from "../database/index.ts";
import { lettersOf } from "../letters/index.ts";
import { roleInWords } from "../procedures/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { BundlePage } from "./bundle.page.tsx";
import { stepToCorrect } from "./correct-order-step.ts";
import { OrderPage, OrderStepPage } from "./order.page.tsx";
import { type OrderStepKind, orderSteps, owedOfOrder } from "./order.ts";
import { orderNames, orderStepNamed, orderStepSchema } from "./orders.form.ts";
import { stepsOfOrder } from "./orders.store.ts";
import { recordOrderStep } from "./record-order-step.ts";

type OfCase = FastifyRequest<{ Params: { reference: string } }>;
type OfStep = FastifyRequest<{ Params: { reference: string; orderStep: string } }>;

const seeing = { config: { permission: "see-case" as const } };
const doing = { config: { permission: "do-step" as const } };
const refusals = {
  closed: "This case has been closed. Reopen it to record more.",
  held: "Nobody approaches the family now. If it has been done, tell the safeguarding lead.",
  "too-early": "The parent's days to answer the notice are not over on that day",
} as const;
const changed =
  "Something was recorded on this case since the page was shown. Look again, then record the step";

/** A school attendance order on its case, each step of it, and the bundle for the court. [C23] [E08] */
export function orderRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/order", seeing, async (request: OfCase, reply) => {
    const { context } = request;
    const kase = await caseAsked(request, "saw order");
    const place = placeOf(kase);
    const facts = await factsOf(context, kase.id);
    return reply.page({
      title: `School attendance order of ${kase.reference}`,
      wide: true,
      before: <CaseTabs kase={kase} active="order" viewer={context.viewer} />,
      held: await holdBanner(context, kase),
      children: (
        <OrderPage
          kase={kase}
          steps={await stepsOfOrder(context.database, kase.id)}
          owed={owedOfOrder(kase, facts, {
            procedures: context.procedures,
            calendars: await calendarsAtHand(context, kase),
            now: context.now,
          })}
          roleTitle={(role) => roleInWords(role as Parameters<typeof roleInWords>[0])}
          mayRecord={mayDo(context.viewer, "do-step", place)}
          mayCorrect={({ madeById }) => mayCorrect(context.viewer, kase, { madeBy: madeById })}
          mayDisclose={mayDo(context.viewer, "work-case", place)}
        />
      ),
    });
  });

  server.get(
    "/cases/:reference/order/bundle",
    { config: { permission: "work-case" } },
    async (request: OfCase, reply) => {
      const { context } = request;
      const kase = await caseAsked(request, "disclosed order bundle");
      const child = await childRecord(context.database, kase.childId);
      if (!child) throw new NotFound();
      return reply.page({
        title: `Bundle for the court, case ${kase.reference}`,
        wide: true,
        before: <GovukBackLink href={`/cases/${kase.reference}/order`} text="Back to the order" />,
        children: (
          <BundlePage
            {...{ kase, child, now: context.now, by: context.viewer.name }}
            steps={(await stepsOfOrder(context.database, kase.id)).filter(({ corrected }) => !corrected)}
            letters={(await lettersOf(context.database, kase.id)).filter(
              ({ notSentBecause }) => notSentBecause === null,
            )}
            facts={await factsOf(context, kase.id)}
          />
        ),
      });
    },
  );

  server.get("/cases/:reference/order/:orderStep", doing, (request: OfStep, reply) =>
    showStep(request, reply),
  );

  server.post("/cases/:reference/order/:orderStep", doing, async (request: OfStep, reply) => {
    const kind = orderStepNamed(request.params.orderStep);
    if (!kind) throw new NotFound();
    const { reference } = request.params;
    const read = readForm(orderStepSchema(kind, dayOf(request.context.now)), request.body, orderNames);
    if ("errors" in read) return showStep(request, reply, read.errors);
    const seen = Number(carried(request.body).seen) || undefined;
    try {
      const answer = await request.perform("do-step", (context) =>
        recordOrderStep(context, reference, { ...read.values, seen }),
      );
      if (answer === "recorded") return await reply.redirect(`/cases/${reference}/order`, 303);
      const at = answer === "too-early" ? "happenedOn-day" : "";
      return await showStep(request, reply, errorsBeside({ [at]: refusals[answer] }));
    } catch (fault) {
      if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
      return showStep(request, reply, errorsBeside({ "": changed }));
    }
  });
}

async function caseAsked(request: OfCase, act: string) {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId } = kase;
  await context.audit({ act, subject: "case", subjectId: id, childId, authorityId });
  return kase;
}

async function showStep(request: OfStep, reply: FastifyReply, errors?: FormErrors) {
  const kind = orderStepNamed(request.params.orderStep);
  if (!kind) throw new NotFound();
  const kase = await caseAsked(request, "saw order");
  const takenOn = errors ? undefined : await stepTakenOn(request, kind);
  return reply.page({
    title: orderSteps[kind].record,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${kase.reference}/order`} text="School attendance order" />,
    held: await holdBanner(request.context, kase),
    children: (
      <OrderStepPage
        {...{ kase, kind, errors }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : (takenOn ?? { happenedOn: dayOf(request.context.now) })}
      />
    ),
  });
}

/** What the form of a step begins with when it takes on one that was recorded on another case. Throws NotFound and NotAllowed. */
async function stepTakenOn({ context, query }: OfStep, kind: OrderStepKind): Promise<Typed | undefined> {
  const { from, record } = recordTakenOn.parse(query);
  if (!from || !record) return undefined;
  const { kase, step } = await stepToCorrect(context, { reference: from, factId: record });
  if (step.kind !== kind) throw new NotFound();
  const { id, childId, authorityId } = kase;
  await context.audit({ act: "saw order", subject: "case", subjectId: id, childId, authorityId });
  return { ...step.details, happenedOn: step.happenedOn };
}
