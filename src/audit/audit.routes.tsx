import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { postsAllowing, type Viewer } from "../access/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  DenseTable,
  Filters,
  GovukInput,
  londonDay,
  type Markup,
  momentInWords,
} from "../web/design/index.ts";
import { type AuditLine, auditPage, lastSealed } from "./audit.store.ts";
import { auditLines } from "./audit-csv.ts";

const rowsOnPage = 100;
const number = z.coerce.number().int().positive().optional().catch(undefined);
const query = z.object({ person: number, child: number, before: number });

/** The log of who did or saw what, as a page and as a file, for those who answer for it. Reading it is itself recorded. [G03] */
export function auditRoutes(server: FastifyInstance): void {
  server.get("/audit", { config: { permission: "read-audit" } }, async (request, reply) => {
    const { database, viewer } = request.context;
    const { person, child, before } = query.parse(request.query);
    const authorityIds = authoritiesOf(viewer);
    const [lines, sealed] = await Promise.all([
      auditPage(database, { authorityIds, personId: person, childId: child, before }, rowsOnPage),
      lastSealed(database),
    ]);
    await request.context.audit({
      act: "read the audit log",
      subject: "list",
      ...(authorityIds[0] !== undefined && { authorityId: authorityIds[0] }),
      details: { rows: lines.length },
    });
    return reply.page({
      title: "Audit",
      wide: true,
      children: <AuditPage lines={lines} sealed={sealed} person={person} child={child} />,
    });
  });

  server.get("/audit.csv", { config: { permission: "read-audit" } }, async (request, reply) => {
    const { context } = request;
    const { person, child } = query.parse(request.query);
    const asked = { authorityIds: authoritiesOf(context.viewer), personId: person, childId: child };
    return csvAnswer(reply, context, {
      name: `audit-${londonDay(context.now)}`,
      parts: auditLines(context, asked),
    });
  });
}

function authoritiesOf(viewer: Viewer): number[] {
  return postsAllowing(viewer, "read-audit").map((post) => post.authorityId);
}

type AuditShown = {
  lines: readonly AuditLine[];
  sealed: { at: Temporal.Instant; seals: number } | undefined;
  person: number | undefined;
  child: number | undefined;
};

function AuditPage({ lines, sealed, person, child }: AuditShown) {
  const last = lines.at(-1);
  return (
    <>
      <h1 class="govuk-heading-l">Who did or saw what</h1>
      <p>
        {sealed
          ? `Everything up to ${momentInWords(sealed.at)} is under seal ${sealed.seals}: it cannot be changed without being found out.`
          : "Nothing is sealed yet. Is the worker running?"}
      </p>
      <Filters action="/audit">
        <GovukInput
          id="person"
          name="person"
          label={{ text: "Person number" }}
          value={person ? String(person) : ""}
          inputmode="numeric"
        />
        <GovukInput
          id="child"
          name="child"
          label={{ text: "Child number" }}
          value={child ? String(child) : ""}
          inputmode="numeric"
        />
      </Filters>
      <DenseTable
        caption="Newest first"
        columns={[
          { text: "When", unbroken: true },
          { text: "Who" },
          { text: "What" },
          { text: "About" },
          { text: "Child" },
        ]}
        rows={lines.map(({ at, person: name, personId, act, subject, subjectId, childId }): Markup[] => [
          momentInWords(at),
          personId ? <a href={`/audit?person=${personId}`}>{name}</a> : "Keepsight",
          act,
          subjectId ? `${subject} ${subjectId}` : subject,
          childId ? <a href={`/audit?child=${childId}`}>{`Child ${childId}`}</a> : "",
        ])}
      />
      {lines.length === rowsOnPage && last && (
        <p>
          <a
            href={`/audit?${new URLSearchParams({ ...(person && { person: String(person) }), ...(child && { child: String(child) }), before: String(last.id) })}`}
          >
            Older entries
          </a>
        </p>
      )}
      {lines.length === 0 ? (
        <p>No entry is left by these filters.</p>
      ) : (
        <p>
          <a
            href={`/audit.csv?${new URLSearchParams({ ...(person && { person: String(person) }), ...(child && { child: String(child) }) })}`}
            download
          >
            Take every entry that these filters leave as a CSV file
          </a>
        </p>
      )}
    </>
  );
}
