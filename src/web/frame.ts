import type { FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import type { Council } from "./councils.ts";
import type { Frame } from "./design/index.ts";
import { navigationOf } from "./navigation.ts";

/** Before anybody is signed in no council is known: the page names the program alone. */
export const nobodysCouncil: Council = { name: "", colour: "#1d4f5c" };

/** What every page of this request shares: whose council, who is signed in, where they can go. */
export function frameOf(
  request: FastifyRequest,
  reply: FastifyReply,
  keepsight: Keepsight,
  councils: ReadonlyMap<number, Council>,
): Frame {
  const viewer = request.context?.viewer;
  const post = viewer?.posts[0];
  const path = request.url.split("?")[0] ?? "";
  return {
    council: (post && councils.get(post.authorityId)) ?? nobodysCouncil,
    nonce: reply.styleNonce,
    csrf: request.session?.csrfToken ?? "",
    at: keepsight.now(),
    navigation: viewer ? navigationOf(viewer, path) : [],
    signedInAs: viewer && { name: viewer.name, role: post?.title ?? "no role" },
    searchAt: viewer && mayDo(viewer, "find-child") ? "/children" : undefined,
    demonstration: keepsight.settings.demonstration,
  };
}
