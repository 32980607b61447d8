import type { FastifyInstance, FastifyReply } from "fastify";
import { mayDo } from "../access/index.ts";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import { titlesOf } from "../procedures/drawing/index.ts";
import { type FormErrors, GovukBackLink, type Typed } from "../web/design/index.ts";
import { draftSubject } from "./draft-subject.ts";
import { readBoundary, readSaid } from "./edit-examples.form.ts";
import { ExamplesPage } from "./edit-examples.page.tsx";
import { type ExampleShown, examplesOf, lacksBoundary, withBoundary, withExamples } from "./edit-examples.ts";
import { errorsOfMistakes } from "./edit-obligation.form.ts";
import { ruleAsked } from "./edit-obligation.routes.tsx";
import { editVersion, type VersionRead, versionBefore } from "./edit-version.ts";
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
    const read = readSaid(typed, examplesOf(version.read, rule));
    if ("errors" in read) return show(request, reply, typed, read.errors);
    return edit(request, reply, (body, place, examples) => withExamples(body, place, read.said, examples));
  });

  server.post(`${at}/boundary`, editing, async (request: OfObligation, reply) => {
    const typed = request.body as Typed;
    const { version, rule } = await ruleAsked(request);
    const read = readBoundary(typed, examplesOf(version.read, rule));
    if ("errors" in read) return show(request, reply, typed, read.errors);
    return edit(request, reply, (body, place, examples) =>
      withBoundary(body, place, read.boundary, examples),
    );
  });
}

type Change = (body: string, place: number, examples: readonly ExampleShown[]) => string;

async function edit(request: OfObligation, reply: FastifyReply, change: Change): Promise<FastifyReply> {
  const { version, rule } = await ruleAsked(request);
  const edited = await request.perform("edit-procedure", async (context) => {
    await forgetDraft(context, form, subjectOf({ version, rule }));
    const changed = ({ body, read }: VersionRead) => {
      const place = read.rules.findIndex(({ id }) => id === rule.id);
      return change(body, place, examplesOf(read, read.rules[place] ?? rule));
    };
    return editVersion(context, { id: version.id, seen: seenIn(request) }, changed, { examples: rule.id });
  });
  if (edited.outcome === "refused")
    return show(request, reply, request.body as Typed, errorsOfMistakes(edited.mistakes));
  return reply.redirect(`/procedure-versions/${version.id}/obligations/${rule.id}/examples`, 303);
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
  const before = versionBefore(request.context, version)?.rules.find(({ id }) => id === rule.id);
  const mayEdit = mayDo(request.context.viewer, "edit-procedure", { authorityId: version.authorityId });
  return reply.page({
    status: errors ? 422 : 200,
    title: "Worked examples",
    errors,
    before: <GovukBackLink text="The version" href={versionAt} />,
    children: (
      <ExamplesPage
        {...{ versionAt, rule, before, typed, errors }}
        at={`${versionAt}/obligations/${rule.id}/examples`}
        title={titlesOf(version.read.rules).get(rule.id) ?? rule.id}
        examples={examplesOf(version.read, rule)}
        wantsBoundary={lacksBoundary(version.read, rule)}
        seen={version.revision}
        editable={mayEdit && version.decision === null}
        draftAt={draftAt(form, subjectOf({ version, rule }))}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}
