import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  optionalDay,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { agreeToRemoval, type RemovalAnswer } from "./agree-to-removal.ts";
import { AuthorityRemovalsPage } from "./authority-removals.page.tsx";
import { RemovalPage } from "./removal.page.tsx";
import { stateOf } from "./removal.ts";
import { AgreeForm } from "./removal-next.tsx";
import { type Removal, removalById, removalsSeen } from "./removals.store.ts";
import { removalLines } from "./removals-csv.ts";

type Params = { Params: { removalId: string } };

const config = { permission: "see-removals" } as const;
const rowsOnPage = 50;
const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) });
const form = z.object({
  answer: z.enum(["agreed", "refused"]),
  from: optionalDay("day from which the name may come off"),
  words: z.string().max(2000).optional(),
});
const refusals = {
  "already-answered": "This removal has been answered already",
  "before-met": "The day must be the day on which the ground was met, or later",
} as const;

/** What an authority sees of its schools' removals, and its officer's yes or no. [C28] [H09] */
export function authorityRemovalsRoutes(server: FastifyInstance): void {
  server.get("/removals", { config }, async (request, reply) => {
    const { context } = request;
    const { before } = query.parse(request.query);
    const waiting =
      before === undefined ? await removalsSeen(context.database, { waiting: true, count: rowsOnPage }) : [];
    const found = await removalsSeen(context.database, { before, count: rowsOnPage + 1 });
    const removals = found.slice(0, rowsOnPage);
    await context.audit({
      ...{ act: "listed removals", subject: "list" },
      details: { rows: removals.length, children: [...waiting, ...removals].map(({ childId }) => childId) },
    });
    return reply.page({
      title: "Removals from rolls",
      wide: true,
      children: (
        <AuthorityRemovalsPage
          waiting={waiting}
          removals={removals}
          today={dayOf(context.now)}
          moreAt={found.length > rowsOnPage ? `/removals?before=${removals.at(-1)?.id}` : undefined}
        />
      ),
    });
  });

  server.get("/removals.csv", { config }, async (request, reply) => {
    const { context } = request;
    const today = dayOf(context.now);
    const parts = removalLines(context, undefined, today);
    return csvAnswer(reply, context, { name: `removals-${today}`, parts });
  });

  server.get<Params>("/removals/:removalId", { config }, (request, reply) => show(request, reply));

  server.post<Params>(
    "/removals/:removalId",
    { config: { permission: "agree-removal" } },
    async (request, reply) => {
      const removal = await removalAsked(request);
      const read = readForm(form, request.body, { answer: "yes or no" });
      if ("errors" in read) return show(request, reply, read.errors);
      const { answer, from, words = "" } = read.values;
      if (answer === "agreed" && !from)
        return show(request, reply, errorsBeside({ from: "Enter the day from which the name may come off" }));
      if (answer === "refused" && !words)
        return show(request, reply, errorsBeside({ words: "Say why not, so that the school can mend it" }));
      const said: RemovalAnswer =
        answer === "agreed" && from ? { answer: "agreed", from, words } : { answer: "refused", words };
      const { word } = await request.perform("agree-removal", async (context) => ({
        word: await agreeToRemoval(context, removal.id, said),
      }));
      if (word !== "answered") return show(request, reply, errorsBeside({ from: refusals[word] }));
      return reply.redirect(`/removals/${removal.id}`, 303);
    },
  );
}

async function show(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const removal = await removalAsked(request);
  const { id, childId, authorityId } = removal;
  await context.audit({
    ...{ act: "saw removal", subject: "child", subjectId: childId, childId, authorityId },
    details: { removal: id },
  });
  const mayAnswer = stateOf(removal) === "waiting" && mayDo(context.viewer, "agree-removal", { authorityId });
  return reply.page({
    title: "Removal from a roll",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/removals" text="Removals" />,
    children: (
      <RemovalPage
        removal={removal}
        today={dayOf(context.now)}
        justDone={false}
        next={
          mayAnswer ? (
            <AgreeForm
              {...{ errors, metOn: removal.metOn, csrf: request.session?.csrfToken ?? "" }}
              action={`/removals/${id}`}
              typed={errors && (request.body as Typed)}
            />
          ) : null
        }
      />
    ),
  });
}

async function removalAsked({ params, context }: FastifyRequest<Params>): Promise<Removal> {
  const removal = /^\d{1,15}$/.test(params.removalId)
    ? await removalById(context.database, Number(params.removalId))
    : undefined;
  if (!removal || !mayDo(context.viewer, "see-removals", { authorityId: removal.authorityId }))
    throw new NotFound();
  return removal;
}
