import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { dayOf } from "../calendar/index.ts";
import type { ReadingContext } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { londonDay } from "../web/design/index.ts";
import { feedsOf } from "./feeds.store.ts";
import { wholeAuthoritiesOf } from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import { backToImports } from "./list-layout.page.tsx";
import { listDefinitions } from "./lists/index.ts";
import { SchoolFeedsPage } from "./school-feeds.page.tsx";
import {
  lateSchools,
  type SchoolFeed,
  type SchoolFeedPlace,
  schoolFeedCounts,
} from "./school-feeds.store.ts";

const schoolsOnPage = 100;
const rowsAtOnce = 1000;
const importing = { config: { permission: "import-roll" as const } };
const never = "-infinity";
const query = z.object({
  after: z
    .string()
    .regex(/^(-infinity|[12]\d{3}-[^~]{1,40}Z)~\d{1,9}$/)
    .optional()
    .catch(undefined),
});
type Asked = FastifyRequest<{ Params: { list: string } }>;

/** Which schools have stopped sending a list that every school is to send, as a page and as a file. [A04] */
export function schoolFeedRoutes(server: FastifyInstance): void {
  server.get("/imports/schools/:list", importing, async (request: Asked, reply) => {
    const { context } = request;
    const { definition, feeds } = await askedOf(request);
    const { after } = query.parse(request.query);
    const today = dayOf(context.now);
    const [found, [total]] = await Promise.all([
      lateSchools(context.database, feeds, today, { count: schoolsOnPage + 1, after: placeIn(after) }),
      schoolFeedCounts(context.database, feeds, today),
    ]);
    const schools = found.slice(0, schoolsOnPage);
    const last = found.length > schoolsOnPage ? schools.at(-1) : undefined;
    await context.audit({
      act: "saw which schools do not send",
      subject: "list",
      details: { list: definition.list },
    });
    return reply.page({
      title: `${definition.title}: schools that do not send`,
      before: backToImports,
      children: (
        <SchoolFeedsPage
          {...{ definition, total, schools }}
          expected={feeds[0]?.expected ?? definition.expected}
          moreAt={last && `/imports/schools/${definition.word}?after=${addressOf(last)}`}
        />
      ),
    });
  });

  server.get("/imports/schools/:list/schools.csv", importing, async (request: Asked, reply) => {
    const { definition, feeds } = await askedOf(request);
    return csvAnswer(reply, request.context, {
      name: `${definition.word}-schools-that-do-not-send`,
      parts: linesOf(request.context, definition, feeds),
    });
  });
}

async function askedOf({ params, context }: Asked) {
  const definition = listDefinitions.find(({ word, everySchool }) => everySchool && word === params.list);
  if (!definition || wholeAuthoritiesOf(context.viewer).size === 0) throw new NotFound();
  const feeds = (await feedsOf(context.database)).filter(({ list }) => list === definition.list);
  return { definition, feeds };
}

async function* linesOf(
  context: ReadingContext,
  { list }: ListDefinition,
  feeds: Awaited<ReturnType<typeof feedsOf>>,
): AsyncGenerator<string> {
  yield csvHead(["School", "Number", "Authority", "Last came"]);
  for (let after: SchoolFeedPlace | undefined; ; ) {
    const rows = await lateSchools(context.database, feeds, dayOf(context.now), { count: rowsAtOnce, after });
    await context.audit({
      act: "took which schools do not send as a file",
      subject: "list",
      details: { list, rows: rows.length },
    });
    yield rows
      .map(({ school, laestab, authority, lastAt }) =>
        csvLine([school, laestab, authority, lastAt ? londonDay(lastAt).toString() : "Never"]),
      )
      .join("");
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = { lastAt: last.lastAt?.toString() ?? never, schoolId: last.schoolId };
  }
}

function addressOf({ lastAt, schoolId }: SchoolFeed): string {
  return `${lastAt?.toString() ?? never}~${schoolId}`;
}

function placeIn(after: string | undefined): SchoolFeedPlace | undefined {
  const [lastAt, id] = after?.split("~") ?? [];
  return lastAt === undefined ? undefined : { lastAt, schoolId: Number(id) };
}
