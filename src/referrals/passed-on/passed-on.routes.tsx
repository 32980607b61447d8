import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { actsHeld } from "../../cases/index.ts";
import type { ReadingContext } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { isOwedNow, procedureActs } from "../../procedures/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { addressOfRisks, assessRiskOnReferralRoutes } from "./assess-visit-risk.routes.tsx";
import { correctOnReferralRoutes } from "./correct-on-referral.routes.tsx";
import { mayCorrect } from "./correct-on-referral.ts";
import { headingOf, passedOnForm, passedOnNames, refusedWords } from "./passed-on.form.tsx";
import { PassedOnPage, RecordOnReferralPage } from "./passed-on.page.tsx";
import type { KeptOwed } from "./passed-on.store.ts";
import {
  endedBy,
  endings,
  mayEnd,
  type PassedOn,
  passedOnCalled,
  type RecordableKind,
  recordableNamed,
  recordOnReferral,
} from "./record-on-referral.ts";
import { risksWeighedAt } from "./risks-weighed.ts";
import { sawReferral } from "./saw-referral.ts";
import { addressOfPassedOn } from "./what-happened.tsx";

type OfReferral = FastifyRequest<{ Params: { reference: string } }>;
type OfFact = FastifyRequest<{ Params: { reference: string; kind: string } }>;

const lastSeen = z.coerce.number().int().min(0).catch(-1);

/** Referrals that were passed on: what is owed on each, and recording that it was done. [A06] */
export function passedOnRoutes(server: FastifyInstance): void {
  server.get(
    "/passed-on/:reference",
    { config: { permission: "see-case" } },
    async (request: OfReferral, reply) => {
      const { context } = request;
      const passedOn = await seen(context, request.params.reference);
      return reply.page({
        title: `Referral ${passedOn.referral.reference}, passed on`,
        wide: true,
        before: <GovukBackLink href="/my-work" text="My work" />,
        children: (
          <PassedOnPage
            passedOn={passedOn}
            waysToEnd={await waysToEnd(context, passedOn)}
            mayCorrect={mayCorrect(context.viewer, passedOn)}
            mayDecide={mayDo(context.viewer, "open-case", passedOn.referral)}
            now={context.now}
          />
        ),
      });
    },
  );

  assessRiskOnReferralRoutes(server);
  correctOnReferralRoutes(server);

  const doing = { config: { permission: "do-step" as const } };

  server.get("/passed-on/:reference/facts/:kind", doing, (request: OfFact, reply) =>
    showForm(request, reply),
  );

  server.post("/passed-on/:reference/facts/:kind", doing, async (request: OfFact, reply) => {
    const { reference } = request.params;
    const kind = kindAsked(request);
    await passedOnCalled(request.context, reference);
    const typed = request.body as Typed;
    const read = readForm(passedOnForm(kind, dayOf(request.context.now)), typed, passedOnNames);
    if ("errors" in read) return showForm(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-step", (context) =>
      recordOnReferral(context, reference, { ...read.values, seen: lastSeen.parse(carried(typed).seen) }),
    );
    if (answer === "recorded") return reply.redirect(addressOfPassedOn(reference), 303);
    return showForm(request, reply, { typed, errors: errorsBeside({ happenedOn: refusedWords[answer] }) });
  });
}

async function seen(context: ReadingContext, reference: string): Promise<PassedOn> {
  const passedOn = await passedOnCalled(context, reference);
  await sawReferral(context, passedOn);
  return passedOn;
}

function kindAsked({ params }: OfFact): RecordableKind {
  const kind = recordableNamed(params.kind);
  if (!kind) throw new NotFound();
  return kind;
}

/** The kinds of fact by which the viewer can end each thing that is owed: what does it first, then that it is not needed any more. */
async function waysToEnd(
  context: ReadingContext,
  passedOn: PassedOn,
): Promise<Map<KeptOwed, RecordableKind[]>> {
  const ways = new Map<KeptOwed, RecordableKind[]>();
  for (const each of passedOn.owed.filter(isOwedNow)) {
    if (!mayEnd(context.viewer, passedOn, [each])) continue;
    const does = recordableNamed(procedureActs[each.act].makes);
    const kinds = [...(does ? [does] : []), ...(Object.keys(endings) as (keyof typeof endings)[])];
    const isHeld = passedOn.held && actsHeld.includes(each.act);
    for (const kind of isHeld ? kinds.filter((held) => held !== does) : kinds)
      if ((await endedBy(context, passedOn, kind)).includes(each))
        ways.set(each, [...(ways.get(each) ?? []), kind]);
  }
  return ways;
}

async function showForm(
  request: OfFact,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session, params } = request;
  const kind = kindAsked(request);
  const passedOn = await seen(context, params.reference);
  const ending = await endedBy(context, passedOn, kind);
  if (ending.length === 0 && !sent) return reply.redirect(addressOfPassedOn(params.reference), 303);
  if (ending.length > 0 && !mayEnd(context.viewer, passedOn, ending)) throw new NotAllowed("do-step");
  if (kind === "visit-made" && !sent && !passedOn.held && !(await risksWeighedAt(context, passedOn)))
    return reply.redirect(addressOfRisks(params.reference), 303);
  return reply.page({
    status: sent ? 422 : 200,
    title: headingOf(kind),
    errors: sent?.errors,
    before: <GovukBackLink href={addressOfPassedOn(params.reference)} text="The referral" />,
    children: (
      <RecordOnReferralPage
        {...{ passedOn, kind, ending, now: context.now, typed: sent?.typed, errors: sent?.errors }}
        csrf={session?.csrfToken ?? ""}
      />
    ),
  });
}
