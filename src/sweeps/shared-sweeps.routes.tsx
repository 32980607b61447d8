import type { FastifyInstance, FastifyRequest } from "fastify";
import { NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { SharedSweepsPage } from "./shared-sweeps.page.tsx";
import { shareNumbered, sharesWith } from "./sweeps.store.ts";
import { sharedLines } from "./sweeps-csv.ts";

const onPage = 20;

/** The youth justice and the 16+ service read what sweeps shared with them. [E06] [G01] */
export function sharedSweepsRoutes(server: FastifyInstance): void {
  for (const [path, permission, audience] of [
    ["/sweeps-for-youth-justice", "see-sweeps-youth-offending", "youth-offending"],
    ["/sweeps-for-post-16", "see-sweeps-post-16", "post-16"],
  ] as const) {
    const config = { permission };
    server.get(path, { config }, async ({ context, query }, reply) => {
      const before = idAsked.parse((query as Record<string, unknown>)["before"]);
      const found = await sharesWith(context.database, { audience, before, atMost: onPage + 1 });
      const shares = found.slice(0, onPage);
      await context.audit({
        act: "listed shared sweeps",
        subject: "list",
        details: { rows: shares.length, lists: shares.map(({ id }) => id) },
      });
      return reply.page({
        title: "Truancy sweeps",
        children: (
          <SharedSweepsPage
            {...{ shares, path }}
            moreAt={found.length > onPage ? `${path}?before=${shares.at(-1)?.id}` : undefined}
          />
        ),
      });
    });
    server.get(
      `${path}/:list.csv`,
      { config },
      async (request: FastifyRequest<{ Params: { list: string } }>, reply) => {
        const id = idAsked.parse(request.params.list);
        const share =
          id === undefined ? undefined : await shareNumbered(request.context.database, id, audience);
        if (!share) throw new NotFound();
        return csvAnswer(reply, request.context, {
          name: `sweep-${share.id}`,
          parts: sharedLines(request.context, share),
        });
      },
    );
  }
}
