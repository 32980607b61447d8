import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Act, mayDo, postsAllowing } from "../../access/index.ts";
import { calendarsOf } from "../../cases/index.ts";
import { childRecord } from "../../children/index.ts";
import type { ReadingContext } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { type Obligation, proceduresOf } from "../../procedures/index.ts";
import { dayAsked, largestId } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { recordUnofficial, reportUnofficial } from "./record-unofficial.ts";
import {
  reportForm,
  reportNames,
  unofficialForms,
  unofficialKindNamed,
  unofficialNames,
  unofficialSchema,
} from "./unofficial.form.ts";
import {
  ReportPage,
  saidInWords,
  UnofficialOne,
  UnofficialPage,
  UnofficialStepPage,
} from "./unofficial.page.tsx";
import {
  schoolsToChoose,
  type UnofficialRow,
  unofficialBySchool,
  unofficialListed,
  unofficialNumbered,
} from "./unofficial.store.ts";
import { seenOf, unofficialLines } from "./unofficial-csv.ts";
import { owedOn } from "./unofficial-exclusion.ts";

type OfReport = FastifyRequest<{ Params: { id: string } }>;
type OfStep = FastifyRequest<{ Params: { id: string; kind: string } }>;

const rowsOnPage = 50;
const seeing = { config: { permission: "see-exclusions" as const } };
const keeping = { config: { permission: "keep-exclusions" as const } };

const query = z.object({
  from: dayAsked,
  until: dayAsked,
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~\d{1,15}$/)
    .refine((place) => z.iso.date().safeParse(place.split("~")[0]).success)
    .optional()
    .catch(undefined),
});

/** The log of unofficial exclusions: the list with counts by school, its file, a report and the talk with the head. [E07] */
export function unofficialRoutes(server: FastifyInstance): void {
  server.get("/unofficial-exclusions", seeing, async (request, reply) => {
    const { context } = request;
    const { asked, after } = askedBy(request);
    const found = await unofficialListed(context.database, { ...asked, after, count: rowsOnPage + 1 });
    const rows = found.slice(0, rowsOnPage);
    await context.audit(seenOf("listed unofficial exclusions", asked.authorityId, rows));
    const { from, until, authorityId } = asked;
    const last = rows.at(-1);
    return reply.page({
      title: "Unofficial exclusions",
      wide: true,
      before: <GovukBackLink href="/exclusions" text="Exclusions and managed moves" />,
      children: (
        <UnofficialPage
          rows={await withNext(context, rows)}
          bySchool={await unofficialBySchool(context.database, asked)}
          {...{ from, until }}
          mayKeep={mayDo(context.viewer, "keep-exclusions", { authorityId })}
          moreAt={
            found.length > rowsOnPage && last
              ? `/unofficial-exclusions?from=${from}&until=${until}&after=${last.foundOn}~${last.id}`
              : undefined
          }
          fileAt={`/unofficial-exclusions.csv?from=${from}&until=${until}`}
        />
      ),
    });
  });

  server.get("/unofficial-exclusions.csv", seeing, async (request, reply) => {
    const { asked } = askedBy(request);
    return csvAnswer(reply, request.context, {
      name: `unofficial-exclusions-${asked.until}`,
      parts: unofficialLines(request.context, asked, saidInWords),
    });
  });

  for (const at of ["/unofficial-exclusions/new", "/children/:id/unofficial-exclusion"]) {
    server.get(at, keeping, (request: OfReport, reply) => showReporting(request, reply));
    server.post(at, keeping, async (request: OfReport, reply) => {
      const read = readForm(reportForm(londonDay(request.context.now)), request.body, reportNames);
      if ("errors" in read) return showReporting(request, reply, read.errors);
      const authorityId = authorityOf(request.context, "keep-exclusions");
      const childId = request.params.id === undefined ? null : numberIn(request);
      const { id } = await request.perform("keep-exclusions", (context) =>
        reportUnofficial(context, { ...read.values, authorityId, childId }),
      );
      return reply.redirect(`/unofficial-exclusions/${id}`, 303);
    });
  }

  server.get("/unofficial-exclusions/:id", seeing, async (request: OfReport, reply) => {
    const { context } = request;
    const row = await reportAsked(request);
    const [stood] = await withNext(context, [row]);
    const { authorityId } = row;
    return reply.page({
      title: "Report of an unofficial exclusion",
      before: <GovukBackLink href="/unofficial-exclusions" text="Unofficial exclusions" />,
      children: (
        <UnofficialOne
          {...{ row, next: stood?.next }}
          mayKeep={mayDo(context.viewer, "keep-exclusions", { authorityId })}
        />
      ),
    });
  });

  server.get("/unofficial-exclusions/:id/:kind", keeping, (request: OfStep, reply) =>
    showStep(request, reply),
  );

  server.post("/unofficial-exclusions/:id/:kind", keeping, async (request: OfStep, reply) => {
    const kind = unofficialKindNamed(request.params.kind);
    if (!kind) throw new NotFound();
    const id = numberIn(request);
    const today = londonDay(request.context.now);
    const read = readForm(unofficialSchema(kind, today), request.body, unofficialNames(kind));
    if ("errors" in read) return showStep(request, reply, read.errors);
    const answer = await request.perform("keep-exclusions", (context) =>
      recordUnofficial(context, id, read.values),
    );
    if (answer === "recorded") return reply.redirect(`/unofficial-exclusions/${id}`, 303);
    const early = "Enter a day on or after the day on which you heard of it";
    return showStep(request, reply, errorsBeside({ "happenedOn-day": early }));
  });
}

