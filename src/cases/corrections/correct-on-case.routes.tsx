import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotFound } from "../../database/index.ts";
import { largestId } from "../../web/asked.ts";
import {
  errorsBeside,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukTextarea,
  type Typed,
} from "../../web/design/index.ts";
import type { Kase, RecordedFact } from "../case.ts";
import { obligationsKept } from "../case-record.ts";
import { sourcesOfCase } from "../case-sources.store.ts";
import { placeOf } from "../case-to-work.ts";
import { holdBanner } from "../held.page.tsx";
import { mayRecord } from "../record-simple-fact.ts";
import { SimpleFactFields } from "../simple-fact.form.tsx";
import { fieldsOfKind, simpleFactSchema } from "../simple-facts.ts";
import { type CorrectableKind, type Correction, correctOnCase, recordOnCase } from "./correct-on-case.ts";
import { CorrectionFields, readCorrectionOnCase, typedAs } from "./correction.form.tsx";
import { howPutRight } from "./how-put-right.ts";
import { addressTakenOn, formOf, otherCaseFor } from "./other-case.ts";

type RecordRead = Omit<Extract<Correction, { was: "otherwise" }>, "was">;
type OfRecord = FastifyRequest<{ Params: { reference: string; id: string } }>;

/** The number of a record, as an address names it: 0 where it names none. */
export const recordId = z.coerce.number().int().positive().max(largestId).catch(0);
/** The title of every page on which a record is put right. */
export const correctionTitle = "Correct what was recorded";
/** What a correction is refused with that would be an approach to a family that nobody approaches. */
export const heldWords = "Nobody approaches the family now. If it has been done, tell the safeguarding lead";

const doing = { config: { permission: "do-step" as const } };

/** Correcting what was recorded on a case. [G03] */
export function correctOnCaseRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/records/:id", doing, (request: OfRecord, reply) => show(request, reply));

  server.post("/cases/:reference/records/:id", doing, async (request: OfRecord, reply) => {
    const { reference } = request.params;
    const { record, kind } = await recordOnCase(request.context, asked(request));
    if (!kind) throw new NotFound();
    const typed = request.body as Typed;
    const { schema, names } = readBy(kind, record, dayOf(request.context.now));
    const read = readCorrectionOnCase(reference, schema, typed, names);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-step", (context) =>
      correctOnCase(context, asked(request), read.values),
    );
    if (answer === "held")
      return show(request, reply, { typed, errors: errorsBeside({ "happenedOn-day": heldWords }) });
    if (read.values.was !== "elsewhere") return reply.redirect(`/cases/${reference}#chronology`, 303);
    const other = await otherCaseFor(request.context, read.values.otherCase, (kase) =>
      mayRecordOn(request, kase, kind),
    );
    return reply.redirect(
      other
        ? addressTakenOn(other, formOf(kind), { from: reference, factId: record.id })
        : `/cases/${reference}?done=taken-off`,
      303,
    );
  });
}

async function mayRecordOn({ context }: OfRecord, kase: Kase, kind: CorrectableKind): Promise<boolean> {
  const { viewer, procedures } = context;
  if (kind === "note-made") return mayDo(viewer, "add-note", placeOf(kase));
  if (!mayDo(viewer, "do-step", placeOf(kase))) return false;
  return mayRecord(viewer, kase, kind, await obligationsKept(context, kase.id), procedures);
}

/** How a kind is read. A note is of the day on which it was made. */
function readBy(
  kind: CorrectableKind,
  { happenedAt }: Pick<RecordedFact, "happenedAt">,
  today: Temporal.PlainDate,
): { schema: z.ZodType<RecordRead>; names: Record<string, string> } {
  if (kind === "note-made")
    return {
      schema: z
        .object({ note: z.string() })
        .transform((details) => ({ fact: { kind, details }, happenedOn: dayOf(happenedAt) })),
      names: { note: "the note" },
    };
  return {
    schema: simpleFactSchema(kind, today),
    names: Object.fromEntries(fieldsOfKind(kind).map(({ name, called }) => [name, called])),
  };
}

function asked({ params }: OfRecord) {
  return { reference: params.reference, factId: recordId.parse(params.id) };
}

async function show(
  request: OfRecord,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session, params } = request;
  const { kase, record, kind } = await recordOnCase(context, asked(request));
  const { id, childId, authorityId } = kase;
  const at = `/cases/${params.reference}`;
  if (record.correctedBy !== undefined) return reply.redirect(`${at}#chronology`, 303);
  await context.audit({ act: "saw case", subject: "case", subjectId: id, childId, authorityId });
  const page = {
    title: correctionTitle,
    held: await holdBanner(context, kase),
    before: <GovukBackLink href={at} text={`Case ${params.reference}`} />,
  };
  if (!kind) {
    const right = howPutRight(context.viewer, kase, record, await sourcesOfCase(context.database, id));
    if (right && "at" in right) return reply.redirect(right.at, 303);
    return reply.page({
      ...page,
      children: (
        <>
          <h1 class="govuk-heading-l">{correctionTitle}</h1>
          <p>{right?.otherwise}</p>
        </>
      ),
    });
  }
  const field = fieldsOf(sent?.typed ?? typedAs(record), sent?.errors);
  return reply.page({
    ...page,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    children: (
      <>
        <h1 class="govuk-heading-l">{correctionTitle}</h1>
        <p>What was recorded stays readable beside the correction. What is owed is worked out anew.</p>
        <Form action={`${at}/records/${record.id}`} csrf={session?.csrfToken ?? ""}>
          <CorrectionFields field={field} hint="It stands in the chronology as a note." mayBeElsewhere={true}>
            {kind === "note-made" ? (
              <GovukTextarea {...field.text("note")} label={{ text: "Note" }} />
            ) : (
              <SimpleFactFields kind={kind} field={field} />
            )}
          </CorrectionFields>
          <GovukButton text="Correct it" preventDoubleClick={true} />
        </Form>
      </>
    ),
  });
}
