import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { bannerOf, caseByReference, holdOf, mayCorrect, obligationsKept } from "../cases/index.ts";
import { addressesOf, lastKnown } from "../children/index.ts";
import { carried, GovukBackLink } from "../web/design/index.ts";
import { heldInstead } from "./held.page.tsx";
import { recordLetter } from "./record-letter.ts";
import { assessmentAwaitingVisit, risksKnownAt } from "./risk-assessments.store.ts";
import { sawVisits } from "./saw-visits.ts";
import { visitActs } from "./step.ts";
import { caseToVisit, visitRequestsOf } from "./visit-requests.store.ts";
import { VisitsPage } from "./visits.page.tsx";
import { managersOf, visitsOf } from "./visits.store.ts";

type Params = { Params: { reference: string } };

const done: Record<string, string> = {
  assessed: "The risks are assessed.",
  visited: "The visit is recorded.",
  letter: "The letter is recorded.",
  corrected: "The visit is put right, and what was recorded stays readable.",
};

/** The visits of one case, and the letter before an ordinary one. */
export function visitsRoutes(server: FastifyInstance): void {
  server.get<Params>(
    "/cases/:reference/visits",
    { config: { permission: "see-case" } },
    async (request, reply) => showVisits(request, reply),
  );

  server.post<Params>(
    "/cases/:reference/visits/letter",
    { config: { permission: "record-visit" } },
    async (request, reply) => {
      const { reference } = request.params;
      const seen = Number(carried(request.body).seen) || undefined;
      const outcome = await request.perform("record-visit", (context) =>
        recordLetter(context, reference, { seen }),
      );
      if (outcome === "held") {
        const kase = await caseByReference(request.context, reference);
        await sawVisits(request.context, kase, "saw visits");
        const held = await heldInstead(request, kase, "The letter before the visit");
        if (held) return reply.page(held);
      }
      return reply.redirect(`/cases/${reference}/visits${outcome === "recorded" ? "?done=letter" : ""}`, 303);
    },
  );
}

async function showVisits(request: FastifyRequest<Params>, reply: FastifyReply): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  await sawVisits(context, kase, "saw visits");
  const { database, viewer, now } = context;
  const [record, addresses, obligations, assessment, requests, visits, managers, hold] = await Promise.all([
    caseToVisit(database, kase.id),
    addressesOf(database, kase.childId),
    obligationsKept(context, kase.id),
    assessmentAwaitingVisit(database, kase.id),
    visitRequestsOf(database, kase.id),
    visitsOf(database, kase.id),
    managersOf(database, kase.areaId),
    holdOf(context, kase),
  ]);
  const address = lastKnown(addresses);
  const known = await risksKnownAt(database, {
    childId: kase.childId,
    postcode: address?.postcode ?? null,
  });
  const standing = obligations.filter(({ state }) => !over.has(state));
  const mayVisit = mayDo(viewer, "record-visit", { authorityId: kase.authorityId, areaId: kase.areaId });
  return reply.page({
    title: `Visits, ${kase.reference}`,
    held: await bannerOf(context, kase, hold),
    before: mayVisit ? (
      <GovukBackLink text="Back to my visits" href="/my-visits" />
    ) : (
      <GovukBackLink text="Back to the case" href={`/cases/${kase.reference}`} />
    ),
    children: (
      <VisitsPage
        kase={kase}
        hold={hold}
        child={record?.name ?? ""}
        carers={(record?.carers ?? []).map(({ name, relationship, phones }) => ({
          who: relationship ? `${name} (${relationship})` : name,
          phones,
        }))}
        alsoMissing={record?.alsoMissing ?? []}
        address={address}
        owed={standing
          .filter(({ act }) => visitActs.includes(act))
          .sort((one, other) => waits(one) - waits(other) || dueFirst(one, other))}
        next={record?.nextAct && !visitActs.includes(record.nextAct) ? record.nextAsks : null}
        assessment={assessment}
        known={known.filter(({ id }) => id !== assessment?.id)}
        managers={managers}
        requests={requests}
        visits={visits}
        now={now}
        viewer={viewer}
        csrf={request.session?.csrfToken ?? ""}
        mayVisit={mayVisit}
        mayCorrect={({ madeById }) => mayCorrect(viewer, kase, { madeBy: madeById }, "record-visit")}
        done={done[String((request.query as Record<string, unknown>)["done"])]}
      />
    ),
  });
}

function waits({ state }: { state: string }): number {
  return Number(state === "waiting");
}

function dueFirst(
  one: { dueAt: Temporal.Instant | null },
  other: { dueAt: Temporal.Instant | null },
): number {
  return (one.dueAt?.epochMilliseconds ?? 0) - (other.dueAt?.epochMilliseconds ?? 0);
}

/** What nobody goes for: done, needless, or suspended by the procedure. */
const over: ReadonlySet<string> = new Set(["met", "met-late", "no-longer-needed", "suspended"]);
