import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import { type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { draftSubject } from "./draft-subject.ts";
import { NamePage } from "./edit-name.page.tsx";
import { errorsOfMistakes } from "./edit-obligation.form.ts";
import { withFields } from "./edit-text.ts";
import { editVersion, type VersionRead } from "./edit-version.ts";
import { type OfVersion, seenIn, versionAsked } from "./version-asked.routes.ts";

const form = "procedure-name";
const editing = { config: { permission: "edit-procedure" as const } };
const naming = z.object({ title: z.string().max(120), version: z.string().max(40) });

/** What a version is called. */
export function editNameRoutes(server: FastifyInstance): void {
  server.get("/procedure-versions/:id/name", editing, async (request: OfVersion, reply) => {
    const subject = subjectOf(await versionAsked(request));
    return show(request, reply, await draftOf(request.context, form, subject));
  });

  server.post("/procedure-versions/:id/name", editing, async (request: OfVersion, reply) => {
    const typed = request.body as Typed;
    const asked = await versionAsked(request);
    const { id } = asked;
    const read = readForm(naming, typed, { version: "the name of this version" });
    if ("errors" in read) return show(request, reply, typed, read.errors);
    const { title, version } = read.values;
    const edited = await request.perform("edit-procedure", async (context) => {
      await forgetDraft(context, form, subjectOf(asked));
      const named = ({ body }: VersionRead) =>
        withFields(body, [
          { path: ["title"], value: title },
          { path: ["version"], value: version },
        ]);
      return editVersion(context, { id, seen: seenIn(request) }, named, { changed: "name" });
    });
    if (edited.outcome === "refused") return show(request, reply, typed, errorsOfMistakes(edited.mistakes));
    return reply.redirect(`/procedure-versions/${id}`, 303);
  });
}

function subjectOf({ id, title, version }: VersionRead): string {
  return draftSubject(id, [title, version]);
}

async function show(
  request: OfVersion,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const version = await versionAsked(request);
  return reply.page({
    status: errors ? 422 : 200,
    title: "Name this version",
    errors,
    before: <GovukBackLink text="The version" href={`/procedure-versions/${version.id}`} />,
    children: (
      <NamePage
        {...{ version, typed, errors }}
        csrf={request.session?.csrfToken ?? ""}
        draftAt={draftAt(form, subjectOf(version))}
      />
    ),
  });
}
