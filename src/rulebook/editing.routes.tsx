import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authoritiesKnown, mayDo, postsAllowing } from "../access/index.ts";
import type { Keepsight } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { proceduresOf } from "../procedures/index.ts";
import { GovukBackLink, readForm } from "../web/design/index.ts";
import { editExamplesRoutes } from "./edit-examples.routes.tsx";
import { editNameRoutes } from "./edit-name.routes.tsx";
import { editObligationRoutes } from "./edit-obligation.routes.tsx";
import { editProofRoutes } from "./edit-proof.routes.tsx";
import { VersionPage } from "./edit-version.page.tsx";
import { beginOwnVersion, withdrawVersion } from "./edit-version.ts";
import { VersionsPage } from "./edit-versions.page.tsx";
import { spansOf } from "./edit-versions.ts";
import { putInForceRoutes } from "./put-in-force.routes.tsx";
import { type OfVersion, seenIn, versionAsked } from "./version-asked.routes.ts";
import { versionsOf } from "./versions.store.ts";

type Named = FastifyRequest<{ Params: { name: string } }>;
const editing = { config: { permission: "edit-procedure" as const } };
const beginning = z.object({ authority: z.coerce.number().int().positive(), basedOn: z.string().max(40) });

/** The pages on which an authority makes its own version of a procedure, from the first change to the day it is in force. */
export function editingRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/procedures/:name/versions", editing, showVersions);

  server.post("/procedures/:name/versions", editing, async (request: Named, reply) => {
    const read = readForm(beginning, request.body);
    if ("errors" in read) throw new NotFound();
    const { authority: authorityId, basedOn } = read.values;
    const id = await request.perform("edit-procedure", (context) =>
      beginOwnVersion(context, { authorityId, procedure: request.params.name, basedOn }),
    );
    return reply.redirect(`/procedure-versions/${id}`, 303);
  });

  server.get("/procedure-versions/:id", editing, async (request: OfVersion, reply) => {
    const version = await versionAsked(request);
    const place = { authorityId: version.authorityId };
    return reply.page({
      title: `Version ${version.version}`,
      wide: true,
      before: <GovukBackLink text="Versions" href={`/procedures/${version.procedure}/versions`} />,
      children: (
        <VersionPage
          version={version}
          mayEdit={mayDo(request.context.viewer, "edit-procedure", place)}
          mayPut={mayDo(request.context.viewer, "put-procedure-in-force", place)}
          csrf={request.session?.csrfToken ?? ""}
        />
      ),
    });
  });

  server.post("/procedure-versions/:id/withdrawal", editing, async (request: OfVersion, reply) => {
    const { id } = await versionAsked(request);
    await request.perform("edit-procedure", (context) =>
      withdrawVersion(context, { id, seen: seenIn(request) }),
    );
    return reply.redirect(`/procedure-versions/${id}`, 303);
  });

  editNameRoutes(server);
  editObligationRoutes(server);
  editExamplesRoutes(server);
  editProofRoutes(server, keepsight);
  putInForceRoutes(server);
}

async function showVersions({ context, params, session }: Named, reply: FastifyReply): Promise<FastifyReply> {
  const { database, viewer, procedures } = context;
  const ids = [...new Set(postsAllowing(viewer, "edit-procedure").map(({ authorityId }) => authorityId))];
  const procedure = procedures.find((each) => each.procedure === params.name);
  if (!procedure) throw new NotFound();
  const own = await versionsOf(database, ids, params.name);
  const shown = (await authoritiesKnown(database, ids)).map((authority) => {
    const ours = own.filter(({ authorityId }) => authorityId === authority.id);
    return {
      authority,
      isFollowed: proceduresOf(procedures, {
        authorityId: authority.id,
        procedure: authority.procedure,
      }).some((each) => each.procedure === params.name),
      spans: spansOf(procedures, params.name, ours),
      others: ours.filter(({ decision }) => decision !== "in-force"),
    };
  });
  return reply.page({
    title: `Versions of ${procedure.title}`,
    wide: true,
    before: <GovukBackLink text="Procedures" href="/procedures" />,
    children: <VersionsPage {...{ procedure, shown }} csrf={session?.csrfToken ?? ""} />,
  });
}
