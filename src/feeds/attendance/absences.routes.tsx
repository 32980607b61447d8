import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { mayDo } from "../../access/index.ts";
import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { londonDay } from "../../web/design/index.ts";
import { AbsencesPage, codesInWords, doubtIn } from "./absences.page.tsx";
import { type AbsenceGoingOn, type AbsencesAsked, continuousAbsences } from "./absences.store.ts";

const rowsOnPage = 50;
const rowsAtOnce = 1000;
const seeing = { config: { permission: "see-child" as const } };

const query = z.object({
  kind: z.enum(["unauthorised", "any"]).catch("unauthorised"),
  point: z.literal("twenty").optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d~\d{1,15}$/)
    .refine((place) => z.iso.date().safeParse(place.split("~")[0]).success)
    .optional()
    .catch(undefined),
});

/** Continuous absences as a page and as a file: a school sees its own. [B10] */
export function absenceRoutes(server: FastifyInstance): void {
  server.get("/absences", seeing, async (request, reply) => {
    const { context } = request;
    const { kind, point, after } = query.parse(request.query);
    const twenty = point === "twenty";
    const [since = "", id] = after?.split("~") ?? [];
    const found = await continuousAbsences(context.database, {
      ...{ kind, twenty, count: rowsOnPage + 1 },
      after: after === undefined ? undefined : { since: Temporal.PlainDate.from(since), id: Number(id) },
    });
    const rows = found.slice(0, rowsOnPage);
    await context.audit(seen("listed continuous absences", rows));
    const asked = `kind=${kind}${twenty ? "&point=twenty" : ""}`;
    const last = rows.at(-1);
    return reply.page({
      title: "Continuous absence",
      wide: true,
      children: (
        <AbsencesPage
          {...{ rows, kind, twenty }}
          moreAt={
            found.length > rowsOnPage && last
              ? `/absences?${asked}&after=${last.since}~${last.id}`
              : undefined
          }
          fileAt={`/absences.csv?${asked}`}
          mayRefer={({ schoolId }) => mayDo(context.viewer, "make-referral", { schoolId })}
        />
      ),
    });
  });

  server.get("/absences.csv", seeing, async (request, reply) => {
    const { kind, point } = query.parse(request.query);
    const asked = { kind, twenty: point === "twenty" };
    return csvAnswer(reply, request.context, {
      name: `continuous-absence-${londonDay(request.context.now)}`,
      parts: absenceLines(request.context, asked),
    });
  });
}

const columns = [
  ...["Forename", "Surname", "UPN", "School", "Since", "School days", "Codes", "Marked until"],
  "To know",
];

async function* absenceLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  asked: Pick<AbsencesAsked, "kind" | "twenty">,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let after: AbsencesAsked["after"]; ; ) {
    const rows = await continuousAbsences(database, { ...asked, after, count: rowsAtOnce });
    await audit(seen("took continuous absences as a file", rows));
    yield rows
      .map((row) =>
        csvLine([
          ...[row.forename, row.surname, row.upn, row.school, row.since.toString(), row.days],
          ...[codesInWords(row), row.until.toString(), doubtIn(row)],
        ]),
      )
      .join("");
    after = rows.at(-1);
    if (rows.length < rowsAtOnce) return;
  }
}

function seen(act: string, rows: readonly AbsenceGoingOn[]) {
  return {
    act,
    subject: "list" as const,
    details: { rows: rows.length, children: [...new Set(rows.map(({ childId }) => childId))] },
  };
}
