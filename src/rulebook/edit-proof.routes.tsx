import type { FastifyInstance } from "fastify";
import type { Keepsight } from "../context.ts";
import { GovukBackLink } from "../web/design/index.ts";
import { askForProof, isUnderWay } from "./ask-for-proof.ts";
import { ProofPage } from "./edit-proof.page.tsx";
import { type OfVersion, seenIn, versionAsked } from "./version-asked.routes.ts";
import { lastProof } from "./versions.store.ts";

const editing = { config: { permission: "edit-procedure" as const } };

/** The proof of a version: asked for here, made by the worker. */
export function editProofRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/procedure-versions/:id/proof", editing, async (request: OfVersion, reply) => {
    const version = await versionAsked(request);
    const proof = await lastProof(request.context.database, version.id, version.revision);
    // Without JavaScript too, the page comes again while it is being proved.
    const underWay = isUnderWay(proof, request.context.now);
    if (underWay) reply.header("refresh", "2");
    return reply.page({
      title: "Prove it",
      before: <GovukBackLink text="The version" href={`/procedure-versions/${version.id}`} />,
      children: <ProofPage {...{ version, proof, underWay }} csrf={request.session?.csrfToken ?? ""} />,
    });
  });

  server.post("/procedure-versions/:id/proof", editing, async (request: OfVersion, reply) => {
    const { id } = await versionAsked(request);
    await request.perform("edit-procedure", (context) =>
      askForProof(context, keepsight.jobs, { id, seen: seenIn(request) }),
    );
    return reply.redirect(`/procedure-versions/${id}/proof`, 303);
  });
}
