import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Keepsight } from "../../context.ts";
import { wordsAsked } from "../../web/asked.ts";
import { errorsBeside, GovukBackLink } from "../../web/design/index.ts";
import { TryPage } from "./tries.page.tsx";
import { partsOf, triable, tryOperation } from "./try-operation.ts";

const asked = z.object({ operation: wordsAsked, asked: wordsAsked }).catchall(wordsAsked);

/** Trying the reads of the interface by a form, as oneself. [G04] */
export function triesRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const keeping = { config: { permission: "keep-clients" as const } };
  server.get("/interface-tries", keeping, async (request, reply) => {
    const { operation: name, asked: isAsked, ...rest } = asked.parse(request.query);
    const operation = triable.find((each) => each.name === name);
    if (!operation) return reply.redirect("/interface", 303);
    const typed = Object.fromEntries(Object.entries(rest).map(([field, words]) => [field, words ?? ""]));
    const missing = isAsked ? partsOf(operation).filter((part) => !typed[part]) : [];
    const errors =
      missing.length > 0
        ? errorsBeside(Object.fromEntries(missing.map((part) => [part, `Enter the ${part}`])))
        : undefined;
    const tried = isAsked && !errors ? await tryOperation(keepsight, request, operation, typed) : undefined;
    return reply.page({
      status: errors ? 422 : 200,
      title: `Try: ${operation.summary}`,
      errors,
      before: <GovukBackLink href={`/interface/${operation.name}`} text={operation.summary} />,
      children: <TryPage {...{ operation, typed, errors, tried }} />,
    });
  });
}
