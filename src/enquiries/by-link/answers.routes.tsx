import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { answerCookie } from "../../access/sign-in/index.ts";
import { type Context, type Keepsight, perform, readingContext } from "../../context.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  londonDay,
  readForm,
  type Typed,
  typedInto,
} from "../../web/design/index.ts";
import { keyOfWords } from "../../web/once-key.ts";
import { answerForm } from "../answer.form.ts";
import type { Enquiry } from "../enquiry.ts";
import { answerByLink, keepTyped } from "./answer-by-link.ts";
import { hashOfToken, newToken } from "./answer-link.ts";
import type { LiveLink } from "./answer-links.store.ts";
import { CodePage, LinkedQuestionPage, LinkPage, NotSentPage, OverPage, SentPage } from "./answers.pages.tsx";
import { linkHolder } from "./as-link-holder.ts";
import { openByCode, sendCode, visitedQuestion } from "./open-answer-link.ts";

type Params = { Params: { token: string } };
type Asked = FastifyRequest<Params>;

/** Enough for whoever answers; what is tried at one link is counted in the database besides. */
const limited = (max: number) => ({
  config: { permission: "anyone" as const, rateLimit: { max, timeWindow: 60_000 } },
});
const typedForm = z.record(z.string(), z.union([z.string().max(2_000), z.array(z.string().max(2_000))]));
const teller = z.object({
  "told-by": z.string({ error: "Enter your name and what your work is" }).max(200),
});
const onceKey = z.uuid().optional().catch(undefined);
const notGood = errorsBeside({
  code: "This code is wrong or too old, or the link no longer works. Ask for another code",
});
const noCode = errorsBeside({ code: "Enter the six digits of your code" });

/**
 * Answering a question by a link from an e-mail, without an account. Links that are wrong, used, ended or expired are all
 * answered with the same pages. Nobody is signed in, so no other site's form can bring what it does not know: the link. [E01]
 */
export function answersRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const cookie = answerCookie(keepsight.settings);
  const at = ({ params }: Asked) => `/answers/${encodeURIComponent(params.token)}`;
  const visitOf = (request: Asked) => request.cookies[cookie.name];
  const act = async <Answer,>(request: Asked, work: (context: Context) => Promise<Answer>, key?: string) => {
    const call = { act: "answer-enquiry", request: request.id, key } as const;
    return perform(keepsight, { viewer: await linkHolder(keepsight), ...call }, work);
  };

  server.get<Params>("/answers/:token", limited(60), async (request, reply) =>
    reply.page({ title: "Answer a question", children: <LinkPage at={at(request)} /> }),
  );

  server.post<Params>("/answers/:token/codes", limited(10), async (request, reply) => {
    await act(request, (context) => sendCode(context, request.params.token));
    return reply.redirect(`${at(request)}/code`, 303);
  });

  server.get<Params>("/answers/:token/code", limited(60), async (request, reply) =>
    showCode(reply, at(request), undefined),
  );

  server.post<Params>("/answers/:token/code", limited(10), async (request, reply) => {
    const { code = "" } = z
      .object({ code: z.string().max(40).optional().catch("") })
      .parse(request.body ?? {});
    if (code.trim() === "") return showCode(reply, at(request), noCode);
    const visitToken = newToken();
    const typed = { code, visitHash: hashOfToken(visitToken) };
    const outcome = await act(request, (context) => openByCode(context, request.params.token, typed));
    if (outcome === "not-good") return showCode(reply, at(request), notGood);
    return reply.setCookie(cookie.name, visitToken, cookie.options).redirect(`${at(request)}/question`, 303);
  });

  server.get<Params>("/answers/:token/question", limited(60), async (request, reply) => {
    const visited = await visitedQuestion(await reading(request), request.params.token, visitOf(request));
    if (!visited) return reply.redirect(at(request), 303);
    const { enquiry, link } = visited;
    if (!link.over) return showQuestion(request, reply, visited, {});
    return reply.page({
      title: "No answer is needed any more",
      children: <OverPage enquiry={enquiry} over={link.over} />,
    });
  });

  server.post<Params>("/answers/:token/question", limited(20), async (request, reply) => {
    const { token } = request.params;
    const visited = await visitedQuestion(await reading(request), token, visitOf(request));
    const today = londonDay(keepsight.now());
    const ofSchool = visited?.enquiry.toKind === "school";
    const read = readForm(answerForm({ ofSchool, today }).and(teller), request.body);
    if ("errors" in read)
      return visited && visited.link.over !== "answered"
        ? showQuestion(request, reply, visited, { typed: request.body as Typed, errors: read.errors })
        : notSent(request, reply, visited?.enquiry);
    const { "told-by": toldBy, ...answer } = read.values;
    // Without a visit too: of a form that was sent twice the second gets the answer of the first.
    const once = onceKey.parse(carried(request.body).once);
    const outcome = await act(
      request,
      (context) => answerByLink(context, token, visitOf(request), { ...answer, toldBy }),
      once && keyOfWords(once, typedInto(request.body)),
    );
    if (outcome === "not-in" || outcome === "answered-already")
      return notSent(request, reply, visited?.enquiry);
    const kept = answer.answer === "not-sure" ? "question?noted=yes" : "sent";
    const next = outcome === "late" ? "sent?late=yes" : kept;
    return reply.redirect(`${at(request)}/${next}`, 303);
  });

  server.post<Params>("/answers/:token/draft", limited(60), async (request, reply) => {
    const typed = typedForm.safeParse(request.body);
    if (!typed.success) return reply.status(400).send();
    const content = Object.fromEntries(Object.entries(typed.data).filter(([name]) => !name.startsWith("_")));
    const kept = await act(request, (context) =>
      keepTyped(context, request.params.token, visitOf(request), content),
    );
    return reply.status(kept === "kept" ? 204 : 410).send();
  });

  server.get<Params>("/answers/:token/sent", limited(60), async (request, reply) => {
    const late = (request.query as Record<string, unknown>)["late"] !== undefined;
    return reply.page({ title: "Answer sent", children: <SentPage late={late} /> });
  });

  async function reading(request: Asked) {
    return readingContext(keepsight, await linkHolder(keepsight), request.id);
  }

  function notSent(request: Asked, reply: FastifyReply, over: Enquiry | undefined): Promise<FastifyReply> {
    return reply.page({
      status: 410,
      title: "Your answer was not sent",
      children: <NotSentPage at={at(request)} over={over} typed={(request.body ?? {}) as Typed} />,
    });
  }

  async function showQuestion(
    request: Asked,
    reply: FastifyReply,
    { enquiry, link }: { enquiry: Enquiry; link: LiveLink },
    { typed, errors }: { typed?: Typed; errors?: FormErrors },
  ): Promise<FastifyReply> {
    const context = await reading(request);
    await context.audit({
      ...{ act: "saw question", subject: "enquiry", subjectId: enquiry.id, authorityId: enquiry.authorityId },
      details: { by: "link", address: link.to },
    });
    await context.recorded();
    return reply.page({
      status: errors ? 422 : 200,
      title: `Question ${enquiry.reference}`,
      errors,
      children: (
        <LinkedQuestionPage
          {...{ at: at(request), enquiry, errors }}
          noted={(request.query as Record<string, unknown>)["noted"] !== undefined}
          typed={typed ?? link.draft ?? {}}
        />
      ),
    });
  }
}

function showCode(reply: FastifyReply, at: string, errors: FormErrors | undefined): Promise<FastifyReply> {
  return reply.page({
    status: errors ? 422 : 200,
    title: "Type your code",
    errors,
    children: <CodePage at={at} errors={errors} />,
  });
}
