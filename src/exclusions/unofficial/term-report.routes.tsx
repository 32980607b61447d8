import type { FastifyInstance, FastifyRequest } from "fastify";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { calendarsAtHand } from "../../cases/index.ts";
import { NotAllowed } from "../../database/index.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { GovukBackLink } from "../../web/design/index.ts";
import { daysAround, termNamed, termOf, termsBackFrom, termWord } from "./school-term.ts";
import { saidOf, TermReportPage } from "./term-report.page.tsx";
import { unofficialListed } from "./unofficial.store.ts";
import { seenOf } from "./unofficial-csv.ts";
import { heardFrom, standsAs } from "./unofficial-exclusion.ts";

const mostReports = 5_000;
const termsShown = 9;
const columns = [
  ...["School", "Heard on", "Told by", "What was told", "What the head said, and what was done", "Outcome"],
];

/** The unofficial exclusions of a term by school, for management: as a page and as a file that names no child. [H06] */
export function termReportRoutes(server: FastifyInstance): void {
  const seeing = { config: { permission: "see-exclusions" as const } };

  server.get("/unofficial-exclusions/report", seeing, async (request, reply) => {
    const { term, latest, schools } = await reported(request);
    return reply.page({
      title: "Unofficial exclusions by school",
      wide: true,
      before: <GovukBackLink href="/unofficial-exclusions" text="Unofficial exclusions" />,
      children: (
        <TermReportPage
          {...{ term, schools, terms: termsBackFrom(latest, termsShown) }}
          fileAt={`/unofficial-exclusions/report.csv?term=${termWord(term)}`}
        />
      ),
    });
  });

  server.get("/unofficial-exclusions/report.csv", seeing, async (request, reply) => {
    const { term, schools } = await reported(request);
    const lines = schools.flatMap(({ school, rows }) =>
      rows.map((row) =>
        csvLine([
          ...[school, row.foundOn.toString(), heardFrom[row.heardFrom], row.words],
          ...[saidOf(row), standsAs(row.facts)],
        ]),
      ),
    );
    return csvAnswer(reply, request.context, {
      name: `unofficial-exclusions-by-school-${termWord(term)}`,
      parts: [csvHead(columns), ...lines],
    });
  });
}

async function reported({ context, query }: FastifyRequest) {
  const [post] = postsAllowing(context.viewer, "see-exclusions");
  if (!post) throw new NotAllowed("see-exclusions");
  const { authorityId } = post;
  const place = { authorityId, schoolId: null };
  const calendars = await calendarsAtHand(context, place);
  const latest = termOf(dayOf(context.now), calendars, place);
  const term = termNamed((query as Record<string, unknown>)["term"]) ?? latest;
  const found = await unofficialListed(context.database, {
    ...{ authorityId, ...daysAround(term), count: mostReports },
  });
  const rows = found.filter(({ foundOn }) => termWord(termOf(foundOn, calendars, place)) === termWord(term));
  await context.audit(seenOf("saw unofficial exclusions by school", authorityId, rows));
  const schools = [...Map.groupBy(rows, ({ schoolId }) => schoolId)]
    .map(([id, own]) => ({ id, school: own[0]?.school ?? "", rows: own }))
    .sort((one, other) => other.rows.length - one.rows.length || one.school.localeCompare(other.school));
  return { term, latest, schools };
}
