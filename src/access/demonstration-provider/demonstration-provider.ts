import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from "fastify";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { UnusableSettings } from "../../settings.ts";
import { addressOf, demonstrationIssuer } from "../sign-in/index.ts";
import { chooseAgainPage, choosePersonPage } from "./choose-person.page.tsx";
import { accountOf, peopleToBe } from "./demonstration-people.store.ts";
import { hasNoSignInUnderWay, openIdProvider } from "./provider.ts";

/**
 * The demonstration's provider at /demonstration of the same server, so that the program has one address.
 * @throws UnusableSettings outside the demonstration: it asks for no password.
 */
export function demonstrationProvider(keepsight: Keepsight): FastifyPluginAsync {
  const { settings, pool } = keepsight;
  if (!settings.demonstration) {
    throw new UnusableSettings("Only the demonstration signs people in without a password.");
  }
  const database = databaseFor(pool, undefined);
  const issuer = demonstrationIssuer(settings);
  const provider = openIdProvider(issuer, addressOf(settings), (subject) =>
    accountOf(database, issuer, subject),
  );

  return async (server) => {
    const path = "/demonstration/people/:uid";
    const config = { permission: "anyone", rateLimit: false } as const;

    server.get(path, { config }, (request, reply) =>
      unlessRunOut(reply, async () => {
        await provider.interactionDetails(request.raw, reply.raw);
        return reply.page(choosePersonPage(await peopleToBe(database, issuer), request.url));
      }),
    );

    server.post(path, { config }, (request, reply) =>
      unlessRunOut(reply, async () => {
        const subject = String((request.body as Record<string, unknown> | undefined)?.["subject"] ?? "");
        if (!(await accountOf(database, issuer, subject))) return reply.redirect(request.url, 303);
        const login = { accountId: subject, remember: false };
        return reply.redirect(await provider.interactionResult(request.raw, reply.raw, { login }), 303);
      }),
    );

    const answer = provider.callback();
    await server.register(async (unparsed) => {
      passBodiesOn(unparsed);
      unparsed.all("/demonstration/*", { config }, (request, reply) => {
        reply.hijack();
        const { raw } = request;
        raw.headers.cookie = withoutProvidersSession(raw.headers.cookie);
        // The provider works out its own addresses from the two.
        Object.assign(raw, { originalUrl: raw.url, url: raw.url?.slice("/demonstration".length) });
        for (const [name, value] of Object.entries(reply.getHeaders())) {
          if (value !== undefined) reply.raw.setHeader(name, value);
        }
        return answer(raw, reply.raw);
      });
    });
  };
}

/** Each sign-in begins as nobody, so that one is asked again whom one wants to be. */
function withoutProvidersSession(cookies = ""): string {
  return cookies.replaceAll(/(^|; *)_session(\.sig)?=[^;]*/g, "");
}

/** The provider reads bodies itself. */
function passBodiesOn(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", (_request, _body, done) => done(null));
}

async function unlessRunOut(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (fault) {
    if (hasNoSignInUnderWay(fault)) return reply.page(chooseAgainPage());
    throw fault;
  }
}
