import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { caseByReference, factsOf, holdBanner, obligationsKept, placeOf } from "../cases/index.ts";
import { addressesOf, hiddenOf } from "../children/index.ts";
import { NotFound } from "../database/index.ts";
import { draftOf, forgetDraft } from "../drafts/index.ts";
import { heldInstead, unlessOvertaken } from "../visits/index.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { ChooseLetterPage, type LetterChoice } from "./choose-letter.page.tsx";
import { writtenNames, writtenSchema } from "./letter.form.ts";
import { filledIn } from "./letter-fields.ts";
import { purposeNamed } from "./letter-purposes.ts";
import { valuesOf } from "./letter-values.ts";
import { caseToWriteOf } from "./recipients.store.ts";
import { recipientsOf } from "./recipients.ts";
import { auditLetter, type LetterRefused, sendLetter } from "./send-letter.ts";
import { templatesInUse } from "./templates-in-use.ts";
import { maySend, purposeAskedFor } from "./who-may-send.ts";
import { draftSubjectOf, WriteLetterPage } from "./write-letter.page.tsx";

type OfCase = FastifyRequest<{ Params: { reference: string } }>;
const writing = { config: { permission: "write-letter" as const } };
const asked = z.string().max(40).optional().catch(undefined);
const choice = z.object({ template: asked, to: asked });

/** Writing one letter of a case: which and to whom, how it reads, and the finish. [C20, C23, D02] */
export function writeLetterRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/letters/new", writing, async (request: OfCase, reply) =>
    show(request, reply, choice.parse(request.query)),
  );

  server.post("/cases/:reference/letters", writing, async (request: OfCase, reply) => {
    const { reference } = request.params;
    const typed = request.body as Typed;
    const chosen = choice.parse(typed);
    if (typed["next"] !== "finish") return show(request, reply, chosen, typed);
    const read = readForm(writtenSchema(dayOf(request.context.now)), typed, writtenNames);
    if ("errors" in read) return show(request, reply, chosen, typed, read.errors);
    const seen = Number(carried(typed).seen) || undefined;
    const { template, to } = read.values;
    const sending = request.perform("write-letter", async (context) => {
      const outcome = await sendLetter(context, reference, { ...read.values, seen });
      if ("sent" in outcome) await forgetDraft(context, "letter", draftSubjectOf(reference, template, to));
      return outcome;
    });
    const outcome = await unlessOvertaken(request.context, sending);
    if ("overtaken" in outcome) return show(request, reply, chosen, typed, outcome.overtaken);
    if ("refused" in outcome) return show(request, reply, chosen, typed, errorsBeside(refusalOf(outcome)));
    return reply.redirect(`/cases/${reference}/letters/${outcome.sent}?done=sent`, 303);
  });
}

const refusals: Record<Exclude<LetterRefused["refused"], "gaps">, Record<string, string>> = {
  closed: { "": "This case is closed, so this letter is not sent. Reopen it first" },
  held: { "": "Nobody writes to this family now. What you wrote is kept as your draft" },
  "template-mistakes": { "": "This template cannot be used until it is mended" },
  "wrong-recipient": { "": "This letter is not for this person. Choose another letter or person" },
  "says-hidden": {
    body: "The letter says an address that is hidden for safety. Take it out of the text and the address",
  },
  "hand-only": { sentBy: "Choose that it is handed over: the address is hidden for safety" },
  "no-address": { address: "Enter the address, or choose that it is handed over" },
  "not-yet": { sentOn: "The day on which it goes must be today or in the past" },
  empty: { body: "Enter the text of the letter" },
};

function refusalOf(outcome: LetterRefused): Record<string, string> {
  if (outcome.refused !== "gaps") return refusals[outcome.refused];
  return { body: `Fill in ${outcome.gaps.join("; ")}` };
}

async function show(
  request: OfCase,
  reply: FastifyReply,
  chosen: LetterChoice,
  typed?: Typed,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const { database, viewer, procedures } = context;
  const kase = await caseByReference(context, request.params.reference);
  requireAct(viewer, "write-letter", placeOf(kase));
  await auditLetter(context, kase, "saw letter form");
  const held = await heldInstead(request, kase, "Write a letter");
  if (held) return reply.page(held);
  const [all, owed, facts, record, addresses] = await Promise.all([
    templatesInUse(context, kase.authorityId),
    obligationsKept(context, kase.id),
    factsOf(context, kase.id),
    caseToWriteOf(database, kase.id, viewer.personId),
    addressesOf(database, kase.childId),
  ]);
  if (!record) throw new NotFound();
  const templates = all.filter(
    ({ about }) =>
      maySend({ viewer, procedures, kase, owed }, about) && (kase.open || purposeNamed(about).afterClosing),
  );
  const recipients = recipientsOf(record, addresses);
  const template = templates.find(({ name }) => name === chosen.template);
  const recipient = recipients.find(({ key }) => key === chosen.to);
  const page = {
    status: errors ? 422 : 200,
    title: "Write a letter",
    held: await holdBanner(context, kase),
    before: <GovukBackLink text="Back to the letters" href={`/cases/${kase.reference}/letters`} />,
  };
  const amiss = choiceErrors(chosen, { template, recipient });
  if (!template || !recipient || amiss) {
    const purpose = purposeAskedFor(owed, facts);
    return reply.page({
      ...page,
      status: amiss ? 422 : page.status,
      errors: amiss ?? errors,
      children: (
        <ChooseLetterPage
          reference={kase.reference}
          templates={templates}
          next={templates.find(({ about }) => about === purpose)}
          recipients={recipients}
          chosen={chosen}
          errors={amiss}
        />
      ),
    });
  }
  const guarded = hiddenOf(addresses).length > 0;
  const values = valuesOf({ viewer, procedures, kase, record, to: recipient.name, guarded });
  const draft =
    typed ?? (await draftOf(context, "letter", draftSubjectOf(kase.reference, template.name, recipient.key)));
  return reply.page({
    ...page,
    errors,
    children: (
      <WriteLetterPage
        reference={kase.reference}
        seen={kase.lastFactId}
        csrf={request.session?.csrfToken ?? ""}
        template={template}
        recipient={recipient}
        guarded={guarded}
        typed={
          draft ?? {
            body: filledIn(template.body, values),
            address: recipient.address,
            sentBy: recipient.note === "hidden" ? "hand" : "post",
            sentOn: dayOf(context.now),
          }
        }
        errors={errors}
      />
    ),
  });
}

/** What is wrong with a choice of letter and person; nothing was chosen yet where neither was asked for. */
function choiceErrors(
  chosen: LetterChoice,
  found: {
    template: Awaited<ReturnType<typeof templatesInUse>>[number] | undefined;
    recipient: ReturnType<typeof recipientsOf>[number] | undefined;
  },
): FormErrors | undefined {
  if (chosen.to === undefined) return undefined;
  const { template, recipient } = found;
  if (!template || !recipient)
    return errorsBeside({
      ...(!template && { template: "Choose which letter" }),
      ...(!recipient && { to: "Choose to whom it goes" }),
    });
  if (purposeNamed(template.about).to !== recipient.kind)
    return errorsBeside({
      to:
        recipient.kind === "family"
          ? "This letter goes to whoever referred the child. Choose them"
          : "This letter goes to the family. Choose a carer",
    });
  if (template.mistakes.length > 0)
    return errorsBeside({
      template: `This letter cannot be used until its text is mended. ${template.mistakes.join(" ")}`,
    });
  return undefined;
}
