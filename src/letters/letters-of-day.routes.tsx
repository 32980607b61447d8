import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing, type Viewer } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { dayAsked, idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { readDateFields } from "../web/design/index.ts";
import { mayBePrinted, onPaper } from "./letters.routes.tsx";
import { areasIn, type Letter, lettersOfDay, lettersOnPage } from "./letters.store.ts";
import { letterLines } from "./letters-csv.ts";
import { LettersOfDayPage } from "./letters-of-day.page.tsx";

type Asking = FastifyRequest<{ Querystring: Record<string, string> }>;

const writing = { config: { permission: "write-letter" as const } };
const asked = z.object({ area: idAsked, on: dayAsked, after: idAsked });

/** The letters of a day in an area: the list, its file, and all of them on paper. */
export function lettersOfDayRoutes(server: FastifyInstance): void {
  server.get("/letters", writing, async (request: Asking, reply) => {
    const day = dayOfLetters(request);
    const [{ letters, more }, areas] = await Promise.all([
      lettersAsked(request, day, "listed letters"),
      areasOf(request),
    ]);
    const words = (after?: number) =>
      new URLSearchParams({
        on: day.on.toString(),
        ...(day.areaId && { area: String(day.areaId) }),
        ...(after && { after: String(after) }),
      });
    return reply.page({
      title: "Letters of a day",
      wide: true,
      children: (
        <LettersOfDayPage
          {...{ ...day, areas, letters }}
          printAt={`/letters/print?${words(day.after)}`}
          fileAt={`/letters.csv?${words()}`}
          moreAt={more ? `/letters?${words(letters.at(-1)?.id)}` : undefined}
        />
      ),
    });
  });

  server.get("/letters.csv", writing, async (request: Asking, reply) => {
    const { context } = request;
    const day = dayOfLetters(request);
    return csvAnswer(reply, context, {
      name: `letters-${day.on}`,
      parts: letterLines(context, day.authorityIds[0], (last) =>
        found(request, { ...day, after: last?.id ?? 0 }),
      ),
    });
  });

  server.get("/letters/print", writing, async (request: Asking, reply) => {
    const day = dayOfLetters(request);
    const { letters } = await lettersAsked(request, day, "saw letters to print");
    return onPaper(reply, request.context, {
      title: `Letters of ${day.on}`,
      letters: letters.filter(mayBePrinted),
      backTo: {
        href: `/letters?on=${day.on}${day.areaId ? `&area=${day.areaId}` : ""}`,
        text: "Back to the letters",
      },
    });
  });
}

type Day = Parameters<typeof lettersOfDay>[1];

/** The day and area that an address asks for, by a link or by the three inputs of a day. */
function dayOfLetters({ query, context }: Asking): Day {
  const { area, on, after } = asked.parse(query);
  const typed = readDateFields(query, "on");
  return {
    authorityIds: [...new Set(writingPosts(context.viewer).map(({ authorityId }) => authorityId))],
    areaId: area,
    on: on ?? (typed instanceof Temporal.PlainDate ? typed : dayOf(context.now)),
    after: after ?? 0,
  };
}

async function found({ context }: Asking, day: Day): Promise<{ letters: Letter[]; more: boolean }> {
  const letters = await lettersOfDay(context.database, day);
  return { letters: letters.slice(0, lettersOnPage), more: letters.length > lettersOnPage };
}

async function lettersAsked(request: Asking, day: Day, act: string) {
  const { letters, more } = await found(request, day);
  const children = [...new Set(letters.map(({ childId }) => childId))];
  await request.context.audit({
    ...{ act, subject: "list" },
    details: { rows: letters.length, letters: letters.map(({ id }) => id), children },
  });
  return { letters, more };
}

/** The areas from which the viewer may choose: those of their posts, or all where a post reaches them all. */
async function areasOf({ context }: Asking): Promise<{ id: number; name: string }[]> {
  const posts = writingPosts(context.viewer);
  const whole = posts.filter(({ areaId }) => areaId === null).map(({ authorityId }) => authorityId);
  const mine = new Set(posts.map(({ areaId }) => areaId));
  const areas = await areasIn(context.database, [...new Set(posts.map(({ authorityId }) => authorityId))]);
  return areas.filter(({ id, authorityId }) => whole.includes(authorityId) || mine.has(id));
}

function writingPosts(viewer: Viewer) {
  return postsAllowing(viewer, "write-letter");
}
