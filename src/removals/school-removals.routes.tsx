import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing, schoolNames } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  day,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  schoolsInWords,
  type Typed,
} from "../web/design/index.ts";
import { referralOwed } from "./begin-referral.ts";
import { dayRefusals } from "./check-removal.page.tsx";
import { schoolYearDays, yearAsked } from "./evidence-year.ts";
import { pupilToRemove } from "./pupil-to-remove.ts";
import { RemovalPage } from "./removal.page.tsx";
import { agreedFrom, removedOn, stateOf } from "./removal.ts";
import { AfterRemoval, TakeOffForm } from "./removal-next.tsx";
import { type Removal, removalById, removalsSeen } from "./removals.store.ts";
import { removalLines } from "./removals-csv.ts";
import { completeRemoval } from "./remove-from-roll.ts";
import { returnAt } from "./returns.page.tsx";
import { SchoolRemovalsPage } from "./school-removals.page.tsx";

type Params = { Params: { removalId: string } };

const config = { permission: "remove-from-roll" } as const;
const rowsOnPage = 50;
const query = z.object({ before: z.coerce.number().int().positive().optional().catch(undefined) });
const others: Readonly<Record<string, string>> = {
  ...dayRefusals,
  "not-agreed": "The officer has not agreed to this removal",
  "not-on-roll": "The pupil is not on your roll any more",
};

/** A school's own evidence file, and each removal in it. [H09] [C28] */
export function schoolRemovalsRoutes(server: FastifyInstance): void {
  server.get("/my-school/removals", { config }, async (request, reply) => {
    const { context } = request;
    const { before } = query.parse(request.query);
    const schools = schoolsOf(request);
    const found = await removalsSeen(context.database, { schools, before, count: rowsOnPage + 1 });
    const removals = found.slice(0, rowsOnPage);
    await context.audit({
      ...{ act: "listed removals", subject: "list" },
      details: { rows: removals.length, children: removals.map(({ childId }) => childId) },
    });
    return reply.page({
      title: "Removals from the roll",
      wide: true,
      before: <GovukBackLink href="/my-school" text="My school" />,
      children: (
        <SchoolRemovalsPage
          removals={removals}
          today={dayOf(context.now)}
          schoolNames={schoolsInWords(await schoolNames(context.database, schools))}
          moreAt={found.length > rowsOnPage ? `/my-school/removals?before=${removals.at(-1)?.id}` : undefined}
        />
      ),
    });
  });

  server.get("/my-school/removals.csv", { config }, async (request, reply) => {
    const { context } = request;
    const today = dayOf(context.now);
    const year = yearAsked.parse((request.query as Record<string, unknown>)["year"]);
    return csvAnswer(reply, context, {
      name: `removals-${year === undefined ? today : `${year}-${year + 1}`}`,
      parts: removalLines(
        context,
        schoolsOf(request),
        today,
        year === undefined ? undefined : schoolYearDays(year),
      ),
    });
  });

  server.get<Params>("/my-school/removals/:removalId", { config }, (request, reply) => show(request, reply));

  server.post<Params>("/my-school/removals/:removalId", { config }, async (request, reply) => {
    const removal = await removalAsked(request);
    const today = dayOf(request.context.now);
    const form = z.object({ removedOn: day("day of the removal", { upTo: today }) });
    const read = readForm(form, request.body);
    if ("errors" in read) return show(request, reply, read.errors);
    const { word } = await request.perform("remove-from-roll", async (context) => ({
      word: await completeRemoval(context, removal.id, read.values.removedOn),
    }));
    if (word !== "removed") return show(request, reply, errorsBeside({ removedOn: others[word] ?? word }));
    return reply.redirect(`/my-school/removals/${removal.id}?done`, 303);
  });
}

async function show(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const removal = await removalAsked(request);
  const { id, childId, authorityId, pupil } = removal;
  await context.audit({
    ...{ act: "saw removal", subject: "child", subjectId: childId, childId, authorityId },
    details: { removal: id },
  });
  return reply.page({
    title: "Removal from the roll",
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/my-school/removals" text="Removals" />,
    children: (
      <RemovalPage
        removal={removal}
        today={dayOf(context.now)}
        justDone={(request.query as Record<string, unknown>)["done"] !== undefined}
        next={await nextFor(request, removal, errors, `${pupil.forename} ${pupil.surname}`)}
      />
    ),
  });
}

async function nextFor(
  request: FastifyRequest<Params>,
  removal: Removal,
  errors: FormErrors | undefined,
  name: string,
) {
  const { context } = request;
  const state = stateOf(removal);
  const from = agreedFrom(removal);
  if (state === "agreed" && from)
    return (
      <TakeOffForm
        {...{ from, errors, today: dayOf(context.now), csrf: request.session?.csrfToken ?? "" }}
        action={`/my-school/removals/${removal.id}`}
        typed={errors && (request.body as Typed)}
      />
    );
  const off = removedOn(removal);
  if (!off)
    return state === "waiting" ? (
      <p class="govuk-body">
        If you have not done so, <a href={`/pupils/${removal.childId}/referral`}>refer {name} now</a>: the
        officer agrees to a removal when a referral is accepted.
      </p>
    ) : null;
  if (removal.returnSentAt) return null;
  const pupil = await pupilToRemove(context, removal.childId).catch((fault) => {
    // The child may be on another school's roll by now, and out of this school's sight.
    if (fault instanceof NotFound) return undefined;
    throw fault;
  });
  return pupil ? (
    <AfterRemoval
      returnAt={returnAt({ kind: "deletion", childId: removal.childId, aboutOn: off })}
      referral={referralOwed(context, pupil, { removal, removedOn: off })}
    />
  ) : null;
}

async function removalAsked(request: FastifyRequest<Params>): Promise<Removal> {
  const { removalId } = request.params;
  const removal = /^\d{1,15}$/.test(removalId)
    ? await removalById(request.context.database, Number(removalId))
    : undefined;
  if (!removal || !schoolsOf(request).includes(removal.schoolId)) throw new NotFound();
  return removal;
}

/** The schools whose removals are the viewer's to see and to make. */
export function schoolsOf({ context }: Pick<FastifyRequest, "context">): number[] {
  return postsAllowing(context.viewer, "remove-from-roll").flatMap(({ schoolId }) => schoolId ?? []);
}
