import "@fastify/cookie";
import "@fastify/rate-limit";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AuthorizationResponseError, type Configuration, ResponseBodyError } from "openid-client";
import type { Keepsight } from "../../context.ts";
import { realmOf } from "../../sign-in-providers.ts";
import { hidden } from "../../web/design/index.ts";
import { beginSignIn, browserSecret } from "./begin-sign-in.ts";
import { chooseProviderPage } from "./choose-provider.page.tsx";
import { completeSignIn, type ProviderBack } from "./complete-sign-in.ts";
import { asksForGroups } from "./groups-told.ts";
import { localPath } from "./local-path.ts";
import { addressOf, isOnThisMachine, type Provider, providersChosen } from "./provider-chosen.ts";
import { ProviderSilent, providerMet } from "./provider-met.ts";
import { csrfTokenMatches, providerCookie, type Session, sessionCookie, signInCookie } from "./session.ts";
import {
  noRolePage,
  ofAnotherPage,
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
  const providers = providersChosen(keepsight.settings);
  const known = providers.map((chosen) => ({ chosen, meet: providerMet(chosen) }));
  const several = providers.length > 1;
  const address = addressOf(keepsight.settings);
  const session = sessionCookie(keepsight.settings);
  const browser = signInCookie(keepsight.settings);
  const remembered = providerCookie(keepsight.settings);

  server.get("/sign-in", { config: anyone }, async (request, reply) => {
    // 127.0.0.1 and localhost are one machine to people and two to cookies.
    if (isOnThisMachine(new URL(address)) && request.host !== new URL(address).host) {
      return reply.redirect(address + request.url, 303);
    }
    const asked = request.query as Record<string, unknown>;
    const returnTo = localPath(asked["return"]);
    const one = several ? chosenBy(asked, request.cookies[remembered.name]) : known[0];
    if (!one) {
      const find = typeof asked["find"] === "string" ? asked["find"].trim().slice(0, 100) : "";
      return reply.page(chooseProviderPage({ providers, find, returnTo }));
    }
    const secret = request.cookies[browser.name] ?? browserSecret();
    return withProvider(one, several, request, reply, async (provider) => {
      const to = await beginSignIn(keepsight, provider, { browser: secret, returnTo });
      return reply
        .setCookie(browser.name, secret, browser.options)
        .header("cache-control", "no-store")
        .redirect(to.href, 303);
    });
  });

  /** The one that the address names, else the one that was right in this browser before. */
  function chosenBy(asked: Record<string, unknown>, before: string | undefined): Known | undefined {
    const key = asked["at"] ?? (asked["choose"] === undefined ? before : undefined);
    return known.find(({ chosen }) => chosen.key === key);
  }

  const comeBack = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { key } = request.params as { key?: string };
    const one = known.find(({ chosen }) => chosen.key === key);
    if (!one) return reply.page(startAgainPage(several));
    return withProvider(one, several, request, reply, async (provider) => {
      const ended = await completeSignIn(keepsight, provider, {
        url: request.url,
        state: String((request.query as Record<string, unknown>)["state"] ?? ""),
        browser: request.cookies[browser.name],
        formerToken: request.cookies[session.name],
        request: request.id,
      });
      if (ended.outcome === "not-begun-here") return reply.page(startAgainPage(several));
      if (ended.outcome === "of-another-organisation") return reply.page(ofAnotherPage(one.chosen));
      if (ended.outcome === "no-role")
        return reply.page(
          noRolePage(ended.email, {
            byGroups: asksForGroups(one.chosen),
            at: several ? one.chosen : undefined,
          }),
        );
      if (several && key !== undefined) reply.setCookie(remembered.name, key, remembered.options);
      return reply
        .setCookie(session.name, ended.token, session.options)
        .header("cache-control", "no-store")
        .redirect(ended.returnTo, 303);
    });
  };
  server.get("/sign-in/return", { config: anyone }, comeBack);
  server.get("/sign-in/return/:key", { config: anyone }, comeBack);

  const providerOf = ({ issuer }: Session) => known.find(({ chosen }) => realmOf(chosen) === issuer);

  server.get("/sign-out", { config: anyone }, (request, reply) => {
    if (!request.session || request.session.expired) return reply.redirect("/signed-out", 303);
    const one = several ? providerOf(request.session) : undefined;
    // Browsers follow a form to its own site and to those that the page names: here the one provider that it passes through.
    const policy = reply.getHeader("content-security-policy");
    if (one && typeof policy === "string")
      reply.header(
        "content-security-policy",
        policy.replace("form-action 'self'", `form-action 'self' ${new URL(one.chosen.issuer).origin}`),
      );
    return reply.page(signOutPage(request.session));
  });

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
      const one = several ? providerOf(request.session) : known[0];
      const provider = await one?.meet().catch(() => undefined);
      return reply.redirect(addressAfterSignOut(provider, idToken, `${address}/signed-out`), 303);
    });
  }

  server.get("/signed-out", { config: anyone }, (_request, reply) => reply.page(signedOutPage(several)));
}

type Known = { chosen: Provider; meet: () => Promise<Configuration> };

/** The provider's faults end in a page that says what to do. What is logged of them holds no token, code or address. */
async function withProvider(
  { chosen, meet }: Known,
  several: boolean,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (provider: ProviderBack) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work({ chosen, met: await meet() });
  } catch (fault) {
    if (fault instanceof AuthorizationResponseError || fault instanceof ResponseBodyError) {
      const { key } = chosen;
      request.log.warn({ request: request.id, key, refused: fault.error }, "The provider refused a sign-in");
      return reply.page(startAgainPage(several));
    }
    if (fault instanceof ProviderSilent) {
      const { code, message } = (fault.cause ?? {}) as { code?: string; message?: string };
      const cause = code ?? (message?.startsWith("The provider ") ? message : undefined);
      request.log.error(
        { request: request.id, key: chosen.key, cause },
        "The sign-in provider does not answer",
      );
      return reply.page(providerSilentPage(several ? chosen : undefined));
    }
    throw fault;
  }
}
