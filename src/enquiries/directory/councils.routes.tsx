import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { ReadingContext } from "../../context.ts";
import { wordsAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { londonDay } from "../../web/design/index.ts";
import { howReached } from "./contact.ts";
import { CouncilsPage } from "./councils.page.tsx";
import { councilsCounted, councilsOf } from "./councils.store.ts";
import { authorityOf } from "./keep-directory.ts";

const councilsOnPage = 200;
const councilsAtOnce = 1000;
const query = z.object({ show: z.literal("unreached").optional().catch(undefined), after: wordsAsked });
const keeping = { config: { permission: "keep-directory" as const } };

/** Every other council, with its contact for children missing education. [G06] */
export function councilsRoutes(server: FastifyInstance): void {
  server.get("/directory/councils", keeping, async (request, reply) => {
    const { context } = request;
    const authorityId = authorityOf(context);
    const { show, after } = query.parse(request.query);
    const unreached = show === "unreached";
    const [found, counts] = await Promise.all([
      councilsOf(context.database, { authorityId, unreached, after, count: councilsOnPage + 1 }),
      councilsCounted(context.database, authorityId),
    ]);
    const councils = found.slice(0, councilsOnPage);
    await context.audit({
      ...{ act: "listed councils", subject: "list", authorityId },
      details: { rows: councils.length },
    });
    const asked = show ? `show=${show}&` : "";
    const last = councils.at(-1)?.name ?? "";
    return reply.page({
      title: "Every council",
      wide: true,
      children: (
        <CouncilsPage
          {...{ councils, counts, unreached }}
          moreAt={
            found.length > councilsOnPage
              ? `/directory/councils?${asked}after=${encodeURIComponent(last)}`
              : undefined
          }
          fileAt={`/directory/councils.csv${show ? `?show=${show}` : ""}`}
        />
      ),
    });
  });

  server.get("/directory/councils.csv", keeping, async (request, reply) => {
    const { context } = request;
    const { show } = query.parse(request.query);
    return csvAnswer(reply, context, {
      name: `councils-${londonDay(context.now)}`,
      parts: councilLines(context, authorityOf(context), show === "unreached"),
    });
  });
}

const columns = ["Council", "Code", "Ask for", "E-mail", "Telephone", "How a question gets there"];

async function* councilLines(
  context: ReadingContext,
  authorityId: number,
  unreached: boolean,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after: string | undefined; ; ) {
    const rows = await councilsOf(context.database, {
      ...{ authorityId, unreached, after, count: councilsAtOnce },
    });
    await context.audit({
      ...{ act: "took councils as a file", subject: "list", authorityId },
      details: { rows: rows.length },
    });
    yield rows
      .map((council) =>
        csvLine([
          ...[council.name, council.code, council.askFor, council.email, council.phone],
          howReached(council),
        ]),
      )
      .join("");
    after = rows.at(-1)?.name;
    if (after === undefined || rows.length < councilsAtOnce) return;
  }
}
