import type { FastifyRequest } from "fastify";
import type { Draft } from "../drafts/index.ts";
import { hidden } from "../web/design/index.ts";

/** What was typed into a form, without what its page carries unseen. */
export function typedInto({ body }: Pick<FastifyRequest, "body">): Draft {
  const carried: readonly string[] = Object.values(hidden);
  const fields = Object.entries((body ?? {}) as Draft);
  return Object.fromEntries(fields.filter(([name]) => !carried.includes(name) && !name.startsWith("_")));
}
