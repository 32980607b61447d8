import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { dayOf } from "../calendar/index.ts";
import { schoolYearOf } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { leaversWithoutDestination } from "../referrals/index.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { GovukBackLink, londonDay } from "../web/design/index.ts";
import { LeaversPage } from "./leavers.page.tsx";
import { PatternsPage } from "./patterns.page.tsx";
import {
  homeEducationAfterExclusion,
  leaversBorn,
  leaversByGround,
  leaversWithoutDestinationBySchool,
} from "./patterns.store.ts";
import { bornForYear11, groundsFarAbove, untilCensus } from "./patterns.ts";
import { SentReturnPage } from "./returns.page.tsx";
import { returnById, returnsSent } from "./returns.store.ts";
import { ReturnsReceivedPage } from "./returns-received.page.tsx";
import { returnKinds } from "./school-return.ts";

const config = { permission: "see-removals" } as const;
const rowsOnPage = 50;
const rowsAtOnce = 500;
const query = z.object({
  before: z.coerce.number().int().positive().optional().catch(undefined),
  school: z.coerce.number().int().positive().optional().catch(undefined),
});

/** What the removals of an authority's schools show together: patterns, returns received, leavers without destination. [H08] [H09] */
export function patternsRoutes(server: FastifyInstance): void {
  server.get("/removals/patterns", { config }, async (request, reply) => {
    const { database, audit, now } = request.context;
    const today = dayOf(now);
    const year = lastYear(today);
    const schoolYear = schoolYearOf(today);
    const census = untilCensus(today, schoolYear);
    await audit({ act: "saw patterns in removals", subject: "list" });
    return reply.page({
      title: "Patterns in removals",
      wide: true,
      children: (
        <PatternsPage
          {...{ year, census }}
          above={groundsFarAbove(await leaversByGround(database, year))}
          afterExclusion={await homeEducationAfterExclusion(database, year)}
          year11={await leaversBorn(database, census, bornForYear11(schoolYear))}
        />
      ),
    });
  });

  server.get("/removals/leavers", { config }, async (request, reply) => {
    const { database, audit, now } = request.context;
    const today = dayOf(now);
    const year = lastYear(today);
    const { school } = query.parse(request.query);
    const schools = await leaversWithoutDestinationBySchool(database, year);
    const isTheirs = schools.some(({ schoolId }) => schoolId === school);
    const leavers =
      school !== undefined && isTheirs
        ? await leaversWithoutDestination(database, [school], year.from, today)
        : [];
    await audit({
      ...{ act: "listed leavers without destination", subject: "list" },
      details: { rows: leavers.length, children: leavers.map(({ id }) => id) },
    });
    return reply.page({
      title: "Leavers without a destination",
      wide: true,
      children: <LeaversPage {...{ schools, leavers, today }} chosen={isTheirs ? school : undefined} />,
    });
  });

  server.get("/removals/leavers.csv", { config }, async (request, reply) => {
    const { context } = request;
    const today = dayOf(context.now);
    const parts = leaverLines(context, today);
    return csvAnswer(reply, context, { name: `leavers-without-destination-${today}`, parts });
  });

  server.get("/removals/returns", { config }, async (request, reply) => {
    const { database, audit } = request.context;
    const { before } = query.parse(request.query);
    const found = await returnsSent(database, { before, count: rowsOnPage + 1 });
    const received = found.slice(0, rowsOnPage);
    await audit({
      ...{ act: "listed returns", subject: "list" },
      details: { rows: received.length, children: received.map(({ childId }) => childId) },
    });
    return reply.page({
      title: "Returns received",
      wide: true,
      children: (
        <ReturnsReceivedPage
          received={received}
          moreAt={found.length > rowsOnPage ? `/removals/returns?before=${received.at(-1)?.id}` : undefined}
        />
      ),
    });
  });

  server.get("/removals/returns.csv", { config }, async (request, reply) => {
    const { context } = request;
    const name = `returns-${dayOf(context.now)}`;
    return csvAnswer(reply, context, { name, parts: returnLines(context) });
  });

  server.get<{ Params: { returnId: string } }>(
    "/removals/returns/:returnId",
    { config },
    async (request, reply) => {
      const { context, params } = request;
      const sent = /^\d{1,15}$/.test(params.returnId)
        ? await returnById(context.database, Number(params.returnId))
        : undefined;
      if (!sent) throw new NotFound();
      const { childId, authorityId, kind } = sent;
      await context.audit({ act: "saw return", subject: "child", subjectId: childId, childId, authorityId });
      return reply.page({
        title: returnKinds[kind].called,
        before: <GovukBackLink href="/removals/returns" text="Returns received" />,
        children: <SentReturnPage sent={sent} />,
      });
    },
  );
}

function lastYear(today: Temporal.PlainDate) {
  return { from: today.subtract({ years: 1 }), until: today };
}

async function* leaverLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  today: Temporal.PlainDate,
): AsyncGenerator<string> {
  yield csvHead(["School", "Forename", "Surname", "Date of birth", "UPN", "Left", "Reason given"]);
  const year = lastYear(today);
  for (const { schoolId, school } of await leaversWithoutDestinationBySchool(database, year)) {
    const leavers = await leaversWithoutDestination(database, [schoolId], year.from, today);
    await audit({
      ...{ act: "took leavers without destination as a file", subject: "list" },
      details: { rows: leavers.length, children: leavers.map(({ id }) => id) },
    });
    yield leavers
      .map(({ forename, surname, dateOfBirth, upn, leftOn, leavingReason }) =>
        csvLine([school, forename, surname, dateOfBirth?.toString(), upn, leftOn.toString(), leavingReason]),
      )
      .join("");
  }
}

async function* returnLines({
  database,
  audit,
}: Pick<Context, "database" | "audit">): AsyncGenerator<string> {
  yield csvHead(["School", "Pupil", "Return", "About", "Sent", "Due", "Copy to"]);
  for (let before: number | undefined; ; ) {
    const sent = await returnsSent(database, { before, count: rowsAtOnce });
    await audit({
      ...{ act: "took returns as a file", subject: "list" },
      details: { rows: sent.length, children: sent.map(({ childId }) => childId) },
    });
    yield sent
      .map((one) =>
        csvLine([
          ...[one.schoolName, one.content.name, returnKinds[one.kind].called, one.aboutOn.toString()],
          ...[londonDay(one.sentAt).toString(), one.dueOn?.toString(), one.copyTo],
        ]),
      )
      .join("");
    before = sent.at(-1)?.id;
    if (sent.length < rowsAtOnce) return;
  }
}
