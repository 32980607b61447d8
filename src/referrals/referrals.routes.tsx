import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { childRecord, standingOf } from "../children/index.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { searchLists } from "../matching/index.ts";
import { proceduresOf, versionInForce } from "../procedures/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { type Decided, type Decision, decideReferral } from "./decide-referral.ts";
import { decisionForm, decisionNames } from "./decision.form.tsx";
import { owedOn } from "./passed-on/passed-on.store.ts";
import { ReferralPage } from "./referral.page.tsx";
import { stateOf } from "./referral.ts";
import { mostWaiting, ReferralsPage } from "./referrals.page.tsx";
import {
  openCasesOf,
  type Referral,
  referralByReference,
  referralsDecided,
  referralsToDecide,
  searchKept,
} from "./referrals.store.ts";
import { referralLines } from "./referrals-csv.ts";
import { soughtChild } from "./sought-child.ts";

const decidedOnPage = 50;
/** The last decided referral of the page before: when it was received, and its id. */
const place = z
  .string()
  .regex(/^[-0-9T:.]{16,40}Z~\d{1,15}$/)
  .transform((key) => {
    const [receivedAt = "", id] = key.split("~");
    return { receivedAt: Temporal.Instant.from(receivedAt), id: Number(id) };
  })
  .optional()
  .catch(undefined);
/** What is on record of how a child is educated who has no record. */
const unrecorded = {
  onRoll: false,
  educated: "unknown",
  provisions: [],
  notAttending: null,
  schoolClosedOn: null,
  absence: null,
} as const;

/** Referrals that wait for a decision, and the decision on each. */
export function referralsRoutes(server: FastifyInstance): void {
  const config = { permission: "open-case" } as const;

  server.get("/referrals", { config }, async (request, reply) => {
    const { database, audit } = request.context;
    const authorities = authoritiesOf(request.context);
    const waiting = await referralsToDecide(database, authorities, mostWaiting);
    const after = place.parse((request.query as Record<string, unknown>)["after"]);
    const found = await referralsDecided(database, authorities, { after, atMost: decidedOnPage + 1 });
    const decided = found.slice(0, decidedOnPage);
    const children = [...waiting, ...decided].flatMap(({ childId }) => childId ?? []);
    const rows = waiting.length + decided.length;
    await audit({ act: "listed referrals", subject: "list", details: { found: rows, children } });
    const last = decided.at(-1);
    const next =
      found.length > decidedOnPage && last ? `/referrals?after=${last.receivedAt}~${last.id}` : undefined;
    return reply.page({
      title: "Referrals",
      wide: true,
      children: <ReferralsPage waiting={after ? undefined : waiting} decided={decided} next={next} />,
    });
  });

  server.get("/referrals.csv", { config }, async (request, reply) => {
    const { context } = request;
    return csvAnswer(reply, context, {
      name: `referrals-${dayOf(context.now)}`,
      parts: referralLines(context, authoritiesOf(context)),
    });
  });

  server.get("/referrals/:reference", { config: { permission: "see-case" } }, async (request, reply) =>
    showReferral(request, reply, await referralToRead(request)),
  );

  server.post("/referrals/:reference/decision", { config }, async (request, reply) => {
    const referral = await referralAsked(request);
    const read = readForm(decisionForm(dayOf(request.context.now)), request.body, decisionNames);
    if ("errors" in read) return showReferral(request, reply, referral, read.errors);
    const { match, decision, words, reason, address, groups, missingSince } = read.values;
    const common = { match, words, seen: carried(request.body).seen ?? "" };
    const decided: Decision =
      decision === "open-case"
        ? {
            ...common,
            decision,
            groups,
            reason: reason ?? "not-known",
            address: address ?? "unknown",
            missingSince: missingSince ?? null,
          }
        : { ...common, decision };
    const answer = await request.perform("open-case", (context) =>
      decideReferral(context, referral.reference, decided),
    );
    if (!("refused" in answer)) {
      return reply.redirect(
        answer.decided === "case" ? `/cases/${answer.reference}` : `/referrals/${referral.reference}`,
        303,
      );
    }
    if (answer.refused === "already-decided") return reply.redirect(`/referrals/${referral.reference}`, 303);
    return showReferral(request, reply, referral, errorsBeside({ decision: refusalWords(answer) }));
  });
}