/** The stretch of time that is asked for: left out, the school year up to today. */
function askedBy(request: FastifyRequest) {
  const { from, until, after } = query.parse(request.query);
  const today = londonDay(request.context.now);
  const september = today.with({ month: 9, day: 1 });
  const yearBegan =
    Temporal.PlainDate.compare(september, today) <= 0 ? september : september.subtract({ years: 1 });
  const [foundOn = "", id] = after?.split("~") ?? [];
  return {
    asked: {
      authorityId: authorityOf(request.context, "see-exclusions"),
      ...{ from: from ?? yearBegan, until: until ?? today },
    },
    after: after === undefined ? undefined : { foundOn: Temporal.PlainDate.from(foundOn), id: Number(id) },
  };
}

function authorityOf({ viewer }: ReadingContext, act: Act): number {
  const [post] = postsAllowing(viewer, act);
  if (!post) throw new NotAllowed(act);
  return post.authorityId;
}

function numberIn({ params }: OfReport): number {
  const id = Number(params.id);
  if (!Number.isInteger(id) || id < 1 || id > largestId) throw new NotFound();
  return id;
}

/** Each report with what is owed on it first. */
async function withNext(
  context: ReadingContext,
  rows: readonly UnofficialRow[],
): Promise<{ row: UnofficialRow; next: Obligation | undefined }[]> {
  const { database, procedures, now } = context;
  const calendars = await calendarsOf(database, rows);
  return rows.map((row) => {
    const facts = row.facts.map((fact) => ({
      ...fact,
      happenedOn: Temporal.PlainDate.from(fact.happenedOn),
    }));
    return {
      row,
      next: owedOn(row, facts, { procedures: proceduresOf(procedures, row), calendars, now })[0],
    };
  });
}

async function reportAsked(request: OfReport): Promise<UnofficialRow> {
  const row = await unofficialNumbered(request.context.database, numberIn(request));
  if (!row) throw new NotFound();
  const { id, authorityId, childId } = row;
  await request.context.audit({
    ...{ act: "saw unofficial exclusion", subject: "list", authorityId, details: { report: id } },
    ...(childId !== null && { childId }),
  });
  return row;
}

async function showReporting(request: OfReport, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const authorityId = authorityOf(context, "keep-exclusions");
  const child =
    request.params.id === undefined ? undefined : await childRecord(context.database, numberIn(request));
  if (request.params.id !== undefined && !child) throw new NotFound();
  if (child)
    await context.audit({
      act: "saw child",
      subject: "child",
      subjectId: child.id,
      childId: child.id,
      authorityId,
    });
  const prefilled = { schoolId: child?.schoolId ?? "", foundOn: londonDay(context.now) };
  return reply.page({
    title: "Take in a report of an unofficial exclusion",
    status: errors ? 422 : 200,
    errors,
    before: child ? (
      <GovukBackLink href={`/children/${child.id}`} text="Back to the child" />
    ) : (
      <GovukBackLink href="/unofficial-exclusions" text="Unofficial exclusions" />
    ),
    children: (
      <ReportPage
        child={child && { id: child.id, name: `${child.forename} ${child.surname}` }}
        schools={await schoolsToChoose(context.database, authorityId)}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : prefilled}
        errors={errors}
      />
    ),
  });
}

async function showStep(request: OfStep, reply: FastifyReply, errors?: FormErrors) {
  const kind = unofficialKindNamed(request.params.kind);
  if (!kind) throw new NotFound();
  const row = await reportAsked(request);
  return reply.page({
    title: unofficialForms[kind].title,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/unofficial-exclusions/${row.id}`} text="Back to the report" />,
    children: (
      <UnofficialStepPage
        {...{ row, kind, errors }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : { happenedOn: londonDay(request.context.now) }}
      />
    ),
  });
}
