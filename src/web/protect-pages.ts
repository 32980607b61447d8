import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { sessionCookie } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";

type Guarded = Pick<Keepsight, "settings">;

/** What guards every page before anything is known of who asks: headers, and how often one may ask. */
export async function protectPages(server: FastifyInstance, keepsight: Guarded): Promise<void> {
  await sendHeaders(server, keepsight);
  await limitRequests(server, keepsight);
  server.addHook("onRoute", (route) => {
    const open = route.url.startsWith("/assets/") || route.url.startsWith("/demonstration");
    if (!route.config?.permission && !open) {
      throw new Error(`The route ${route.url} says nobody's permission. Give it config.permission.`);
    }
  });
}

async function sendHeaders(server: FastifyInstance, { settings }: Guarded): Promise<void> {
  const { signIn, address } = settings;
  await server.register(helmet, {
    enableCSPNonces: true,
    strictTransportSecurity: address?.startsWith("https:") ?? false,
    referrerPolicy: { policy: "same-origin" },
    frameguard: { action: "deny" },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
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
  server.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
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
