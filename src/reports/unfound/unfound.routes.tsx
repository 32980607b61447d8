import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import type { Context } from "../../context.ts";
import { NotAllowed } from "../../database/index.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { partnerNamed, type Told, told } from "./partners.ts";
import { UnfoundPage } from "./unfound.page.tsx";
import { type AfterUnfound, type Unfound, unfoundChildren } from "./unfound.store.ts";

const rowsOnPage = 100;
const rowsAtOnce = 500;

const place = z
  .string()
  .regex(/^\d{1,15}\.\d{1,9}$/)
  .transform((key): AfterUnfound => {
    const [milliseconds = 0, caseId = 0] = key.split(".").map(Number);
    return { openedAt: Temporal.Instant.fromEpochMilliseconds(milliseconds), caseId };
  });

/** The list of children who cannot be found, for one partner at a time: as a page, and as the file that is given. [H03] */
export function unfoundRoutes(server: FastifyInstance): void {
  const register = { config: { permission: "see-register" as const } };

  server.get("/unfound", register, async (request, reply) => {
    const { authorityId, partner } = asked(request);
    const after = place.safeParse((request.query as Record<string, unknown>)["after"]);
    const found = await unfoundChildren(request.context.database, {
      ...{ authorityId, after: after.data, count: rowsOnPage + 1 },
    });
    const children = found.slice(0, rowsOnPage);
    await request.context.audit(seenOf("saw unfound", authorityId, children, partner));
    const last = children.at(-1);
    const moreAt =
      found.length > rowsOnPage && last
        ? `/unfound?for=${partner}&after=${last.openedAt.epochMilliseconds}.${last.caseId}`
        : undefined;
    return reply.page({
      title: "Children who cannot be found",
      wide: true,
      children: <UnfoundPage {...{ partner, children, moreAt, fileAt: `/unfound.csv?for=${partner}` }} />,
    });
  });

  server.get("/unfound.csv", register, async (request, reply) => {
    const { authorityId, partner, columns } = asked(request);
    const parts = linesOf(request.context, { authorityId, partner, columns });
    return csvAnswer(reply, request.context, {
      name: `unfound-${partner}-${dayOf(request.context.now)}`,
      parts,
    });
  });
}

function asked({ context, query }: FastifyRequest) {
  const [post] = postsAllowing(context.viewer, "see-register");
  if (!post) throw new NotAllowed("see-register");
  const named = String((query as Record<string, unknown>)["for"] ?? "");
  const partner = partnerNamed(named) ? named : "police";
  return { authorityId: post.authorityId, partner, columns: partnerNamed(partner)?.told ?? [] };
}

async function* linesOf(
  context: Context,
  { authorityId, partner, columns }: { authorityId: number; partner: string; columns: readonly Told[] },
): AsyncGenerator<string> {
  yield csvHead(columns.map((column) => told[column]));
  for (let after: AfterUnfound | undefined; ; ) {
    const rows = await unfoundChildren(context.database, { authorityId, after, count: rowsAtOnce });
    await context.audit(seenOf("disclosed unfound", authorityId, rows, partner));
    yield rows.map((row) => csvLine(columns.map((column) => row[column]))).join("");
    after = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

function seenOf(act: string, authorityId: number, rows: readonly Unfound[], partner: string) {
  return {
    ...{ act, subject: "list" as const, authorityId },
    details: { rows: rows.length, cases: rows.map(({ caseId }) => caseId), partner },
  };
}
