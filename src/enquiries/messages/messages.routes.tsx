import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../../access/index.ts";
import { caseByReference, holdBanner, whatIsNew } from "../../cases/index.ts";
import { ChangedBySomeoneElse } from "../../database/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { answersTo } from "../answers.store.ts";
import { lawfulBases, leastDisclosed } from "../enquiry.ts";
import { sendEnquiriesForm } from "../send-enquiries.form.ts";
import { disclosableOf } from "../send-enquiries.ts";
import { withdrawMessage } from "./end-message.ts";
import { MessagesPage } from "./messages.page.tsx";
import { councilsReached, messagesOf } from "./messages.store.ts";
import { postMessage } from "./post-message.ts";

type Params = { Params: { reference: string } };
const messageForm = sendEnquiriesForm.pick({ question: true, disclose: true, basis: true });
const refusals: Record<"closed" | "nobody-reached", FormErrors> = {
  closed: errorsBeside({ "": "This case is closed, so nobody is asked about it. Reopen it first." }),
  "nobody-reached": errorsBeside({
    "": "No other council signs in or has an e-mail address in the directory. Add one there first.",
  }),
};
const words: Record<string, string> = {
  posted: "The message is posted. Answers come to this case by themselves.",
  withdrawn: "The message is withdrawn. Whoever got it by e-mail is asked to delete it.",
};

/** Messages to every council about the child of a case. [C25, C26] */
export function messagesRoutes(server: FastifyInstance): void {
  server.get<Params>("/cases/:reference/messages", { config: { permission: "see-case" } }, (request, reply) =>
    show(request, reply),
  );

  server.post<Params>(
    "/cases/:reference/messages",
    { config: { permission: "send-enquiry" } },
    async (request, reply) => {
      const { reference } = request.params;
      const typed = request.body as Typed;
      const read = readForm(messageForm, request.body);
      if ("errors" in read) return show(request, reply, typed, read.errors);
      const { question, disclose, basis: lawfulBasis } = read.values;
      const seen = Number(carried(request.body).seen) || undefined;
      try {
        const outcome = await request.perform("send-enquiry", (context) =>
          postMessage(context, reference, { question, disclose, lawfulBasis, seen }),
        );
        if ("refused" in outcome) return show(request, reply, typed, refusals[outcome.refused]);
        return reply.redirect(`/cases/${reference}/messages?done=posted`, 303);
      } catch (fault) {
        if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
        return show(request, reply, typed, errorsBeside({ "": await whatIsNew(request.context, fault) }));
      }
    },
  );

  server.post<{ Params: { reference: string; message: string } }>(
    "/cases/:reference/messages/:message/withdrawal",
    { config: { permission: "send-enquiry" } },
    async (request, reply) => {
      const { reference, message: messageReference } = request.params;
      await request.perform("send-enquiry", (context) =>
        withdrawMessage(context, { reference, messageReference }),
      );
      return reply.redirect(`/cases/${reference}/messages?done=withdrawn`, 303);
    },
  );
}

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const kase = await caseByReference(context, request.params.reference);
  const { id: subjectId, childId, authorityId } = kase;
  await context.audit({ act: "saw messages", subject: "case", subjectId, childId, authorityId });
  const messages = await messagesOf(context.database, kase.id);
  const mayPost = kase.open && mayDo(context.viewer, "send-enquiry", kase);
  const fresh = {
    question:
      messages[0]?.question ?? "Is this child on the roll of one of your schools, or do you know the family?",
    disclose: leastDisclosed,
    basis: lawfulBases[0],
  };
  return reply.page({
    status: errors ? 422 : 200,
    title: `Messages, ${kase.reference}`,
    errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink text="Back to the enquiries" href={`/cases/${kase.reference}/enquiries`} />,
    children: (
      <MessagesPage
        {...{ kase, messages }}
        answers={
          await answersTo(
            context.database,
            messages.flatMap(({ news }) => news.map(({ enquiryId }) => enquiryId)),
          )
        }
        done={words[String((request.query as Record<string, unknown>)["done"])]}
        csrf={request.session?.csrfToken ?? ""}
        posting={
          mayPost
            ? {
                councils: await councilsReached(context.database, kase.authorityId),
                everything: await disclosableOf(context, kase),
                ...{ typed: typed ?? fresh, errors },
              }
            : undefined
        }
      />
    ),
  });
}
