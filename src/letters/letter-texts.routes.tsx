import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authoritiesKnown, postsAllowing } from "../access/index.ts";
import { NotFound } from "../database/index.ts";
import { draftAt, draftOf, forgetDraft } from "../drafts/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { bringBack, changeText } from "./change-text.ts";
import { ChangeTextPage, EarlierTextPage, LetterTextPage } from "./letter-text.page.tsx";
import { LetterTextsPage } from "./letter-texts.page.tsx";
import { type OwnText, textsOf } from "./letter-texts.store.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";
import { templatesInUse } from "./templates-in-use.ts";

type OfText = FastifyRequest<{
  Params: { code: string; template: string };
  Querystring: Record<string, string>;
}>;
type OfRevision = FastifyRequest<{ Params: { code: string; template: string; revision: string } }>;

const editing = { config: { permission: "edit-letter-text" as const } };
const worded = z.object({ body: z.string().max(20_000) });
const named = z.object({ revision: z.coerce.number().int().min(0).max(100_000) });

/** The words of letters: read, given an authority's own, compared, and brought back. */
export function letterTextsRoutes(server: FastifyInstance): void {
  server.get("/letter-texts", editing, async ({ context }, reply) => {
    const mine = await authoritiesKnown(context.database, editsIn(context));
    return reply.page({
      title: "The words of letters",
      wide: true,
      children: (
        <LetterTextsPage
          authorities={
            await Promise.all(
              mine.map(async ({ id, code, name }) => ({
                ...{ code, name },
                templates: await templatesInUse(context, id),
              })),
            )
          }
        />
      ),
    });
  });

  server.get("/letter-texts/:code/:template", editing, async (request: OfText, reply) => {
    const { at, authority, template, shipped, texts } = await textAsked(request);
    return reply.page({
      title: "The words of a letter",
      before: <GovukBackLink text="Back to all letters" href="/letter-texts" />,
      children: (
        <LetterTextPage
          {...{ at, template, shipped, texts }}
          authority={authority.name}
          done={request.query["done"] === "changed"}
        />
      ),
    });
  });

  server.get("/letter-texts/:code/:template/change", editing, async (request: OfText, reply) => {
    const { subject } = await textAsked(request);
    return showChange(request, reply, await draftOf(request.context, "letter-text", subject));
  });

  server.post("/letter-texts/:code/:template/change", editing, async (request: OfText, reply) => {
    const typed = request.body as Typed;
    const read = readForm(worded, typed, { body: "the text" });
    if (typed["next"] !== "keep" || "errors" in read)
      return showChange(request, reply, typed, "errors" in read ? read.errors : undefined);
    const { at, authority, template, subject } = await textAsked(request);
    const which = { authorityId: authority.id, template: template.name, seen: seenIn(request) };
    const outcome = await request.perform("edit-letter-text", async (context) => {
      const answer = await changeText(context, which, read.values.body);
      if (answer === "changed") await forgetDraft(context, "letter-text", subject);
      return answer;
    });
    if (outcome === "changed") return reply.redirect(`${at}?done=changed`, 303);
    return showChange(
      request,
      reply,
      typed,
      errorsBeside(outcome === "overtaken" ? overtaken : { body: outcome.mistakes.join(" ") }),
    );
  });

  server.get("/letter-texts/:code/:template/texts/:revision", editing, async (request: OfRevision, reply) => {
    const { at, template, shipped, texts, last } = await textAsked(request);
    const { revision } = named.safeParse(request.params).data ?? { revision: -1 };
    const body = revision === 0 ? shipped.body : texts.find((text) => text.revision === revision)?.body;
    if (!body) throw new NotFound();
    return reply.page({
      title: "Earlier words of a letter",
      before: <GovukBackLink text="Back to the words in use" href={at} />,
      children: (
        <EarlierTextPage
          {...{ at, revision, body }}
          title={template.title}
          seen={last}
          csrf={request.session?.csrfToken ?? ""}
          isInUse={body === template.body}
        />
      ),
    });
  });

  server.post("/letter-texts/:code/:template/brought-back", editing, async (request: OfText, reply) => {
    const { at, authority, template } = await textAsked(request);
    const read = named.safeParse(request.body);
    if (!read.success) throw new NotFound();
    const which = { authorityId: authority.id, template: template.name, seen: seenIn(request) };
    const outcome = await request.perform("edit-letter-text", (context) =>
      bringBack(context, which, read.data.revision),
    );
    if (outcome === "changed") return reply.redirect(`${at}?done=changed`, 303);
    return showChange(
      request,
      reply,
      undefined,
      errorsBeside(outcome === "overtaken" ? overtaken : { body: outcome.mistakes.join(" ") }),
    );
  });
}

const overtaken = {
  "": "Somebody else has changed these words meanwhile. Read theirs, then change them again",
};

function seenIn(request: FastifyRequest): number {
  return Number(carried(request.body).seen) || 0;
}

function editsIn({ viewer }: FastifyRequest["context"]): number[] {
  return [...new Set(postsAllowing(viewer, "edit-letter-text").map(({ authorityId }) => authorityId))];
}

/** The letter whose words are asked for, in an authority where the viewer may change them. Throws NotFound. */
async function textAsked({
  context,
  params,
}: FastifyRequest<{ Params: { code: string; template: string } }>) {
  const { code, template: name } = params;
  const authority = (await authoritiesKnown(context.database, editsIn(context))).find(
    (each) => each.code === code,
  );
  const shipped = shippedTemplates.get(name);
  if (!authority || !shipped) throw new NotFound();
  const [inUse, texts] = await Promise.all([
    templatesInUse(context, authority.id),
    textsOf(context.database, authority.id, name),
  ]);
  const template = inUse.find((each) => each.name === name);
  if (!template) throw new NotFound();
  const last = lastOf(texts);
  return {
    ...{ authority, shipped, template, texts, last },
    at: `/letter-texts/${code}/${name}`,
    // A draft holds as long as the words that it began from.
    subject: `${code}-${name}-${last}`,
  };
}

function lastOf([latest]: readonly OwnText[]): number {
  return latest?.revision ?? 0;
}

async function showChange(
  request: OfText,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { at, template, shipped, last, subject } = await textAsked(request);
  return reply.page({
    status: errors ? 422 : 200,
    title: "Change the words of a letter",
    errors,
    before: <GovukBackLink text="Back to the words in use" href={at} />,
    children: (
      <ChangeTextPage
        {...{ at, template, shipped, errors }}
        seen={last}
        csrf={request.session?.csrfToken ?? ""}
        draftAt={draftAt("letter-text", subject)}
        typed={typed ?? { body: template.body }}
      />
    ),
  });
}
