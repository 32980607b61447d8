import type { FastifyInstance, FastifyRequest } from "fastify";
import { mayDo } from "../../access/index.ts";
import { NotFound } from "../../database/index.ts";
import { GovukBackLink } from "../../web/design/index.ts";
import { DocumentPage, OperationPage, operationNamed } from "./document.page.tsx";

/** The documentation of the interface, drawn from its document. It tells nothing of anybody, and is for anybody. */
export function documentRoutes(server: FastifyInstance): void {
  const config = { permission: "anyone" } as const;

  server.get("/interface", { config }, (_request, reply) =>
    reply.page({ title: "The interface for other systems", children: <DocumentPage /> }),
  );

  server.get(
    "/interface/:operation",
    { config },
    (request: FastifyRequest<{ Params: { operation: string } }>, reply) => {
      const operation = operationNamed(request.params.operation);
      if (!operation) throw new NotFound();
      return reply.page({
        title: operation.described.summary,
        before: <GovukBackLink href="/interface" text="The interface" />,
        children: (
          <OperationPage
            {...operation}
            mayTry={request.session !== undefined && mayDo(request.session.viewer, "keep-clients")}
          />
        ),
      });
    },
  );
}
