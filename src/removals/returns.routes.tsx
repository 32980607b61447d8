import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { authoritiesKnown, schoolNames } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { GovukBackLink, readForm, schoolsInWords } from "../web/design/index.ts";
import { ReturnsPage, ReturnToSendPage, SentReturnPage } from "./returns.page.tsx";
import { returnById, returnsSent } from "./returns.store.ts";
import { returnsOwed } from "./returns-owed.ts";
import { schoolsOf } from "./school-removals.routes.tsx";
import { returnKinds } from "./school-return.ts";
import { type ReturnAsked, returnReady, sendReturn } from "./send-return.ts";

const config = { permission: "remove-from-roll" } as const;
const sentOnPage = 50;
const at = "/my-school/returns/:kind/:childId/:day";
const params = z.object({
  kind: z.enum(["deletion", "new-pupil", "ten-days-absent", "fifteen-days-sick"]),
  childId: z.string().regex(/^\d{1,15}$/),
  day: z.iso.date(),
});
const form = z.object({ copyTo: z.coerce.number().int().positive().optional() });

/** The returns that a school owes its authority: the list, each before it is sent, and each as it was sent. */
export function returnsRoutes(server: FastifyInstance): void {
  server.get("/my-school/returns", { config }, async (request, reply) => {
    const { context } = request;
    const schools = schoolsOf(request);
    const today = dayOf(context.now);
    const owed = await returnsOwed(context, schools, today);
    const sent = await returnsSent(context.database, { count: sentOnPage });
    const shown = [...owed, ...sent].map(({ childId }) => childId);
    await context.audit({
      ...{ act: "listed returns", subject: "list" },
      details: { rows: shown.length, children: [...new Set(shown)] },
    });
    return reply.page({
      title: "Returns to the authority",
      wide: true,
      before: <GovukBackLink href="/my-school" text="My school" />,
      children: (
        <ReturnsPage
          {...{ owed, sent, today }}
          schoolNames={schoolsInWords(await schoolNames(context.database, schools))}
          hasSeveral={schools.length > 1}
          justSent={(request.query as Record<string, unknown>)["sent"] !== undefined}
        />
      ),
    });
  });

  server.get<{ Params: { returnId: string } }>(
    "/my-school/returns/sent/:returnId",
    { config },
    async (request, reply) => {
      const { context } = request;
      const { returnId } = request.params;
      const sent = /^\d{1,15}$/.test(returnId)
        ? await returnById(context.database, Number(returnId))
        : undefined;
      if (!sent) throw new NotFound();
      const { childId, authorityId, kind } = sent;
      await context.audit({ act: "saw return", subject: "child", subjectId: childId, childId, authorityId });
      return reply.page({
        title: returnKinds[kind].called,
        before: <GovukBackLink href="/my-school/returns" text="Returns" />,
        children: <SentReturnPage sent={sent} />,
      });
    },
  );

  server.get(at, { config }, async (request, reply) => {
    const { context } = request;
    const asked = returnAsked(request);
    const ready = await returnReady(context, asked);
    if (!ready) return reply.redirect("/my-school/returns", 303);
    const { childId } = asked;
    const { authorityId } = ready.school;
    await context.audit({ act: "saw return", subject: "child", subjectId: childId, childId, authorityId });
    return reply.page({
      title: returnKinds[asked.kind].called,
      before: <GovukBackLink href="/my-school/returns" text="Returns" />,
      children: (
        <ReturnToSendPage
          ready={ready}
          authorities={await authoritiesKnown(context.database)}
          today={dayOf(context.now)}
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });

  server.post(at, { config }, async (request, reply) => {
    const asked = returnAsked(request);
    const read = readForm(form, request.body);
    const copyTo = "values" in read ? read.values.copyTo : undefined;
    await request.perform("remove-from-roll", async (context) => ({
      word: await sendReturn(context, asked, { copyTo }),
    }));
    return reply.redirect("/my-school/returns?sent", 303);
  });
}

function returnAsked(request: FastifyRequest): ReturnAsked {
  const read = params.safeParse(request.params);
  if (!read.success) throw new NotFound();
  const { kind, childId, day } = read.data;
  return { kind, childId: Number(childId), aboutOn: Temporal.PlainDate.from(day) };
}
