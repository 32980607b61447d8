import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { caseByReference, holdBanner, type Kase, whatIsNew } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import { lastEmailsAbout } from "../post/index.ts";
import { authorityMovedTo } from "../visits/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { answersTo } from "./answers.store.ts";
import { askAgain, recipientOf } from "./ask-again.ts";
import { mailboxesOf } from "./by-link/answer-links.store.ts";
import { CaseEnquiriesPage } from "./case-enquiries.page.tsx";
import { coverageOf } from "./coverage.ts";
import { enquiriesOfCase } from "./enquiries.store.ts";
import { canBeAsked, type Enquiry, lawfulBases, leastDisclosed, standingOf } from "./enquiry.ts";
import { recipientsOf, schoolsOf } from "./recipients.store.ts";
import { recommendedKinds } from "./recommended.ts";
import { agenciesChosen, schoolTyped, sendEnquiriesForm } from "./send-enquiries.form.ts";
import { disclosableOf, sendEnquiries } from "./send-enquiries.ts";

type Params = { Params: { reference: string } };

/** What a case asks of others. [E01] */
export function caseEnquiriesRoutes(server: FastifyInstance): void {
  server.get<Params>(
    "/cases/:reference/enquiries",
    { config: { permission: "see-case" } },
    async (request, reply) => {
      const { reference } = request.params;
      return show(request, reply, await draftOf(request.context, "enquiries", reference));
    },
  );

  server.post<Params>(
    "/cases/:reference/enquiries",
    { config: { permission: "send-enquiry" } },
    async (request, reply) => {
      const { reference } = request.params;
      const typed = request.body as Typed;
      const read = readForm(sendEnquiriesForm, request.body);
      if ("errors" in read) return show(request, reply, typed, read.errors);
      const { authority, school, question, disclose, basis } = read.values;
      const kase = await caseByReference(request.context, reference);
      const { agencies: known } = await recipientsOf(request.context.database, kase.authorityId);
      const agencies = agenciesChosen(
        read.values,
        known.filter(({ toKind }) => canBeAsked(toKind)),
      );
      const asked = school && schoolTyped(school, await schoolsOf(request.context.database));
      if (school && !asked) return show(request, reply, typed, errorsBeside({ school: noSuchSchool }));
      const to = [
        ...(authority === undefined ? [] : [{ kind: "authority" as const, id: authority }]),
        ...agencies.map((id) => ({ kind: "agency" as const, id })),
        ...(asked ? [{ kind: "school" as const, id: asked.id }] : []),
      ];
      const seen = Number(carried(request.body).seen) || undefined;
      try {
        const outcome = await request.perform("send-enquiry", async (context) => {
          const sent = await sendEnquiries(context, reference, {
            to,
            question,
            disclose,
            lawfulBasis: basis,
            seen,
          });
          if (!("refused" in sent)) await forgetDraft(context, "enquiries", reference);
          return sent;
        });
        if ("refused" in outcome) return show(request, reply, typed, refusals[outcome.refused]);
        return reply.redirect(`/cases/${reference}/enquiries?sent=${outcome.references.length}`, 303);
      } catch (fault) {
        if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
        return show(request, reply, typed, errorsBeside({ "": await whatIsNew(request.context, fault) }));
      }
    },
  );

  server.post<{ Params: { reference: string; enquiry: string } }>(
    "/cases/:reference/enquiries/:enquiry/again",
    { config: { permission: "send-enquiry" } },
    async (request, reply) => {
      const { reference, enquiry } = request.params;
      const outcome = await request.perform("send-enquiry", (context) =>
        askAgain(context, { reference, enquiryReference: enquiry }),
      );
      if (outcome !== "asked")
        return show(request, reply, undefined, errorsBeside({ "": againRefused[outcome] }));
      return reply.redirect(`/cases/${reference}/enquiries?again=${encodeURIComponent(enquiry)}`, 303);
    },
  );
}

const againRefused = {
  closed: "This case is closed, so nobody is asked about it.",
  "not-silent": "It was answered meanwhile, or the time for an answer is not over.",
  "no-address": "The directory has no e-mail address for them now, or somebody signs in for them.",
};

const noSuchSchool =
  "There is no school of that name. Pick one from the list, or type its seven-digit number";

const refusals: Record<"closed" | "nobody-asked" | "not-to-be-asked", FormErrors> = {
  closed: errorsBeside({ "": "This case is closed, so nobody is asked about it. Reopen it first." }),
  "nobody-asked": errorsBeside({ authority: "Choose at least one authority, agency or school to ask" }),
  "not-to-be-asked": errorsBeside({ authority: "Choose from the authorities and agencies shown here" }),
};

