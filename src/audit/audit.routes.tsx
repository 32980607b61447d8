import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing, type Viewer } from "../access/index.ts";
import type { Database } from "../database/index.ts";
import { dayAsked, idAsked, wordsAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { londonDay } from "../web/design/index.ts";
import { AuditPage } from "./audit.page.tsx";
import {
  type AuditAsked,
  auditChoices,
  auditPage,
  childrenNamed,
  lastSealed,
  namedBy,
} from "./audit.store.ts";
import { auditLines } from "./audit-csv.ts";

const rowsOnPage = 100;
const query = z.object({
  reference: wordsAsked.transform((words) => words?.trim().toUpperCase() || undefined),
  person: idAsked,
  act: wordsAsked,
  day: dayAsked,
  child: idAsked,
  before: idAsked,
});

/** The log of who did or saw what, as a page and as a file, for those who answer for it. Reading it is itself recorded. [G03] */
export function auditRoutes(server: FastifyInstance): void {
  server.get("/audit", { config: { permission: "read-audit" } }, async (request, reply) => {
    const { database, viewer, audit } = request.context;
    const chosen = query.parse(request.query);
    const authorityIds = authoritiesOf(viewer);
    const asked = await askedOf(database, authorityIds, chosen);
    const [lines, sealed, choices] = await Promise.all([
      asked === undefined ? [] : auditPage(database, asked, rowsOnPage),
      lastSealed(database),
      auditChoices(database, authorityIds, chosen.child),
    ]);
    const [authorityId] = authorityIds;
    await audit({
      act: "read the audit log",
      subject: "list",
      ...(authorityId !== undefined && { authorityId }),
      details: {
        rows: lines.length,
        children: childrenNamed(lines),
      },
    });
    const last = lines.at(-1);
    const at = (change: Record<string, string | undefined>) =>
      addressWith("/audit", { ...chosen, before: undefined, ...change });
    return reply.page({
      title: "Audit",
      wide: true,
      children: (
        <AuditPage
          {...{ lines, sealed, choices, chosen, at }}
          isUnknown={asked === undefined}
          fileAt={addressWith("/audit.csv", { ...chosen, before: undefined })}
          older={lines.length === rowsOnPage && last ? at({ before: String(last.id) }) : undefined}
          opens={{
            cases: mayDo(viewer, "see-case"),
            referrals: mayDo(viewer, "open-case"),
            children: mayDo(viewer, "see-child"),
          }}
        />
      ),
    });
  });

  server.get("/audit.csv", { config: { permission: "read-audit" } }, async (request, reply) => {
    const { context } = request;
    const chosen = query.parse(request.query);
    const asked = await askedOf(context.database, authoritiesOf(context.viewer), chosen);
    return csvAnswer(reply, context, {
      name: `audit-${londonDay(context.now)}`,
      parts: auditLines(context, asked),
    });
  });
}

function authoritiesOf(viewer: Viewer): number[] {
  return [...new Set(postsAllowing(viewer, "read-audit").map(({ authorityId }) => authorityId))];
}

/** What an address asks of the log; undefined when it asks by a reference for what the reader may not know of, or for nothing. */
async function askedOf(
  database: Database,
  authorityIds: readonly number[],
  { reference, person, child, act, day, before }: z.output<typeof query>,
): Promise<AuditAsked | undefined> {
  const about = reference === undefined ? undefined : await namedBy(database, reference);
  if (reference !== undefined && about === undefined) return undefined;
  return {
    ...{ authorityIds, personId: person, childId: child, act, about, before },
    between: day && [beginning(day), beginning(day.add({ days: 1 }))],
  };
}

function beginning(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime("Europe/London").toInstant();
}

function addressWith(path: string, chosen: Record<string, unknown>): string {
  const words = Object.entries(chosen).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return words.length === 0 ? path : `${path}?${new URLSearchParams(words)}`;
}
