import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../access/index.ts";
import { NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { interviewDue } from "./due-interview.ts";
import { dueOfEach } from "./dues.ts";
import { recordReturnInterview } from "./record-return-interview.ts";
import { returnInterviewForm, returnInterviewNames } from "./return-interview.form.ts";
import { ReturnInterviewPage } from "./return-interview.page.tsx";
import { ReturnInterviewsPage } from "./return-interviews.page.tsx";
import { type After, attemptsOf, returnNumbered, returns } from "./return-interviews.store.ts";
import { returnInterviewLines } from "./return-interviews-csv.ts";

type OfReturn = FastifyRequest<{ Params: { entry: string } }>;

const onPage = 50;
const place = z
  .string()
  .regex(/^\d{1,15}\.\d{1,15}$/)
  .transform((key): After => {
    const [milliseconds = 0, entryId = 0] = key.split(".").map(Number);
    return { returnedAt: Temporal.Instant.fromEpochMilliseconds(milliseconds), entryId };
  });
const refusals = {
  "settled-already": errorsBeside({
    "": "Somebody has recorded this interview meanwhile. Nothing more is owed.",
  }),
  "before-the-return": errorsBeside({
    happenedAt: "The talk cannot have been before the young person came back",
  }),
};

/** Talks with young people who came back, apart from any case. [B06] */
export function returnInterviewsRoutes(server: FastifyInstance): void {
  const seeing = { config: { permission: "see-return-interviews" as const } };

  server.get("/return-interviews", seeing, async (request, reply) => {
    const { context } = request;
    const query = request.query as Record<string, unknown>;
    const owed = query["show"] !== "done";
    const after = place.safeParse(query["after"]).data;
    const found = await returns(context.database, { owed, after, atMost: onPage + 1 });
    const shown = await dueOfEach(context, found.slice(0, onPage));
    const last = shown.at(-1)?.back;
    await context.audit({
      act: "listed return interviews",
      subject: "list",
      details: { rows: shown.length, entries: shown.map(({ back }) => back.entryId) },
    });
    return reply.page({
      title: "Return interviews",
      wide: true,
      children: (
        <ReturnInterviewsPage
          {...{ owed, shown, now: context.now }}
          moreAt={
            found.length > onPage && last
              ? `/return-interviews?${owed ? "" : "show=done&"}after=${last.returnedAt.epochMilliseconds}.${last.entryId}`
              : undefined
          }
        />
      ),
    });
  });

  server.get("/return-interviews.csv", seeing, ({ context }, reply) =>
    csvAnswer(reply, context, { name: "return-interviews", parts: returnInterviewLines(context) }),
  );

  server.get("/return-interviews/:entry", seeing, (request: OfReturn, reply) => show(request, reply));

  server.post(
    "/return-interviews/:entry",
    { config: { permission: "hold-return-interview" } },
    async (request: OfReturn, reply) => {
      const entryId = entryAsked(request);
      const typed = request.body as Typed;
      const { context } = request;
      const asksOfSafety =
        ((await returnNumbered(context.database, entryId))?.caseReference ?? null) !== null;
      const read = readForm(returnInterviewForm(context.now, { asksOfSafety }), typed, returnInterviewNames);
      if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
      const { word } = await request.perform("hold-return-interview", async (acting) => ({
        word: await recordReturnInterview(acting, entryId, read.values),
      }));
      if (word !== "recorded") return show(request, reply, { typed, errors: refusals[word] });
      return reply.redirect("/return-interviews", 303);
    },
  );
}

function entryAsked({ params }: OfReturn): number {
  const entryId = idAsked.parse(params.entry);
  if (entryId === undefined) throw new NotFound();
  return entryId;
}

async function show(request: OfReturn, reply: FastifyReply, sent?: { typed: Typed; errors: FormErrors }) {
  const { context } = request;
  const back = await returnNumbered(context.database, entryAsked(request));
  if (!back) throw new NotFound();
  const { entryId, authorityId } = back;
  await context.audit({
    act: "saw return interview",
    subject: "return interview",
    subjectId: entryId,
    authorityId,
  });
  return reply.page({
    title: `Return interview ${back.policeReference}`,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href="/return-interviews" text="Return interviews" />,
    children: (
      <ReturnInterviewPage
        {...{ back, now: context.now }}
        due={await interviewDue(context, back)}
        attempts={await attemptsOf(context.database, entryId)}
        seesCase={mayDo(context.viewer, "see-case", { authorityId })}
        recording={
          mayDo(context.viewer, "hold-return-interview", { authorityId })
            ? { csrf: request.session?.csrfToken ?? "", typed: sent?.typed, errors: sent?.errors }
            : undefined
        }
      />
    ),
  });
}
