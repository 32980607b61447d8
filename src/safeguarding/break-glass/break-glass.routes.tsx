import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import type { ReadingContext } from "../../context.ts";
import { idAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  londonDay,
  momentInWords,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { breakGlassForm, breakGlassNames, reviewForm, reviewNames } from "./break-glass.form.ts";
import { BreakGlassPage } from "./break-glass.page.tsx";
import { brokenGlass } from "./break-glass.store.ts";
import { breakGlass, reviewBrokenGlass } from "./break-glass.ts";
import { recordsAtRisk } from "./lost-records.store.ts";
import { OpenedRecordsPage } from "./opened-records.page.tsx";

const onPage = 50;
const atOnce = 500;
const query = z.object({ show: z.literal("unreviewed").optional().catch(undefined), before: idAsked });
const breaking = { config: { permission: "break-glass" as const } };
const answering = { config: { permission: "answer-for-broken-glass" as const } };
const refusals = {
  "reviewed-already": ["justified", "Somebody has looked at this already"],
  "your-own": ["justified", "You opened this record, so somebody else looks at it"],
  "not-right": [
    "leave",
    "Only whoever was right to open the record gets leave. Take the tick away, or choose Yes",
  ],
  "not-lost": [
    "leave",
    "Nothing was recorded: somebody keeps this record now, or whoever opened it may not restrict records, or opened it over a week ago. Take the tick away",
  ],
} as const;

/** Opening a restricted record in an emergency, and the list of those that were. [G04] */
export function breakGlassRoutes(server: FastifyInstance): void {
  server.get("/break-glass", breaking, (request, reply) => showForm(request, reply));

  server.post("/break-glass", breaking, async (request, reply) => {
    const read = readForm(breakGlassForm, request.body, breakGlassNames);
    if ("errors" in read) return showForm(request, reply, read.errors);
    const { outcome } = await request.perform("break-glass", async (context) => ({
      outcome: await breakGlass(context, read.values),
    }));
    if (outcome === "nothing-opens") return showForm(request, reply, errorsBeside({ asked: nothingOpens }));
    return reply.redirect(outcome.at, 303);
  });

  server.get("/opened-records", answering, (request, reply) => showOpened(request, reply));

  server.post("/opened-records", answering, async (request, reply) => {
    const read = readForm(reviewForm, request.body, reviewNames);
    if ("errors" in read) return showOpened(request, reply, read.errors);
    const { id, justified, ...said } = read.values;
    const { word } = await request.perform("answer-for-broken-glass", async (context) => ({
      word: await reviewBrokenGlass(context, id, { justified: justified === "yes", ...said }),
    }));
    if (word !== "reviewed") {
      const [field, mend] = refusals[word];
      return showOpened(request, reply, errorsBeside({ [field]: mend }));
    }
    return reply.redirect("/opened-records", 303);
  });

  server.get("/opened-records.csv", answering, async (request, reply) => {
    const { context } = request;
    const { show } = query.parse(request.query);
    return csvAnswer(reply, context, {
      name: `opened-records-${londonDay(context.now)}`,
      parts: openedLines(context, show === "unreviewed"),
    });
  });
}

const nothingOpens =
  "Nothing opens by this. Look at the reference again, or try it without this page: it may be open to you already";

async function showForm(request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const { personId } = context.viewer;
  return reply.page({
    title: "Open a restricted record",
    status: errors ? 422 : 200,
    errors,
    children: (
      <BreakGlassPage
        open={
          await brokenGlass(context.database, {
            ...{ personId, authorityIds: [], unreviewed: false, count: onPage },
          })
        }
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
        errors={errors}
      />
    ),
  });
}

const authoritiesOf = ({ viewer }: ReadingContext) =>
  postsAllowing(viewer, "answer-for-broken-glass").map(({ authorityId }) => authorityId);

async function sawOpened(context: ReadingContext, act: string, rows: readonly { id: number }[]) {
  const [authorityId] = authoritiesOf(context);
  await context.audit({
    ...{ act, subject: "list", details: { rows: rows.length } },
    ...(authorityId !== undefined && { authorityId }),
  });
}

async function showOpened(request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
  const { context } = request;
  const { show, before } = query.parse(request.query);
  const unreviewed = show === "unreviewed";
  const found = await brokenGlass(context.database, {
    ...{ authorityIds: authoritiesOf(context), unreviewed, before, count: onPage + 1 },
  });
  const opened = found.slice(0, onPage);
  const atRisk = await recordsAtRisk(context.database);
  await sawOpened(context, "listed opened records", opened);
  const shown = show ? `show=${show}` : "";
  return reply.page({
    title: "Restricted records that were opened",
    status: errors ? 422 : 200,
    errors,
    children: (
      <OpenedRecordsPage
        {...{ opened, atRisk, unreviewed, errors }}
        moreAt={found.length > onPage ? `/opened-records?${shown}&before=${opened.at(-1)?.id}` : undefined}
        fileAt={`/opened-records.csv?${shown}`}
        me={context.viewer.personId}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
      />
    ),
  });
}

const columns = ["Record", "Opened by", "Opened", "Until", "Why", "Was it right", "What was said", "Said by"];

async function* openedLines(context: ReadingContext, unreviewed: boolean): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let before: number | undefined; ; ) {
    const rows = await brokenGlass(context.database, {
      ...{ authorityIds: authoritiesOf(context), unreviewed, before, count: atOnce },
    });
    await sawOpened(context, "took opened records as a file", rows);
    yield rows
      .map(({ asked, person, madeAt, untilAt, reason, review }) =>
        csvLine([
          ...[asked, person, momentInWords(madeAt), momentInWords(untilAt), reason],
          review ? (review.justified ? "Yes" : "No") : "",
          ...[review?.words, review?.by],
        ]),
      )
      .join("");
    before = rows.at(-1)?.id;
    if (before === undefined || rows.length < atOnce) return;
  }
}
