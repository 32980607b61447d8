import type { FastifyInstance, FastifyReply } from "fastify";
import { dayOf } from "../calendar/index.ts";
import { childRecord } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { historyOf, type Procedure, proceduresOf, versionInForce } from "../procedures/index.ts";
import { calendarsAtHand } from "./calendars-at-hand.ts";
import { type CaseAddressed, seenCase } from "./case.routes.tsx";
import { caseSurroundings } from "./case-page.store.ts";
import { CaseProcedurePage } from "./case-procedure.page.tsx";
import { factsOf } from "./case-record.ts";
import { holdBanner } from "./held.page.tsx";
import { standingOf } from "./standing.ts";

/** The tab of a case that shows where the child is in each procedure that applies. */
export function caseProcedureRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/procedure", { config: { permission: "see-case" } }, showCaseProcedure);
}

async function showCaseProcedure(request: CaseAddressed, reply: FastifyReply): Promise<FastifyReply> {
  const { context } = request;
  const { database, viewer, now } = context;
  const kase = await seenCase(request);
  const [facts, child, surroundings, calendars] = await Promise.all([
    factsOf(context, kase.id),
    childRecord(database, kase.childId),
    caseSurroundings(database, kase.id),
    calendarsAtHand(context, kase),
  ]);
  if (!child || !surroundings) throw new NotFound();
  const known = proceduresOf(context.procedures, kase);
  const history = historyOf(facts, now);
  return reply.page({
    title: `Procedure, case ${kase.reference}`,
    wide: true,
    held: await holdBanner(context, kase),
    children: (
      <CaseProcedurePage
        {...{ kase, viewer, child, history, now }}
        roles={surroundings.roles}
        procedures={followedBy(known, kase.procedure, dayOf(history[0]?.happenedAt ?? kase.openedAt))}
        standing={standingOf({ procedures: known, facts, calendars, place: kase, now })}
      />
    ),
  });
}

/** The version of each procedure that a case begun on a day follows, as the engine chooses them; the authority's first. */
function followedBy(known: readonly Procedure[], first: string, day: Temporal.PlainDate): Procedure[] {
  const names = new Set([first, ...known.map(({ procedure }) => procedure)]);
  return [...names].flatMap((name) => versionInForce(known, name, day) ?? []);
}
