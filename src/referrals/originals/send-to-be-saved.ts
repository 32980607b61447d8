import type { FastifyReply } from "fastify";

/** Answers with a file that somebody sent in, to be saved and never opened here, whatever a browser makes of it. */
export function sendToBeSaved(
  reply: FastifyReply,
  { type, name, content }: { type: string; name: string; content: Buffer },
): FastifyReply {
  return reply
    .type(type)
    .header("content-disposition", `attachment; filename="${name}"`)
    .header("cache-control", "no-store")
    .header("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox")
    .send(content);
}