const questions = {
  moved:
    "We believe that this family has moved to your area. Do you know them, and is the child on the roll of one of your schools?",
  unknown: "Do you know where this family lives now, or where the child goes to school?",
};

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed: Typed | undefined,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  await context.audit({
    act: "saw enquiries",
    subject: "case",
    subjectId: kase.id,
    childId: kase.childId,
    authorityId: kase.authorityId,
  });
  const enquiries = await enquiriesOfCase(context.database, kase.id);
  const answers = await answersTo(
    context.database,
    enquiries.map(({ id }) => id),
  );
  const mayAsk = kase.open && mayDo(context.viewer, "send-enquiry", kase);
  return reply.page({
    status: errors ? 422 : 200,
    title: `Enquiries, ${kase.reference}`,
    errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink text={`Back to case ${kase.reference}`} href={`/cases/${kase.reference}`} />,
    children: (
      <CaseEnquiriesPage
        kase={kase}
        viewer={context.viewer}
        enquiries={enquiries}
        answers={answers}
        coverage={coverageOf(enquiries, answers, context.now)}
        emails={
          await lastEmailsAbout(
            context.database,
            enquiries.map((enquiry) => enquiry.reference),
          )
        }
        mayAskAgain={mayAsk ? await silentWithMailbox(context, kase, enquiries) : new Set()}
        now={context.now}
        done={doneIn(request)}
        asking={
          mayAsk
            ? {
                reference: kase.reference,
                seen: kase.lastFactId,
                csrf: request.session?.csrfToken ?? "",
                ...(await prefilled(context, kase, enquiries, typed)),
                errors,
              }
            : undefined
        }
      />
    ),
  });
}

/** The silent ones that can be sent another link. */
async function silentWithMailbox(
  { database, now }: Context,
  kase: Kase,
  enquiries: readonly Enquiry[],
): Promise<Set<number>> {
  const silent = enquiries.filter((enquiry) => standingOf(enquiry, now) === "silent");
  if (silent.length === 0) return new Set();
  const mailboxes = await mailboxesOf(database, kase.authorityId, silent.map(recipientOf));
  const reached = silent.filter((enquiry) => {
    const { kind, id } = recipientOf(enquiry);
    return mailboxes.some((mailbox) => mailbox.kind === kind && mailbox.id === id);
  });
  return new Set(reached.map(({ id }) => id));
}

/** The form as it is first shown: the authority to which the family is said to have moved, if it was not asked yet. */
async function prefilled(
  context: Context,
  kase: Kase,
  enquiries: readonly Enquiry[],
  typed: Typed | undefined,
) {
  const { own: council, authorities, agencies } = await recipientsOf(context.database, kase.authorityId);
  const said = await authorityMovedTo(context.database, kase.id);
  const movedTo = enquiries.some(({ toAuthorityId, withdrawnAt }) => toAuthorityId === said && !withdrawnAt)
    ? undefined
    : said;
  const kinds = await recommendedKinds(context, kase);
  const recommended = agencies.filter(
    ({ id, toKind, areaId }) =>
      canBeAsked(toKind) &&
      kinds.has(toKind) &&
      (areaId === null || areaId === kase.areaId) &&
      !enquiries.some(
        ({ toAgencyId, answeredAt, withdrawnAt }) => toAgencyId === id && !answeredAt && !withdrawnAt,
      ),
  );
  const fresh: Typed = {
    agencies: recommended.map(({ id }) => String(id)),
    authority: movedTo ?? "",
    question: movedTo ? questions.moved : questions.unknown,
    disclose: leastDisclosed,
    basis: lawfulBases[0],
  };
  return {
    authorities,
    agencies: agencies.filter(({ toKind }) => canBeAsked(toKind)),
    ...{ council, areaId: kase.areaId, recommended: new Set(recommended.map(({ id }) => id)) },
    schools: await schoolsOf(context.database),
    everything: await disclosableOf(context, kase),
    typed: typed ?? fresh,
  };
}

function doneIn(request: FastifyRequest): string | undefined {
  const { sent, answer, again, withdrawn } = request.query as Record<string, unknown>;
  if (sent !== undefined)
    return `${sent === "1" ? "One enquiry is" : "The enquiries are"} sent. The answer comes to this case by itself.`;
  if (again !== undefined) return "They are asked again, by a new link. The one before no longer works.";
  if (withdrawn !== undefined)
    return "The question is withdrawn. Nobody can open or answer it any more; whoever had opened it by a link is told.";
  return answer === undefined ? undefined : "The answer is recorded.";
}
