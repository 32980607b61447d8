import type { FastifyInstance } from "fastify";
import { schoolNames } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { schoolYearOf } from "../children/index.ts";
import { idAsked } from "../web/asked.ts";
import { GovukBackLink, schoolsInWords } from "../web/design/index.ts";
import { EvidenceFilePage } from "./evidence-file.page.tsx";
import { schoolYearDays, schoolYearInWords, yearAsked } from "./evidence-year.ts";
import { removalsSeen } from "./removals.store.ts";
import { schoolsOf } from "./school-removals.routes.tsx";

const removalsOnPage = 100;

/** A school's evidence file of a school year, to print for an inspection. [H09] */
export function evidenceFileRoutes(server: FastifyInstance): void {
  server.get(
    "/my-school/removals/file",
    { config: { permission: "remove-from-roll" } },
    async (request, reply) => {
      const { context } = request;
      const { database, now } = context;
      const today = dayOf(now);
      const thisYear = schoolYearOf(today);
      const query = request.query as Record<string, unknown>;
      const year = yearAsked.parse(query["year"]) ?? thisYear;
      const schools = schoolsOf(request);
      const found = await removalsSeen(database, {
        ...{ schools, offIn: schoolYearDays(year), before: idAsked.parse(query["before"]) },
        count: removalsOnPage + 1,
      });
      const removals = found.slice(0, removalsOnPage);
      await context.audit({
        ...{ act: "saw evidence of removals", subject: "list" },
        details: { rows: removals.length, children: removals.map(({ childId }) => childId), year },
      });
      const more = `/my-school/removals/file?year=${year}&before=${removals.at(-1)?.id}`;
      return reply.page({
        title: `Evidence of removals, ${schoolYearInWords(year)}`,
        before: <GovukBackLink href="/my-school/removals" text="Removals" />,
        children: (
          <EvidenceFilePage
            {...{ removals, year, thisYear, today }}
            schoolNames={schoolsInWords(await schoolNames(database, schools))}
            moreAt={found.length > removalsOnPage ? more : undefined}
          />
        ),
      });
    },
  );
}
