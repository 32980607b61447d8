import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { NotAllowed } from "../../database/index.ts";
import { alreadyKnown, RiskAssessmentPage, riskAssessmentForm, risksKnownAt } from "../../visits/index.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { assessRiskOnReferral, doorOf } from "./assess-visit-risk.ts";
import { refusedWords } from "./passed-on.form.tsx";
import { endedBy, mayEnd, passedOnCalled } from "./record-on-referral.ts";
import { addressOfPassedOn } from "./what-happened.tsx";

type OfReferral = FastifyRequest<{ Params: { reference: string } }>;

const refusals = {
  "not-owed": { overall: refusedWords["not-owed"] },
  held: { overall: refusedWords.held },
  "too-low": { overall: "The whole visit cannot be less risky than one of its risks. Choose a higher one" },
} as const;

/** Where the risks of a visit on a referral that was passed on are weighed. */
export function addressOfRisks(reference: string): string {
  return `${addressOfPassedOn(reference)}/visit-risks`;
}

/** The risks of a visit on a referral that was passed on, before anybody goes. [E02] */
export function assessRiskOnReferralRoutes(server: FastifyInstance): void {
  const doing = { config: { permission: "do-step" as const } };

  server.get("/passed-on/:reference/visit-risks", doing, (request: OfReferral, reply) =>
    showRisks(request, reply),
  );

  server.post("/passed-on/:reference/visit-risks", doing, async (request: OfReferral, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const read = readForm(riskAssessmentForm, typed);
    if ("errors" in read) return showRisks(request, reply, { typed, errors: read.errors });
    const word = await request.perform("do-step", (context) =>
      assessRiskOnReferral(context, reference, read.values),
    );
    if (word !== "assessed")
      return showRisks(request, reply, { typed, errors: errorsBeside(refusals[word]) });
    return reply.redirect(`${addressOfPassedOn(reference)}/facts/visit-made`, 303);
  });
}

async function showRisks(
  request: OfReferral,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session, params } = request;
  const passedOn = await passedOnCalled(context, params.reference);
  const { id, reference, childId, authorityId } = passedOn.referral;
  const ending = await endedBy(context, passedOn, "visit-made");
  if ((ending.length === 0 || passedOn.held) && !sent)
    return reply.redirect(addressOfPassedOn(reference), 303);
  if (ending.length > 0 && !mayEnd(context.viewer, passedOn, ending)) throw new NotAllowed("do-step");
  await context.audit({
    ...{ act: "saw risk assessment", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  const { postcode } = await doorOf(context, passedOn.referral);
  const known = await risksKnownAt(context.database, { childId, postcode });
  return reply.page({
    status: sent ? 422 : 200,
    title: "Risks of this visit",
    errors: sent?.errors,
    before: <GovukBackLink href={addressOfPassedOn(reference)} text="The referral" />,
    children: (
      <RiskAssessmentPage
        about={`Referral ${reference}, step 1 of 2`}
        action={addressOfRisks(reference)}
        seen={null}
        csrf={session?.csrfToken ?? ""}
        known={known}
        typed={sent?.typed ?? alreadyKnown(known[0], undefined)}
        errors={sent?.errors}
      />
    ),
  });
}
