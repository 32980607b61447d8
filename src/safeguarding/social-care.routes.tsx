import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { caseByReference, holdBanner, placeOf } from "../cases/index.ts";
import { idAsked } from "../web/asked.ts";
import { errorsBeside, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { changed, isOvertaken, seenIn } from "./overtaken.ts";
import { recordSocialCare } from "./record-social-care.ts";
import { socialCareForm, socialCareNames } from "./social-care.form.ts";
import { SocialCarePage } from "./social-care.page.tsx";
import { stepsOf } from "./social-care.store.ts";

type Params = { Params: { reference: string } };
const onPage = 50;
const query = z.object({ before: idAsked });

/** What social care knows and does about the child of a case, for those who need to know. [E09] */
export function socialCareRoutes(server: FastifyInstance): void {
  const at = "/cases/:reference/safeguarding/social-care";

  server.get<Params>(at, { config: { permission: "see-support" } }, (request, reply) => show(request, reply));

  server.post<Params>(at, { config: { permission: "record-support" } }, async (request, reply) => {
    const { reference } = request.params;
    const read = readForm(socialCareForm(dayOf(request.context.now)), request.body, socialCareNames);
    if ("errors" in read) return show(request, reply, read.errors);
    const acting = request.perform("record-support", (context) =>
      recordSocialCare(context, reference, { ...read.values, seen: seenIn(request) }),
    );
    if (await isOvertaken(acting)) return show(request, reply, errorsBeside({ "": changed }));
    return reply.redirect(`/cases/${reference}/safeguarding`, 303);
  });
}

async function show(request: FastifyRequest<Params>, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const { id, childId, authorityId, reference } = kase;
  requireAct(context.viewer, "see-support", placeOf(kase));
  await context.audit({ act: "saw social care", subject: "case", subjectId: id, childId, authorityId });
  const { before } = query.parse(request.query);
  const found = await stepsOf(context.database, id, { before, count: onPage + 1 });
  const known = found.slice(0, onPage);
  return reply.page({
    title: `Social care, ${reference}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href={`/cases/${reference}/safeguarding`} text="Safeguarding" />,
    held: await holdBanner(context, kase),
    children: (
      <SocialCarePage
        {...{ kase, known, errors }}
        earlierAt={
          found.length > onPage
            ? `/cases/${reference}/safeguarding/social-care?before=${known.at(-1)?.id}`
            : undefined
        }
        mayRecord={mayDo(context.viewer, "record-support", placeOf(kase))}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : {}}
      />
    ),
  });
}
