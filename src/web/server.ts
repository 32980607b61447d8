import { createHmac } from "node:crypto";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { mayDo } from "../access/index.ts";
import {
  csrfTokenMatches,
  isOfFormerSession,
  type Session,
  sessionCookie,
  sessionOf,
} from "../access/sign-in/index.ts";
import { type Keepsight, perform, readingContext } from "../context.ts";
import { databaseFor, NotAllowed, NotFound } from "../database/index.ts";
import { takeUpVersions } from "../procedures/index.ts";
import { type Council, councilsById } from "./councils.ts";
import { assets, hidden, htmlOf, Page, type PageProps, typedInto } from "./design/index.ts";
import { firstPageNotices, withNotices } from "./first-page-notices.tsx";
import { formAddresses } from "./form-addresses.ts";
import { frameOf } from "./frame.ts";
import { protectPages } from "./protect-pages.ts";
import { answerFault, unreadAddress } from "./refusals.tsx";
import { registerRoutes } from "./register-routes.ts";
import { referenceOf, traceRequests } from "./request-spans.ts";
import "./routes.ts";
import {
  forgetUnsentForm,
  isInBackground,
  isReading,
  keepUnsentForm,
  SentWhileSignedOut,
  tokenGiven,
} from "./unsent-forms.tsx";

/** The web server with every page registered, ready to listen. */
export async function webServer(keepsight: Keepsight): Promise<FastifyInstance> {
  const server = Fastify({
    // Addresses hold references only; names and bodies never reach the log.
    logger: keepsight.settings.log === "silent" ? false : { level: keepsight.settings.log },
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: unreadAddress,
    trustProxy: keepsight.settings.trustedProxy,
    bodyLimit: 1_000_000,
    routerOptions: { ignoreTrailingSlash: true },
    genReqId: referenceOf,
  });
  if (keepsight.settings.tracesTo) traceRequests(server);
  const councils = await councilsById(databaseFor(keepsight.pool, undefined));
  await server.register(cookie);
  await server.register(formbody);
  await protectPages(server, keepsight);
  decorate(server, keepsight, councils);
  const formOf = formAddresses(server);
  const answer = (fault: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const form = fault === undefined || fault instanceof NotFound ? formOf(request) : undefined;
    return form ? reply.redirect(form, 303) : answerFault(fault, request, reply);
  };
  server.setErrorHandler(answer);
  server.setNotFoundHandler({ preValidation: server.rateLimit() }, (request, reply) =>
    answer(undefined, request, reply),
  );
  await assets(server);
  await registerRoutes(server, keepsight);
  return server;
}

function decorate(
  server: FastifyInstance,
  keepsight: Keepsight,
  councils: ReadonlyMap<number, Council>,
): void {
  server.decorateRequest("session", undefined);
  // biome-ignore lint/suspicious/noExplicitAny: Fastify's decorator takes the value of every request's start, which is none yet.
  server.decorateRequest("context", undefined as any);
  server.decorateRequest("notices", undefined);
  server.decorateRequest("perform", function <
    Answer,
  >(this: FastifyRequest, ...[act, work]: Parameters<FastifyRequest["perform"]>) {
    const call = {
      ...{ viewer: this.context.viewer, act, request: this.id },
      ...{ key: onceKey(this.body), digest: digestOf(this), before: keysBefore(this.body) },
    };
    return perform(keepsight, call, work) as Promise<Answer>;
  });
  server.decorateReply("page", async function ({ status = 200, ...asked }) {
    const notices = status < 400 ? await this.request.notices : undefined;
    const page = notices ? withNotices(asked, notices, this.request.context.now) : asked;
    const frame = frameOf(this.request, this, keepsight, councils);
    const html = bytesOf({ ...frame, ...page });
    // A page that says that something failed shows no record; if the audit log is what failed, it must still be shown.
    if (status < 500) await this.request.context?.recorded();
    return this.status(status).type("text/html; charset=utf-8").send(html);
  });

  server.addHook("preHandler", async (request) => {
    const permission = request.routeOptions.config.permission ?? "anyone";
    // Another system shows its token at each call; whatever cookie came along means nothing there.
    if (permission === "client") return;
    const session = await sessionOf(keepsight, request.cookies[sessionCookie(keepsight.settings).name]);
    request.session = session;
    if (session && !session.expired) {
      await takeUpVersions(keepsight);
      request.context = readingContext(keepsight, session.viewer, request.id);
      request.notices = firstPageNotices(request);
    }
    if (permission === "anyone") return;
    if (!session || session.expired)
      throw new SentWhileSignedOut(await keepUnsentForm(keepsight, request, session));
    if (!isReading(request) && request.routeOptions.config.csrf !== false)
      await requireCsrf(keepsight, request, session);
    await forgetUnsentForm(request);
    if (permission !== "signed-in" && !mayDo(session.viewer, permission)) throw new NotAllowed(permission);
  });
}

/**
 * Bytes, so that a page of a hundred kilobytes is written out of its pieces once. In a function of its own: one that
 * waited for the audit log with the pieces at hand kept them from the first collection of garbage.
 */
function bytesOf(page: PageProps): Buffer {
  return Buffer.from(htmlOf(Page(page)));
}

const keyShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function onceKey(body: unknown): string | undefined {
  const key = (body as Record<string, unknown> | undefined)?.[hidden.once];
  return typeof key === "string" && keyShape.test(key) ? key : undefined;
}

/** The keys that the page's forms had before its browser came back to it: see keepsight.client.js. */
function keysBefore(body: unknown): string[] {
  const keys = (body as Record<string, unknown> | undefined)?.[hidden.before];
  return typeof keys === "string" ? keys.split(" ", 5).filter((key) => keyShape.test(key)) : [];
}

/**
 * What tells a form from others by its session, its address and what was typed. Under a secret of the session, so that nobody who reads it later can
 * try what it may have said. Undefined where something else than text was sent.
 */
function digestOf({ url, body, session }: FastifyRequest): string | undefined {
  const typed = typedInto(body);
  const isText = Object.values(typed)
    .flat()
    .every((value) => typeof value === "string");
  if (!session || !isText) return undefined;
  const under = (words: string) => createHmac("sha256", session.csrfToken).update(words).digest("base64url");
  return `${under("session").slice(0, 8)}.${under(JSON.stringify([url, typed]))}`;
}

/** @throws SentWhileSignedOut for a form of the same person's session before, which is kept and offered again. */
async function requireCsrf(keepsight: Keepsight, request: FastifyRequest, session: Session): Promise<void> {
  const given = tokenGiven(request);
  if (csrfTokenMatches(session, given)) return;
  if (!(await isOfFormerSession(keepsight, session, given)))
    throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
  // A draft that saves itself goes on doing so, as the page had promised.
  if (isInBackground(request)) return;
  throw new SentWhileSignedOut(await keepUnsentForm(keepsight, request, session));
}
