import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../access/index.ts";
import { auditPage } from "../audit/index.ts";
import { dayOf, dueMomentOf } from "../calendar/index.ts";
import { childRecord, standingOf as childStandingOf } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { proceduresOf, reasonGroupsOf } from "../procedures/index.ts";
import { dayAsked } from "../web/asked.ts";
import { admissionBinds } from "./admission-binds.ts";
import { calendarsAtHand } from "./calendars-at-hand.ts";
import { CasePage } from "./case.page.tsx";
import type { Kase } from "./case.ts";
import { caseFormRoutes } from "./case-form.routes.ts";
import { caseSurroundings } from "./case-page.store.ts";
import { caseByReference, chronologyOf, factsOf } from "./case-record.ts";
import { sourcesOfCase } from "./case-sources.store.ts";
import { placeOf } from "./case-to-work.ts";
import { type ChronologyPart, chronologyParts } from "./chronology.ts";
import { correctOnCaseRoutes } from "./corrections/correct-on-case.routes.tsx";
import { howPutRight } from "./corrections/how-put-right.ts";
import { takenOff } from "./corrections/other-case.ts";
import { caseForms } from "./every-case-form.ts";
import { bannerOf, holdBanner } from "./held.page.tsx";
import { holdOf } from "./held.ts";
import { ReadingsPage } from "./readings.page.tsx";
import { holdsRole } from "./record-simple-fact.ts";
import { standingOf } from "./standing.ts";
import { supportsOf } from "./support/support.store.ts";

/** A request for a page of one case. */
export type CaseAddressed = FastifyRequest<{
  Params: { reference: string };
  Querystring: Record<string, string>;
}>;

const query = z.object({
  "as-at": dayAsked,
  part: z
    .enum(Object.keys(chronologyParts) as [ChronologyPart, ...ChronologyPart[]])
    .optional()
    .catch(undefined),
  done: z.string().optional().catch(undefined),
});

/** The page of a case, who looked at it, and every form on it. */
export function caseRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference", { config: { permission: "see-case" } }, showCase);
  server.get("/cases/:reference/readings", { config: { permission: "read-audit" } }, showReadings);
  for (const form of caseForms) caseFormRoutes(server, form);
  correctOnCaseRoutes(server);
}

/** The case of a request, which is recorded as seen. Throws NotFound. */
export async function seenCase({ context, params }: CaseAddressed): Promise<Kase> {
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId } = kase;
  await context.audit({ act: "saw case", subject: "case", subjectId: id, childId, authorityId });
  return kase;
}

async function showCase(request: CaseAddressed, reply: FastifyReply): Promise<FastifyReply> {
  const { context } = request;
  const { database, viewer, procedures } = context;
  const kase = await seenCase(request);
  const { "as-at": asked, part, done } = query.parse(request.query);
  const isPast = asked !== undefined && Temporal.PlainDate.compare(asked, dayOf(context.now)) < 0;
  const asAt = isPast ? asked : undefined;
  const now = asAt ? dueMomentOf(asAt) : context.now;
  const maySeeSupport = mayDo(viewer, "see-support", placeOf(kase));
  const known = factsOf(context, kase.id, asAt && { knownAt: now });
  const [facts, child, surroundings, calendars, sources, hold, supports] = await Promise.all([
    known,
    childRecord(database, kase.childId, { knownAt: asAt && now }),
    caseSurroundings(database, kase.id),
    calendarsAtHand(context, kase),
    sourcesOfCase(database, kase.id),
    holdOf(context, kase, asAt ? undefined : known),
    maySeeSupport ? supportsOf(database, kase.childId, asAt && now) : undefined,
  ]);
  if (!child || !surroundings) throw new NotFound();
  const mine = proceduresOf(procedures, kase);
  const caseAt = `/cases/${kase.reference}`;
  const past = asAt ? { "as-at": asAt.toString() } : {};
  const at = (chosen: ChronologyPart | undefined) => {
    const words = new URLSearchParams({ ...past, ...(chosen && { part: chosen }) }).toString();
    return words ? `${caseAt}?${words}` : caseAt;
  };
  return reply.page({
    title: `Case ${kase.reference}`,
    wide: true,
    held: await bannerOf(context, kase, hold),
    asAt: asAt && { day: asAt, todayAt: caseAt },
    children: (
      <CasePage
        {...{ kase, child, surroundings, sources, viewer, now, part, at, asAt, hold, supports }}
        roles={surroundings.roles}
        heldActs={asAt ? [] : (hold?.acts ?? [])}
        reference={kase.reference}
        procedure={mine.find(
          ({ procedure, version }) => procedure === kase.procedure && version === kase.procedureVersion,
        )}
        standing={standingOf({ procedures: mine, facts, calendars, place: kase, now })}
        entries={chronologyOf(facts)}
        putRight={(entry) => (asAt ? undefined : howPutRight(viewer, kase, entry, sources))}
        definition={childStandingOf(child, mine, child.procedure, dayOf(context.now))}
        groups={reasonGroupsOf(
          mine.filter(
            ({ procedure, version }) => procedure === kase.procedure && version === kase.procedureVersion,
          ),
          kase.reason,
        )}
        binds={admissionBinds(child, kase.open)}
        done={done === "taken-off" ? takenOff : caseForms.find((form) => form.at === done)?.done}
        mayDoStep={({ role }) =>
          !asAt && (mayDo(viewer, "work-case", placeOf(kase)) || holdsRole(viewer, role, kase))
        }
      />
    ),
  });
}

async function showReadings(request: CaseAddressed, reply: FastifyReply): Promise<FastifyReply> {
  const { database, viewer } = request.context;
  const kase = await seenCase(request);
  const authorityIds = postsAllowing(viewer, "read-audit").map(({ authorityId }) => authorityId);
  const lines = await auditPage(
    database,
    { authorityIds, personId: undefined, childId: kase.childId, before: undefined },
    200,
  );
  return reply.page({
    title: `Who looked, case ${kase.reference}`,
    wide: true,
    held: await holdBanner(request.context, kase),
    children: <ReadingsPage kase={kase} viewer={viewer} lines={lines} />,
  });
}
