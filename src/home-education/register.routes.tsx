import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../access/index.ts";
import { NotAllowed } from "../database/index.ts";
import { dayAsked, largestId } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { londonDay } from "../web/design/index.ts";
import { enteredAtOnce, enterListed } from "./enter-listed.ts";
import { nextInWords, RegisterPage, supportInWords } from "./register.page.tsx";
import {
  homeEducatedCounts,
  homeEducatedOn,
  placeOfRow,
  type RegisterAsked,
  shown,
} from "./register.store.ts";
import { homeEducationLines, seenOf } from "./register-csv.ts";

const rowsOnPage = 50;
const seeing = { config: { permission: "see-home-education" as const } };
const keeping = { config: { permission: "keep-home-education" as const } };

const query = z.object({
  show: z.enum(shown).catch("all"),
  "as-at": dayAsked,
  entered: z.coerce.number().int().min(0).max(enteredAtOnce).optional().catch(undefined),
  after: z
    .string()
    .regex(/^[\dTZ:.-]{20,30}~[01]~\d{1,15}$/)
    .refine((place) => z.iso.datetime().safeParse(place.split("~")[0]).success)
    .optional()
    .catch(undefined),
});

/** Who is educated at home, as a page and as a file, today and on a past day. [F08] */
export function homeEducationRegisterRoutes(server: FastifyInstance): void {
  server.get("/home-education", seeing, async (request, reply) => {
    const { context, session } = request;
    const { asked, after, isPast } = askedBy(request);
    const { authorityId, show, on, now } = asked;
    const found = await homeEducatedOn(context.database, { ...asked, after, count: rowsOnPage + 1 });
    const counts = await homeEducatedCounts(context.database, asked);
    const rows = found.slice(0, rowsOnPage);
    await context.audit(seenOf("listed home education", authorityId, rows));
    const address = `show=${show}${isPast ? `&as-at=${on}` : ""}`;
    const last = rows.at(-1);
    const next = last && placeOfRow(last);
    return reply.page({
      title: "Home education",
      wide: true,
      children: (
        <RegisterPage
          {...{ rows, counts, show, on, now, isPast }}
          moreAt={
            found.length > rowsOnPage && next
              ? `/home-education?${address}&after=${next.due}~${next.entered}~${next.id}`
              : undefined
          }
          fileAt={`/home-education.csv?${address}`}
          mayKeep={mayDo(context.viewer, "keep-home-education", { authorityId })}
          csrf={session?.csrfToken ?? ""}
          entered={query.parse(request.query).entered}
        />
      ),
    });
  });

  server.get("/home-education.csv", seeing, async (request, reply) => {
    const { asked } = askedBy(request);
    return csvAnswer(reply, request.context, {
      name: `home-education-${asked.on}`,
      parts: homeEducationLines(request.context, asked, { next: nextInWords, support: supportInWords }),
    });
  });

  server.post("/home-education/listed", keeping, async (request, reply) => {
    const [post] = postsAllowing(request.context.viewer, "keep-home-education");
    if (!post) throw new NotAllowed("keep-home-education");
    const { entered } = await request.perform("keep-home-education", (context) =>
      enterListed(context, post.authorityId),
    );
    return reply.redirect(`/home-education?entered=${entered}`, 303);
  });
}

function askedBy(request: FastifyRequest): {
  asked: Omit<RegisterAsked, "after" | "count">;
  after: RegisterAsked["after"];
  isPast: boolean;
} {
  const { viewer, now } = request.context;
  const [post] = postsAllowing(viewer, "see-home-education");
  if (!post) throw new NotAllowed("see-home-education");
  const { show, after, "as-at": day } = query.parse(request.query);
  const today = londonDay(now);
  const isPast = day !== undefined && Temporal.PlainDate.compare(day, today) < 0;
  const [due = "", entered, id] = after?.split("~") ?? [];
  return {
    // What is owed is known of today alone.
    asked: {
      authorityId: post.authorityId,
      on: isPast ? day : today,
      now,
      show: isPast && show !== "not-suitable" ? "all" : show,
    },
    after:
      after === undefined || Number(id) > largestId
        ? undefined
        : { due, entered: Number(entered), id: Number(id) },
    isPast,
  };
}
