import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Keepsight } from "../../context.ts";
import { issueToken, tokenSeconds } from "./client-tokens.ts";

/** What a client sends for a token (RFC 6749, 4.4.2). */
export const tokenRequest = z.object({
  grant_type: z.literal("client_credentials"),
  client_id: z.string().max(100).optional(),
  client_secret: z.string().max(200).optional(),
  scope: z
    .string()
    .max(500)
    .optional()
    .describe("Some of the client's scopes, apart by spaces; left out: all"),
});

/** What a client gets. */
export const tokenAnswer = z.object({
  access_token: z.string(),
  token_type: z.literal("Bearer"),
  expires_in: z.int().describe("Seconds"),
  scope: z.string(),
});

/** What a client gets that is refused (RFC 6749, 5.2). */
export const tokenRefusal = z.object({
  error: z.enum(["invalid_request", "invalid_client", "invalid_scope", "unsupported_grant_type"]),
  error_description: z.string(),
});

const triesAMinute = 60;

/** The token endpoint: a client's key and secret, in the body or by Basic, for a token that is good for a quarter of an hour. */
export function tokenRoute(api: FastifyInstance, keepsight: Keepsight): void {
  const config = {
    permission: "anyone" as const,
    csrf: false,
    rateLimit: { max: triesAMinute, timeWindow: 60_000 },
  };
  api.post("/token", { config }, async (request, reply) => {
    const read = tokenRequest.safeParse(request.body);
    if (!read.success)
      return refuse(reply, 400, isOtherGrant(request) ? "unsupported_grant_type" : "invalid_request");
    const [key = "", secret = ""] = basic(request) ?? [read.data.client_id, read.data.client_secret];
    const wanted = read.data.scope?.split(" ").filter(Boolean) ?? [];
    const issued = await issueToken(keepsight, { key, secret, wanted, request: request.id });
    if ("refused" in issued)
      return refuse(reply, issued.refused === "invalid_client" ? 401 : 400, issued.refused);
    return reply.send({
      ...{ access_token: issued.token, token_type: "Bearer", expires_in: tokenSeconds },
      scope: issued.scopes.join(" "),
    });
  });
}

const mends: Record<z.output<typeof tokenRefusal>["error"], string> = {
  invalid_request: "Send grant_type=client_credentials with client_id and client_secret as a form.",
  unsupported_grant_type: "The one grant here is client_credentials.",
  invalid_client: "The key or secret is wrong, or the client was not let in, has ended or was withdrawn.",
  invalid_scope: "The client was not given every one of these scopes.",
};

function refuse(reply: FastifyReply, status: number, error: keyof typeof mends): FastifyReply {
  if (status === 401) reply.header("www-authenticate", "Basic");
  return reply.status(status).send({ error, error_description: mends[error] });
}

function isOtherGrant({ body }: FastifyRequest): boolean {
  const grant = (body as Record<string, unknown> | undefined)?.["grant_type"];
  return grant !== undefined && grant !== "client_credentials";
}

function basic({ headers }: FastifyRequest): string[] | undefined {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]{1,500})$/i.exec(headers.authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const [key = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return [key, rest.join(":")];
}
