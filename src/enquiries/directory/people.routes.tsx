import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { areasOf } from "../../access/index.ts";
import type { ReadingContext } from "../../context.ts";
import { idAsked, wordsAsked } from "../../web/asked.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { londonDay } from "../../web/design/index.ts";
import { recipientsOf } from "../recipients.store.ts";
import { authorityOf } from "./keep-directory.ts";
import { PeoplePage } from "./people.page.tsx";
import { type ColleaguesAsked, colleaguesOf, rolesOfCouncils } from "./people.store.ts";

const peopleOnPage = 100;
const peopleAtOnce = 1000;
const query = z.object({
  area: idAsked,
  role: wordsAsked,
  after: idAsked,
  title: wordsAsked,
  name: wordsAsked,
});
const seeing = { config: { permission: "see-people" as const } };

/** The council's own people by role and area, and how each is reached. [G06] */
export function peopleRoutes(server: FastifyInstance): void {
  server.get("/people", seeing, async (request, reply) => {
    const { context } = request;
    const authorityId = authorityOf(context, "see-people");
    const { area: areaId, role, after, title, name } = query.parse(request.query);
    const [found, { own: council }, areas, roles] = await Promise.all([
      colleaguesOf(context.database, {
        ...{ authorityId, areaId, role, count: peopleOnPage + 1 },
        after: after && title && name ? { title, name, post: after } : undefined,
      }),
      recipientsOf(context.database, authorityId),
      areasOf(context.database, authorityId),
      rolesOfCouncils(context.database),
    ]);
    const colleagues = found.slice(0, peopleOnPage);
    await context.audit({
      ...{ act: "listed people", subject: "list", authorityId },
      details: { rows: colleagues.length },
    });
    const asked = { ...(areaId && { area: String(areaId) }), ...(role && { role }) };
    const last = found.length > peopleOnPage ? colleagues.at(-1) : undefined;
    return reply.page({
      title: "People",
      wide: true,
      children: (
        <PeoplePage
          {...{ council, colleagues, areaId, role, areas, roles }}
          moreAt={
            last &&
            `/people?${new URLSearchParams({ ...asked, after: String(last.postId), title: last.title, name: last.name })}`
          }
          fileAt={`/people.csv?${new URLSearchParams(asked)}`}
        />
      ),
    });
  });

  server.get("/people.csv", seeing, async (request, reply) => {
    const { context } = request;
    const { area: areaId, role } = query.parse(request.query);
    return csvAnswer(reply, context, {
      name: `people-${londonDay(context.now)}`,
      parts: peopleLines(context, { authorityId: authorityOf(context, "see-people"), areaId, role }),
    });
  });
}

async function* peopleLines(
  context: ReadingContext,
  part: Pick<ColleaguesAsked, "authorityId" | "areaId" | "role">,
): AsyncGenerator<string> {
  yield csvHead(["Name", "Role", "Area", "E-mail", "Telephone"]);
  for (let after: ColleaguesAsked["after"]; ; ) {
    const rows = await colleaguesOf(context.database, { ...part, after, count: peopleAtOnce });
    await context.audit({
      ...{ act: "took people as a file", subject: "list", authorityId: part.authorityId },
      details: { rows: rows.length },
    });
    yield rows
      .map(({ name, title, area, email, phone }) => csvLine([name, title, area, email, phone]))
      .join("");
    const last = rows.at(-1);
    if (!last || rows.length < peopleAtOnce) return;
    after = { title: last.title, name: last.name, post: last.postId };
  }
}