/** The authorities in which the viewer decides. */
function authoritiesOf({ viewer }: Pick<FastifyRequest["context"], "viewer">): number[] {
  return [...new Set(postsAllowing(viewer, "open-case").map(({ authorityId }) => authorityId))];
}

function refusalWords(answer: Extract<Decided, { refused: string }>): string {
  switch (answer.refused) {
    case "search-changed":
      return "The lists have changed since this page was shown. Look at the matches again, then decide";
    case "already-open":
      return `This child has an open case, ${answer.reference}. Add the referral to it`;
    case "no-open-case":
      return "There is no open case of this child. Say which record is the child's, or open a new case";
    case "already-decided":
      return "Somebody has decided on this referral meanwhile";
  }
}

async function showReferral(
  request: FastifyRequest,
  reply: FastifyReply,
  referral: Referral,
  errors?: FormErrors,
) {
  const { context } = request;
  const { id, reference, childId, authorityId } = referral;
  await context.audit({
    ...{ act: "saw referral", subject: "referral", subjectId: id, authorityId },
    ...(childId !== null && { childId }),
  });
  const { lastAttended } = referral.content.answers;
  const shared = {
    referral,
    today: dayOf(context.now),
    csrf: request.session?.csrfToken ?? "",
    child: childId === null ? undefined : await childRecord(context.database, childId),
  };
  const search =
    stateOf(referral) === "waiting" ? await searchLists(context, soughtChild(referral)) : undefined;
  const children =
    search !== undefined ? (
      <ReferralPage
        {...shared}
        search={search}
        openCases={
          await openCasesOf(
            context.database,
            search.candidates.flatMap((candidate) => candidate.childId ?? []),
          )
        }
        standing={standingOf(
          {
            ...(shared.child ?? { ...unrecorded, dateOfBirth: soughtChild(referral).dateOfBirth }),
            // Before there is a case, the referral itself says that the child does not come.
            ...(lastAttended && { notAttending: { since: Temporal.PlainDate.from(String(lastAttended)) } }),
          },
          proceduresOf(context.procedures, referral),
          referral.procedure,
          shared.today,
        )}
        groups={
          versionInForce(proceduresOf(context.procedures, referral), referral.procedure, shared.today)
            ?.reasonGroups ?? []
        }
        typed={errors && (request.body as Typed)}
        errors={errors}
      />
    ) : (
      <ReferralPage
        {...shared}
        search={undefined}
        kept={await searchKept(context.database, id)}
        owed={await owedOn(context.database, id)}
      />
    );
  return reply.page({
    title: `Referral ${reference}`,
    wide: true,
    status: errors ? 422 : 200,
    errors,
    before: mayDo(context.viewer, "open-case") ? (
      <GovukBackLink href="/referrals" text="Referrals" />
    ) : (
      referral.caseReference && (
        <GovukBackLink
          href={`/cases/${referral.caseReference}`}
          text={`Back to case ${referral.caseReference}`}
        />
      )
    ),
    children,
  });
}

/** The same, or one that has been decided: whoever sees the case reads what was sent. */
async function referralToRead(request: FastifyRequest): Promise<Referral> {
  const { context, params } = request;
  const { reference } = params as { reference: string };
  const referral = await referralByReference(context.database, reference);
  if (!referral || stateOf(referral) === "waiting") return referralAsked(request);
  const { authorityId, areaId } = referral;
  if (!mayDo(context.viewer, "see-case", { authorityId, areaId })) throw new NotAllowed("see-case");
  return referral;
}

/** The referral of the address, of an authority in which the viewer decides. */
async function referralAsked({ context, params }: FastifyRequest): Promise<Referral> {
  const { reference } = params as { reference: string };
  const referral = await referralByReference(context.database, reference);
  if (!referral) throw new NotFound();
  if (!mayDo(context.viewer, "open-case", { authorityId: referral.authorityId }))
    throw new NotAllowed("open-case");
  return referral;
}
