import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CalendarTooShort, dayOf } from "../calendar/index.ts";
import { ChangedBySomeoneElse } from "../database/index.ts";
import { carried, errorsBeside, type FormErrors, readDateFields, readForm } from "../web/design/index.ts";
import { caseFormPage } from "./case-form.page.tsx";
import type { CaseForm, SentForm } from "./case-form.ts";
import { caseByReference, factsOf } from "./case-record.ts";
import { takenOnFrom } from "./corrections/other-case.ts";
import { holdBanner } from "./held.page.tsx";

type Asked = FastifyRequest<{ Params: { reference: string } }>;

/** The page and the sending of one form on a case. A refused or overtaken form comes back with what was typed. */
export function caseFormRoutes<Values, Extra>(server: FastifyInstance, form: CaseForm<Values, Extra>): void {
  const at = `/cases/:reference/${form.at}`;
  const config = { permission: form.permission };

  server.get(at, { config }, (request: Asked, reply) => show(form, request, reply));

  server.post(at, { config }, async (request: Asked, reply) => {
    const { reference } = request.params;
    const typed = request.body as Record<string, unknown>;
    const read = readForm(form.schema(dayOf(request.context.now)), typed, form.names);
    if ("errors" in read) return show(form, request, reply, { typed, errors: read.errors });
    const seen = Number(carried(typed).seen) || undefined;
    try {
      const answer = await request.perform(form.permission, (context) =>
        form.act(context, reference, { ...read.values, seen }),
      );
      if (answer !== "done")
        return await show(form, request, reply, { typed, errors: errorsBeside(answer.refused) });
      return reply.redirect(`/cases/${reference}?done=${encodeURIComponent(form.at)}`, 303);
    } catch (fault) {
      const errors = fault instanceof CalendarTooShort ? dayTooEarly(typed, fault) : undefined;
      if (errors) return show(form, request, reply, { typed, errors });
      if (!(fault instanceof ChangedBySomeoneElse)) throw fault;
      return show(form, request, reply, { typed }, fault.seen);
    }
  });
}

/** A day of long ago, most often a slip in the year: where deadlines cannot be counted from it, it is the day that is asked for again. */
function dayTooEarly(typed: object, { calendar, known, from }: CalendarTooShort): FormErrors | undefined {
  const names = Object.keys(typed).flatMap((name) => /^(.+)-year$/.exec(name)?.[1] ?? []);
  const early = names.find((name) => {
    const day = readDateFields(typed, name);
    return day instanceof Temporal.PlainDate && Temporal.PlainDate.compare(day, from) < 0;
  });
  return early === undefined
    ? undefined
    : errorsBeside({
        [`${early}-year`]: `Check the year. ${calendar} are known ${known}, so no deadline can be counted from this day`,
      });
}

async function show<Values, Extra>(
  form: CaseForm<Values, Extra>,
  request: Asked,
  reply: FastifyReply,
  sent?: SentForm,
  seen?: number,
): Promise<FastifyReply> {
  const { context, session } = request;
  const kase = await caseByReference(context, request.params.reference);
  const { id, childId, authorityId } = kase;
  await context.audit({ act: "saw case", subject: "case", subjectId: id, childId, authorityId });
  const takenOn = sent ? undefined : await takenOnFrom(context, form.at, request.query);
  return reply.page({
    held: await holdBanner(context, kase),
    ...caseFormPage({
      form,
      kase,
      takenOnFrom: takenOn?.from,
      extra: await form.extra(context, kase),
      csrf: session?.csrfToken ?? "",
      today: dayOf(context.now),
      sent: sent ?? takenOn,
      meanwhile: seen === undefined ? [] : (await factsOf(context, id)).filter((fact) => fact.id > seen),
    }),
  });
}
