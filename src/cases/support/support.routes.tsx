import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo, requireAct } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { ChangedBySomeoneElse } from "../../database/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { caseByReference } from "../case-record.ts";
import { placeOf } from "../case-to-work.ts";
import { holdBanner } from "../held.page.tsx";
import { endSupport, recordSupport } from "./record-support.ts";
import { endForm, supportForm, supportNames } from "./support.form.ts";
import { SupportPage } from "./support.page.tsx";
import { supportsOf } from "./support.store.ts";

type Asked = FastifyRequest<{ Params: { reference: string } }>;
const seeing = { config: { permission: "see-support" as const } };
const recording = { config: { permission: "record-support" as const } };
const refusals = {
  "before-it-began": "The last day cannot be before the first",
  "ended-already": "This has ended already",
} as const;

/** Who helps the child of a case already, for those who need to know. [G05] */
export function supportRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/support", seeing, (request: Asked, reply) => show(request, reply));

  server.post("/cases/:reference/support", recording, async (request: Asked, reply) => {
    const { reference } = request.params;
    const read = readForm(supportForm(dayOf(request.context.now)), request.body, supportNames);
    if ("errors" in read) return show(request, reply, read.errors);
    const { organisation = "", reachedBy = "", note = "", fromOn, ...told } = read.values;
    const seen = Number(carried(request.body).seen) || undefined;
    try {
      await request.perform("record-support", (context) =>
        recordSupport(context, reference, {
          ...{ ...told, organisation, reachedBy, note, seen, untilOn: null },
          fromOn: fromOn ?? null,
        }),
      );
    } catch (fault) {
      if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
      return show(request, reply, errorsBeside({ "": changed }));
    }
    return reply.redirect(`/cases/${reference}/support`, 303);
  });

  server.post("/cases/:reference/support/ends", recording, async (request: Asked, reply) => {
    const { reference } = request.params;
    const read = readForm(endForm(dayOf(request.context.now)), request.body, {});
    if ("errors" in read) return show(request, reply, read.errors);
    const { ends: supportId, untilOn } = read.values;
    const { word } = await request.perform("record-support", async (context) => ({
      word: await endSupport(context, reference, { supportId, untilOn }),
    }));
    if (word !== "ended") return show(request, reply, errorsBeside({ untilOn: refusals[word] }));
    return reply.redirect(`/cases/${reference}/support`, 303);
  });
}

const changed = "Something was recorded on this case since the page was shown. Look again, then record it";

async function show(request: Asked, reply: FastifyReply, errors?: FormErrors): Promise<FastifyReply> {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId, reference } = kase;
  requireAct(context.viewer, "see-support", placeOf(kase));
  await context.audit({ act: "saw who helps", subject: "case", subjectId: id, childId, authorityId });
  return reply.page({
    title: `Who helps, ${reference}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${reference}`} text={`Back to case ${reference}`} />,
    held: await holdBanner(context, kase),
    children: (
      <SupportPage
        {...{ kase, errors }}
        supports={await supportsOf(context.database, childId)}
        today={dayOf(context.now)}
        mayRecord={mayDo(context.viewer, "record-support", placeOf(kase))}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
      />
    ),
  });
}
