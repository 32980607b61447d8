import type { FastifyInstance, FastifyReply } from "fastify";
import { NotFound } from "../database/index.ts";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import { titlesOf } from "../procedures/drawing/index.ts";
import { type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { draftSubject } from "./draft-subject.ts";
import { errorsOfMistakes, obligationForm, obligationNames, withObligation } from "./edit-obligation.form.ts";
import { ObligationPage } from "./edit-obligation.page.tsx";
import { editVersion, type VersionRead } from "./edit-version.ts";
import { type OfObligation, seenIn, versionAsked } from "./version-asked.routes.ts";

const form = "procedure-obligation";
const at = "/procedure-versions/:id/obligations/:obligation";
const editing = { config: { permission: "edit-procedure" as const } };

/** One obligation of a version: its time, owner, wording, who is told and how it is read. */
export function editObligationRoutes(server: FastifyInstance): void {
  server.get(at, editing, async (request: OfObligation, reply) => {
    const { version, rule } = await ruleAsked(request);
    const subject = draftSubject(version.id, rule);
    return show(request, reply, await draftOf(request.context, form, subject));
  });

  server.post(at, editing, async (request: OfObligation, reply) => {
    const typed = request.body as Typed;
    const { version, rule } = await ruleAsked(request);
    const read = readForm(obligationForm, typed, obligationNames);
    if ("errors" in read) return show(request, reply, typed, read.errors);
    const subject = draftSubject(version.id, rule);
    const edited = await request.perform("edit-procedure", async (context) => {
      const changed = ({ body, read: { rules } }: VersionRead) =>
        withObligation(
          body,
          rules.findIndex(({ id }) => id === rule.id),
          read.values,
        );
      const asked = { id: version.id, seen: seenIn(request) };
      const answer = await editVersion(context, asked, changed, { obligation: rule.id });
      if (answer.outcome !== "refused") await forgetDraft(context, form, subject);
      return answer;
    });
    if (edited.outcome === "refused") return show(request, reply, typed, errorsOfMistakes(edited.mistakes));
    return reply.redirect(`/procedure-versions/${version.id}/obligations/${rule.id}/examples`, 303);
  });
}

/** The version and obligation that an address names. Throws NotFound where there is no such one. */
export async function ruleAsked(request: OfObligation) {
  const version = await versionAsked(request);
  const rule = version.read.rules.find(({ id }) => id === request.params.obligation);
  if (!rule) throw new NotFound();
  return { version, rule };
}

async function show(
  request: OfObligation,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { version, rule } = await ruleAsked(request);
  const versionAt = `/procedure-versions/${version.id}`;
  return reply.page({
    status: errors ? 422 : 200,
    title: "Change an obligation",
    errors,
    before: <GovukBackLink text="The version" href={versionAt} />,
    children: (
      <ObligationPage
        {...{ rule, typed, errors }}
        title={titlesOf(version.read.rules).get(rule.id) ?? rule.id}
        at={`${versionAt}/obligations/${rule.id}`}
        seen={version.revision}
        csrf={request.session?.csrfToken ?? ""}
        draftAt={draftAt(form, draftSubject(version.id, rule))}
      />
    ),
  });
}
