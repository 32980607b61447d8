import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf, startOf } from "../../calendar/index.ts";
import { NotAllowed } from "../../database/index.ts";
import { dayAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { ReviewPage } from "./review.page.tsx";
import { casesReviewed, mostReviewed } from "./review.store.ts";
import { type GroupReviewed, reviewOf, type Split, splits, waitsToClose } from "./review.ts";
import { percent, stillWaiting } from "./waits.ts";

const query = z.object({
  from: dayAsked,
  to: dayAsked,
  by: z
    .enum(Object.keys(splits) as [Split, ...Split[]])
    .optional()
    .catch(undefined),
});

/** The review of how long children wait, for those who answer for a team; as a page and as a file. [H07] */
export function reviewRoutes(server: FastifyInstance): void {
  const overseeing = { config: { permission: "see-overview" as const } };

  server.get("/review", overseeing, async (request, reply) => {
    const { from, to, split, cases, isCut } = await reviewed(request);
    const waits = waitsToClose(cases);
    return reply.page({
      title: "Data review",
      wide: true,
      children: (
        <ReviewPage
          {...{ from, to, split, isCut, ...reviewOf(cases, split) }}
          curve={stillWaiting(waits)}
          longest={waits.reduce((most, { days }) => Math.max(most, days), 0)}
          fileAt={`/review.csv?from=${from}&to=${to}&by=${split}`}
        />
      ),
    });
  });

  server.get("/review.csv", overseeing, async (request, reply) => {
    const { from, to, split, cases } = await reviewed(request);
    const { groups, all } = reviewOf(cases, split);
    const head = csvHead([
      ...[splits[split], "Cases", "Days to first contact (half)", "Days to visit (half)"],
      ...["Days to close (half)", "Steps in time"],
    ]);
    return csvAnswer(reply, request.context, {
      name: `review-${from}-${to}`,
      parts: [head, ...[...groups, all].map(lineOf)],
    });
  });
}

function lineOf({ called, cases, leftOut, contact, visit, closed, inTime }: GroupReviewed): string {
  if (leftOut) return csvLine([called, "too few to tell"]);
  return csvLine([called, cases, contact, visit, closed, inTime === undefined ? "" : percent(inTime)]);
}

async function reviewed({ context, query: given }: FastifyRequest) {
  const { database, viewer, now } = context;
  const [post] = postsAllowing(viewer, "see-overview");
  if (!post) throw new NotAllowed("see-overview");
  const { authorityId } = post;
  const today = dayOf(now);
  const asked = query.parse(given);
  const to = asked.to ?? today;
  const from = asked.from ?? to.subtract({ years: 1 });
  const found = await casesReviewed(database, {
    ...{ authorityId, now, from: startOf(from), until: startOf(to.add({ days: 1 })) },
  });
  await context.audit({ act: "saw review", subject: "list", authorityId, details: { rows: found.length } });
  const split = asked.by ?? "reason";
  return { from, to, split, cases: found.slice(0, mostReviewed), isCut: found.length > mostReviewed };
}
