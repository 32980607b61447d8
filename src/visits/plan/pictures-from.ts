import type { FastifyReply } from "fastify";

/**
 * Lets this page, and no other, take pictures of the ground from where the council's setting says. A request for one says
 * which square of the map is shown, and neither a page's address nor a child.
 */
export function picturesFrom(reply: FastifyReply, tiles: { address: string } | undefined): void {
  if (!tiles) return;
  const policy = String(reply.getHeader("content-security-policy") ?? "");
  const { origin } = new URL(tiles.address.replaceAll(/[{}]/g, ""));
  reply.header(
    "content-security-policy",
    policy.replace("img-src 'self' data:", `img-src 'self' data: ${origin}`),
  );
}
