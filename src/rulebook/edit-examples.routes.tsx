import type { FastifyInstance, FastifyReply } from "fastify";
import { mayDo } from "../access/index.ts";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import { withinInWords } from "../procedures/index.ts";
import { type FormErrors, GovukBackLink, type Typed } from "../web/design/index.ts";
import { draftSubject } from "./draft-subject.ts";
import { readAnswers } from "./edit-examples.form.ts";
import { ExamplesPage } from "./edit-examples.page.tsx";
import { examplesOf, withAnswers } from "./edit-examples.ts";
import { ruleAsked } from "./edit-obligation.routes.tsx";
import { editVersion, type VersionRead } from "./edit-version.ts";
import { type OfObligation, seenIn } from "./version-asked.routes.ts";

const form = "procedure-examples";
const at = "/procedure-versions/:id/obligations/:obligation/examples";
const editing = { config: { permission: "edit-procedure" as const } };

/** The worked examples of one obligation, and the answers that a person confirms or corrects. */
export function editExamplesRoutes(server: FastifyInstance): void {
  server.get(at, editing, async (request: OfObligation, reply) => {
    const subject = subjectOf(await ruleAsked(request));
    return show(request, reply, await draftOf(request.context, form, subject));
  });

  server.post(at, editing, async (request: OfObligation, reply) => {
    const typed = request.body as Typed;
    const { version, rule } = await ruleAsked(request);
    const read = readAnswers(typed, examplesOf(version.read, rule));
    if ("errors" in read) return show(request, reply, typed, read.errors);
    const subject = subjectOf({ version, rule });
    await request.perform("edit-procedure", async (context) => {
      await forgetDraft(context, form, subject);
      const answered = ({ body, read: { rules } }: VersionRead) =>
        withAnswers(
          body,
          rules.findIndex(({ id }) => id === rule.id),
          read.answers,
        );
      const asked = { id: version.id, seen: seenIn(request) };
      return editVersion(context, asked, answered, { examples: rule.id });
    });
    return reply.redirect(`/procedure-versions/${version.id}/obligations/${rule.id}/examples`, 303);
  });
}

/** Of this very text: an answer chosen for another time must not stand there for this one. */
function subjectOf({ version, rule }: Awaited<ReturnType<typeof ruleAsked>>): string {
  return draftSubject(version.id, [version.revision, rule.id]);
}

async function show(
  request: OfObligation,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { version, rule } = await ruleAsked(request);
  const versionAt = `/procedure-versions/${version.id}`;
  const mayEdit = mayDo(request.context.viewer, "edit-procedure", { authorityId: version.authorityId });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Worked examples",
    errors,
    before: <GovukBackLink text="The version" href={versionAt} />,
    children: (
      <ExamplesPage
        {...{ versionAt, typed, errors }}
        at={`${versionAt}/obligations/${rule.id}/examples`}
        id={rule.id}
        asks={rule.asks}
        within={withinInWords(rule.within)}
        examples={examplesOf(version.read, rule)}
        seen={version.revision}
        editable={mayEdit && version.decision === null}
        draftAt={draftAt(form, subjectOf({ version, rule }))}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
