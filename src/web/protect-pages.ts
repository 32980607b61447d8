import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import helmet from "helmet";
import { sessionCookie } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";

type Guarded = Pick<Keepsight, "settings">;

/** What guards every page before anything is known of who asks: headers, and how often one may ask. */
export async function protectPages(server: FastifyInstance, keepsight: Guarded): Promise<void> {
  sendHeaders(server, keepsight);
  await limitRequests(server, keepsight);
  server.addHook("onRoute", (route) => {
    const open = route.url.startsWith("/assets/") || route.url.startsWith("/demonstration");
    if (!route.config?.permission && !open) {
      throw new Error(`The route ${route.url} says nobody's permission. Give it config.permission.`);
    }
  });
}

/**
 * Helmet itself, made ready once: its Fastify plugin puts every header together anew for each request, which was a twentieth of a search.
 */
function sendHeaders(server: FastifyInstance, { settings }: Guarded): void {
  const { signIn, address } = settings;
  const nonces = new WeakMap<IncomingMessage, string>();
  const nonceOf = (request: IncomingMessage, _response: ServerResponse) => `'nonce-${nonces.get(request)}'`;
  const setHeaders = helmet({
    strictTransportSecurity: address?.startsWith("https:") ?? false,
    referrerPolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", nonceOf],
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        // Signing out passes through the sign-in provider.
        formAction: ["'self'", ...(signIn ? [new URL(signIn.issuer).origin] : [])],
      },
    },
  });
  server.decorateReply("styleNonce", "");
  server.addHook("onRequest", (request, reply, done) => {
    reply.styleNonce = randomBytes(16).toString("base64url");
    nonces.set(request.raw, reply.styleNonce);
    reply.header("cache-control", "no-store");
    setHeaders(request.raw, reply.raw, (fault) => done(fault as Error | undefined));
  });
}

/** More people than any council has at work; beyond it the oldest count by their address again until their next request. */
const mostSessions = 20_000;

/**
 * Counts requests by session where the session has shown itself real, else by address: a made-up cookie buys nothing,
 * and an office of many people behind one address is not one person.
 */
async function limitRequests(server: FastifyInstance, { settings }: Guarded): Promise<void> {
  const cookie = sessionCookie(settings).name;
  const real = new Set<string>();
  const tokenOf = (request: FastifyRequest) => request.cookies[cookie];
  await server.register(rateLimit, {
    max: settings.requestsAMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => {
      const token = tokenOf(request);
      return token !== undefined && real.has(token) ? token : rateLimit.normalizeIP(request.ip);
    },
    allowList: (request) => request.url.startsWith("/assets/"),
  });
  server.addHook("onResponse", async (request) => {
    const token = tokenOf(request);
    if (token === undefined || !request.session || request.session.expired || real.has(token)) return;
    if (real.size >= mostSessions) real.delete(real.values().next().value ?? "");
    real.add(token);
  });
}
