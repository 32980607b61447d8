import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../access/index.ts";
import type { ReadingContext } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { procedureActs } from "../procedures/index.ts";
import { JustReferred } from "../referrals/index.ts";
import { largestId } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { ExclusionPage, ExclusionStepPage } from "./exclusion.page.tsx";
import { kinds, provisionInWords, states } from "./exclusion.ts";
import { exclusionFormNamed, exclusionForms, exclusionSchema } from "./exclusions.form.ts";
import { ExclusionsPage, stateInWords } from "./exclusions.page.tsx";
import {
  exclusionCounts,
  exclusionNumbered,
  exclusionsInMarks,
  exclusionsListed,
  exclusionsOnCases,
  factsOfExclusion,
} from "./exclusions.store.ts";
import { exclusionLines, seenOf } from "./exclusions-csv.ts";
import { recordExclusionStep } from "./record-step.ts";
import { type Standing, standingsOf } from "./standings.ts";

type OfEntry = FastifyRequest<{ Params: { entry: string } }>;
type OfStep = FastifyRequest<{ Params: { entry: string; step: string } }>;

const rowsOnPage = 50;
const onCasesAtMost = 50;
/** Marks come in a week or two after the exclusion; a notice that is later than this has been asked for by then. */
const marksOf = { weeks: 6 };
const seeing = { config: { permission: "see-exclusions" as const } };
const keeping = { config: { permission: "keep-exclusions" as const } };
const refusals = {
  "before-it-began": "Enter a day on or after the first day of the exclusion",
  "nobody-linked": "Nobody on record is linked with this row yet",
  "referred-already": "It is recorded already that the pupil did not return",
} as const;

const query = z.object({
  show: z.enum(["watched", "all", ...(Object.keys(states) as (keyof typeof states)[])]).catch("watched"),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~\d{1,15}$/)
    .refine((place) => z.iso.date().safeParse(place.split("~")[0]).success)
    .optional()
    .catch(undefined),
});

/** Exclusions and managed moves: the list, its file, and one with what can be recorded of it. [B07] [E12] */
export function exclusionsRoutes(server: FastifyInstance): void {
  server.get("/exclusions", seeing, async ({ context, query: sent }, reply) => {
    const { show, after } = query.parse(sent);
    const asked = { authorityId: authorityOf(context), today: londonDay(context.now) };
    const [startsOn = "", id] = after?.split("~") ?? [];
    const found = await exclusionsListed(context.database, {
      ...{ ...asked, show, count: rowsOnPage + 1 },
      after:
        after === undefined ? undefined : { startsOn: Temporal.PlainDate.from(startsOn), id: Number(id) },
    });
    const rows = found.slice(0, rowsOnPage);
    const inMarks =
      after === undefined
        ? await exclusionsInMarks(context.database, {
            ...{ authorityId: asked.authorityId, atMost: onCasesAtMost },
            after: asked.today.subtract(marksOf),
          })
        : [];
    await context.audit(seenOf("listed exclusions", asked.authorityId, [...rows, ...inMarks]));
    const last = rows.at(-1);
    return reply.page({
      title: "Exclusions and managed moves",
      wide: true,
      children: (
        <ExclusionsPage
          stood={await standingsOf(context, rows)}
          counts={await exclusionCounts(context.database, asked)}
          onCases={
            after === undefined
              ? await exclusionsOnCases(context.database, asked.authorityId, onCasesAtMost)
              : []
          }
          {...{ show, inMarks, now: context.now }}
          moreAt={
            found.length > rowsOnPage && last
              ? `/exclusions?show=${show}&after=${last.startsOn}~${last.entryId}`
              : undefined
          }
          fileAt={`/exclusions.csv?show=${show}`}
        />
      ),
    });
  });

  server.get("/exclusions.csv", seeing, async ({ context, query: sent }, reply) => {
    const { show } = query.parse(sent);
    const asked = { authorityId: authorityOf(context), today: londonDay(context.now), show };
    return csvAnswer(reply, context, {
      name: `exclusions-${asked.today}`,
      parts: exclusionLines(context, asked, cellsOf),
    });
  });

  server.get("/exclusions/:entry", seeing, (request: OfEntry, reply) => showOne(request, reply));

  server.get("/exclusions/:entry/:step", keeping, (request: OfStep, reply) => showStep(request, reply));

  server.post("/exclusions/:entry/:step", keeping, async (request: OfStep, reply) => {
    const form = exclusionFormNamed(request.params.step);
    if (!form) throw new NotFound();
    const entryId = entryIn(request);
    const { names } = exclusionForms[form];
    const read = readForm(exclusionSchema(form, londonDay(request.context.now)), request.body, names);
    if ("errors" in read) return showStep(request, reply, read.errors);
    const authorityId = authorityOf(request.context);
    const answer = await request.perform("keep-exclusions", (context) =>
      recordExclusionStep(context, { entryId, authorityId, ...read.values }),
    );
    if (typeof answer === "object")
      return reply.redirect(`/exclusions/${entryId}?referred=${answer.referred}`, 303);
    if (answer === "recorded") return reply.redirect(`/exclusions/${entryId}`, 303);
    const at = answer === "before-it-began" ? "happenedOn-day" : "";
    return showStep(request, reply, errorsBeside({ [at]: refusals[answer] }));
  });
}

