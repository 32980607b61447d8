import type { FastifyRequest } from "fastify";
import { mayDo, postsAllowing } from "../../access/index.ts";
import type { Keepsight } from "../../context.ts";
import { NotAllowed } from "../../database/index.ts";
import { bodyCut, paramsRead, queryRead } from "../operations/edge.ts";
import { operations } from "../operations/index.ts";
import type { Operation } from "../operations/operation.ts";
import { problemOf } from "../problem-of.ts";

/** What an operation answered to a person who tried it. */
export type Tried = { status: number; body: unknown; next: string | undefined };

/** The operations that can be tried: reads, which change nothing and whose addresses hold no name. */
export const triable: readonly Operation[] = operations.filter(({ method }) => method === "get");

/** The parts of an operation's path, in order. */
export function partsOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}

/**
 * Asks an operation as a person (act keep-clients), within that person's own rights and in the audit log under their own name:
 * what their roles do not allow is refused as it would be to a system with that role. Refusals are answers too.
 */
export async function tryOperation(
  keepsight: Keepsight,
  request: FastifyRequest,
  operation: Operation,
  typed: Readonly<Record<string, string>>,
): Promise<Tried> {
  const { context } = request;
  const { viewer } = context;
  const [post] = postsAllowing(viewer, "keep-clients");
  if (!post) throw new NotAllowed("keep-clients");
  const { authorityId, schoolId, agencyId } = post;
  const parts = partsOf(operation);
  const given = Object.entries(typed).filter(([, value]) => value !== "");
  const of = (inPath: boolean) =>
    Object.fromEntries(given.filter(([name]) => parts.includes(name) === inPath));
  try {
    const [act] = operation.acts;
    if (act && !operation.acts.some((each) => mayDo(viewer, each))) throw new NotAllowed(act);
    const answered = await operation.answer({
      ...{ keepsight, context, request, body: undefined, seen: undefined, once: undefined },
      // No client has this id: what is asked of a client itself, such as its webhooks, is empty.
      client: { id: 0, personId: viewer.personId, authorityId, schoolId, agencyId, scopes: [], viewer },
      params: paramsRead(of(true)),
      query: queryRead(operation, of(false)),
      perform: () => Promise.reject(new Error("A read performs no act.")),
    });
    const { status = operation.answers.status, next } = answered;
    return { status, body: bodyCut(operation, answered), next };
  } catch (fault) {
    const { status, title, message: detail, fields } = problemOf(fault, request);
    return {
      status,
      body: { title, status, detail, ...(fields.length > 0 && { errors: fields }) },
      next: undefined,
    };
  }
}
