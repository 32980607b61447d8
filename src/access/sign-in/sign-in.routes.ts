import "@fastify/cookie";
import "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationResponseError, type Configuration, ResponseBodyError } from "openid-client";
import type { Keepsight } from "../../context.ts";
import { hidden } from "../../web/design/index.ts";
import { beginSignIn, browserSecret } from "./begin-sign-in.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { asksForGroups } from "./groups-told.ts";
import { localPath } from "./local-path.ts";
import { addressOf, isOnThisMachine, providerChosen } from "./provider-chosen.ts";
import { ProviderSilent, providerMet } from "./provider-met.ts";
import { csrfTokenMatches, sessionCookie, signInCookie } from "./session.ts";
import {
  noRolePage,
  providerSilentPage,
  signedOutPage,
  signOutPage,
  startAgainPage,
} from "./sign-in.pages.tsx";
import { addressAfterSignOut, signOut } from "./sign-out.ts";

// By address, because a browser without a session has nothing else; a council's office shares one.
const rateLimit = { max: 120, timeWindow: 60_000, keyGenerator: (request: FastifyRequest) => request.ip };
const anyone = { permission: "anyone", rateLimit } as const;

/** Signing in and out. @throws UnusableSettings when the settings name no provider. */
export function signInRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const meetProvider = providerMet(providerChosen(keepsight.settings));
  const address = addressOf(keepsight.settings);
  const byGroups = asksForGroups(keepsight.settings.signIn);
  const session = sessionCookie(keepsight.settings);
  const browser = signInCookie(keepsight.settings);

  server.get("/sign-in", { config: anyone }, async (request, reply) => {
    // 127.0.0.1 and localhost are one machine to people and two to cookies.
    if (isOnThisMachine(new URL(address)) && request.host !== new URL(address).host) {
      return reply.redirect(address + request.url, 303);
    }
    const secret = request.cookies[browser.name] ?? browserSecret();
    const returnTo = localPath((request.query as Record<string, unknown>)["return"]);
    return withProvider(meetProvider, request, reply, async (provider) => {
      const to = await beginSignIn(keepsight, provider, { browser: secret, returnTo });
      return reply
        .setCookie(browser.name, secret, browser.options)
        .header("cache-control", "no-store")
        .redirect(to.href, 303);
    });
  });

  server.get("/sign-in/return", { config: anyone }, (request, reply) =>
    withProvider(meetProvider, request, reply, async (provider) => {
      const ended = await completeSignIn(keepsight, provider, {
        url: request.url,
        state: String((request.query as Record<string, unknown>)["state"] ?? ""),
        browser: request.cookies[browser.name],
        formerToken: request.cookies[session.name],
        request: request.id,
      });
      if (ended.outcome === "not-begun-here") return reply.page(startAgainPage());
      if (ended.outcome === "no-role") return reply.page(noRolePage(ended.email, byGroups));
      return reply
        .setCookie(session.name, ended.token, session.options)
        .header("cache-control", "no-store")
        .redirect(ended.returnTo, 303);
    }),
  );

  server.get("/sign-out", { config: anyone }, (request, reply) =>
    request.session && !request.session.expired
      ? reply.page(signOutPage(request.session))
      : reply.redirect("/signed-out", 303),
  );

  for (const [path, everywhere] of [
    ["/sign-out", false],
    ["/sign-out-everywhere", true],
  ] as const) {
    // Open to anyone: whoever's session has run out wants to leave, not to sign in first.
    server.post(path, { config: anyone }, async (request, reply) => {
      if (!request.session) return reply.redirect("/signed-out", 303);
      const given = (request.body as Record<string, unknown> | undefined)?.[hidden.csrf];
      if (typeof given !== "string" || !csrfTokenMatches(request.session, given)) {
        throw Object.assign(new Error("This form came from another page."), { statusCode: 403 });
      }
      const idToken = await signOut(keepsight, request.session, { everywhere, request: request.id });
      reply.clearCookie(session.name, session.options);
      // Signing out never waits on a provider that does not answer.
      const provider = await meetProvider().catch(() => undefined);
      return reply.redirect(addressAfterSignOut(provider, idToken, `${address}/signed-out`), 303);
    });
  }

  server.get("/signed-out", { config: anyone }, (_request, reply) => reply.page(signedOutPage()));
}

/** The provider's faults end in a page that says what to do. What is logged of them holds no token, code or address. */
async function withProvider(
  meetProvider: () => Promise<Configuration>,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (provider: Configuration) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work(await meetProvider());
  } catch (fault) {
    if (fault instanceof AuthorizationResponseError || fault instanceof ResponseBodyError) {
      request.log.warn({ request: request.id, refused: fault.error }, "The provider refused a sign-in");
      return reply.page(startAgainPage());
    }
    if (fault instanceof ProviderSilent) {
      const cause = (fault.cause as { code?: string } | undefined)?.code;
      request.log.error({ request: request.id, cause }, "The sign-in provider does not answer");
      return reply.page(providerSilentPage());
    }
    throw fault;
  }
}