function cellsOf({ row, standing }: Standing) {
  const { days, overFive, next } = standing;
  return [
    ...[kinds[row.kind], row.startsOn.toString(), row.endsOn?.toString(), days, overFive ? "yes" : "no"],
    ...[provisionInWords(row, standing, String), stateInWords(row)],
    ...[next && procedureActs[next.act].verb, next && londonDay(next.dueAt).toString(), next?.clause],
  ];
}

function authorityOf({ viewer }: ReadingContext): number {
  const [post] = postsAllowing(viewer, "see-exclusions");
  if (!post) throw new NotAllowed("see-exclusions");
  return post.authorityId;
}

function entryIn({ params }: OfEntry): number {
  const entry = Number(params.entry);
  if (!Number.isInteger(entry) || entry < 1 || entry > largestId) throw new NotFound();
  return entry;
}

/** The exclusion of an address with how it stands. Throws NotFound where the viewer sees none. */
async function exclusionAsked(request: OfEntry): Promise<Standing> {
  const { context } = request;
  const authorityId = authorityOf(context);
  const today = londonDay(context.now);
  const row = await exclusionNumbered(context.database, { entryId: entryIn(request), authorityId, today });
  if (!row) throw new NotFound();
  const { childId } = row;
  await context.audit({
    ...{ act: "saw exclusion", subject: "list", authorityId, details: { entry: row.entryId } },
    ...(childId !== null && { childId }),
  });
  const [stood] = await standingsOf(context, [row]);
  if (!stood) throw new NotFound();
  return stood;
}

async function showOne(request: OfEntry, reply: FastifyReply) {
  const { context } = request;
  const stood = await exclusionAsked(request);
  const { entryId, authorityId } = stood.row;
  const referred = (request.query as Record<string, unknown>)["referred"];
  return reply.page({
    title: "Exclusion of a pupil",
    before: <GovukBackLink href="/exclusions" text="Exclusions and managed moves" />,
    children: (
      <>
        <JustReferred who="pupil" referred={referred} />
        <ExclusionPage
          {...stood}
          facts={await factsOfExclusion(context.database, entryId)}
          mayKeep={mayDo(context.viewer, "keep-exclusions", { authorityId })}
        />
      </>
    ),
  });
}

async function showStep(request: OfStep, reply: FastifyReply, errors?: FormErrors) {
  const form = exclusionFormNamed(request.params.step);
  if (!form) throw new NotFound();
  const { row } = await exclusionAsked(request);
  const today = londonDay(request.context.now);
  return reply.page({
    title: exclusionForms[form].title,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/exclusions/${row.entryId}`} text="Back to the exclusion" />,
    children: (
      <ExclusionStepPage
        {...{ entryId: row.entryId, form, errors, name: `${row.forename} ${row.surname}` }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : { happenedOn: today }}
      />
    ),
  });
}
