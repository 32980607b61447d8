import type { FastifyRequest } from "fastify";
import { NotFound } from "../database/index.ts";
import { carried } from "../web/design/index.ts";
import { type VersionRead, versionToRead } from "./edit-version.ts";

export type OfVersion = FastifyRequest<{ Params: { id: string } }>;
export type OfObligation = FastifyRequest<{ Params: { id: string; obligation: string } }>;

/** The own version that an address names. Throws NotFound where there is none that the viewer may know of. */
export function versionAsked({ context, params }: OfVersion): Promise<VersionRead> {
  if (!/^[1-9]\d{0,14}$/.test(params.id)) throw new NotFound();
  return versionToRead(context, Number(params.id));
}

/** The revision of the version that a form showed. */
export function seenIn({ body }: Pick<FastifyRequest, "body">): number {
  return Number(carried(body).seen) || 0;
}
