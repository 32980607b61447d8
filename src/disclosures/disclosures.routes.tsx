import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo, requireAct } from "../access/index.ts";
import { CaseTabs, caseByReference, placeOf } from "../cases/index.ts";
import { childRecord } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { GovukBackLink, type PageProps } from "../web/design/index.ts";
import { DisclosuresPage } from "./disclosures.page.tsx";
import { type AfterDisclosure, disclosuresOf } from "./disclosures.store.ts";
import { disclosureLines } from "./disclosures-csv.ts";

type OfCase = FastifyRequest<{ Params: { reference: string } }>;
type OfChild = FastifyRequest<{ Params: { id: string } }>;
type Child = { id: number; authorityId: number };

const onPage = 50;
const seeing = { config: { permission: "see-disclosures" as const } };

/** What was shared about a child: as a part of the case, on the child's record, and as a file. [G01] */
export function disclosuresRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/sharing", seeing, async (request: OfCase, reply) => {
    const kase = await caseAsked(request);
    return show(
      request,
      reply,
      { id: kase.childId, authorityId: kase.authorityId },
      {
        ...{ at: `/cases/${kase.reference}/sharing`, caption: `Case ${kase.reference}` },
        tabs: <CaseTabs kase={kase} active="sharing" viewer={request.context.viewer} />,
      },
    );
  });

  server.get("/cases/:reference/sharing.csv", seeing, async (request: OfCase, reply) => {
    const { childId, authorityId, reference } = await caseAsked(request);
    const parts = disclosureLines(request.context, { id: childId, authorityId });
    return csvAnswer(reply, request.context, { name: `shared-${reference}`, parts });
  });

  server.get("/children/:id/sharing", seeing, async (request: OfChild, reply) => {
    const child = await childAsked(request);
    const at = `/children/${child.id}/sharing`;
    return show(request, reply, child, {
      ...{ at, caption: "Child record" },
      before: <GovukBackLink href={`/children/${child.id}`} text="Back to the child" />,
    });
  });

  server.get("/children/:id/sharing.csv", seeing, async (request: OfChild, reply) => {
    const child = await childAsked(request);
    const parts = disclosureLines(request.context, child);
    return csvAnswer(reply, request.context, { name: `shared-child-${child.id}`, parts });
  });
}

async function caseAsked({ context, params }: OfCase) {
  const kase = await caseByReference(context, params.reference);
  requireAct(context.viewer, "see-disclosures", placeOf(kase));
  return kase;
}

async function childAsked({ context, params }: OfChild): Promise<Child> {
  const id = idAsked.parse(params.id);
  const child = id === undefined ? undefined : await childRecord(context.database, id);
  if (!child) throw new NotFound();
  const { authorityId } = child;
  requireAct(context.viewer, "see-disclosures", { authorityId });
  return { id: child.id, authorityId };
}

async function show(
  { context, query }: FastifyRequest,
  reply: FastifyReply,
  child: Child,
  { at, ...frame }: { at: string; caption: string; before?: PageProps["before"]; tabs?: PageProps["before"] },
) {
  const found = await disclosuresOf(context.database, child.id, {
    after: placeAsked(query),
    count: onPage + 1,
  });
  const disclosures = found.slice(0, onPage);
  const last = disclosures.at(-1);
  await context.audit({
    ...{ act: "saw what was shared", subject: "child", subjectId: child.id, childId: child.id },
    authorityId: child.authorityId,
  });
  return reply.page({
    title: "What was shared about a child",
    wide: true,
    before: frame.before,
    children: (
      <DisclosuresPage
        {...{ caption: frame.caption, tabs: frame.tabs, disclosures }}
        fileAt={`${at}.csv`}
        requestsAt={
          mayDo(context.viewer, "prepare-subject-access", { authorityId: child.authorityId })
            ? `/children/${child.id}/subject-access`
            : undefined
        }
        moreAt={
          found.length > onPage && last
            ? `${at}?after=${encodeURIComponent(`${last.at.toString()}_${last.key}`)}`
            : undefined
        }
      />
    ),
  });
}

/** Where the list goes on; whatever cannot be is as if it had not been asked. */
function placeAsked(query: unknown): AfterDisclosure | undefined {
  const [at = "", key = ""] = String((query as Record<string, unknown>)["after"] ?? "").split("_");
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]{5,30}Z$/.test(at) || !/^[a-z]\d{1,15}$/.test(key)) return undefined;
  return { at, key };
}
