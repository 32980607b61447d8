import type { FastifyReply } from "fastify";
import { Refusal } from "./refusal.ts";
import type { Asked } from "./scim.routes.ts";

/** @throws Refusal unless the caller saw this version last, or said nothing of it (RFC 7644, 3.14). */
export function requireVersion({ request }: Asked, { version }: { version: number }): void {
  const given = request.headers["if-match"]?.trim();
  if (given && given !== "*" && !isAmong(given, version))
    throw new Refusal(412, "Somebody changed it meanwhile. Read it again.");
}

/** Answers one resource with its version; nothing but 304 to who has that version already. */
export function answerOne(
  { request, reply }: Asked,
  status: number,
  shown: { meta: { version: string; location: string } },
): FastifyReply {
  reply.header("etag", shown.meta.version).header("location", shown.meta.location);
  const known = request.headers["if-none-match"];
  const version = Number(/\d+/.exec(shown.meta.version)?.[0]);
  if (request.method === "GET" && known && (known.trim() === "*" || isAmong(known, version)))
    return reply.status(304).send();
  return reply.status(status).type("application/scim+json; charset=utf-8").send(JSON.stringify(shown));
}

function isAmong(tags: string, version: number): boolean {
  return tags.split(",").some((tag) => tag.trim().replace(/^W\//, "") === `"${version}"`);
}
