import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
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
import type { RecordedFact } from "../case.ts";
import { holdBanner } from "../held.page.tsx";
import { SimpleFactFields } from "../simple-fact.form.tsx";
import { fieldsOfKind, simpleFactSchema } from "../simple-facts.ts";
import { type CorrectableKind, type Correction, correctOnCase, recordOnCase } from "./correct-on-case.ts";
import { CorrectionFields, readCorrection, typedAs } from "./correction.form.tsx";

type RecordRead = Omit<Extract<Correction, { was: "otherwise" }>, "was">;
type OfRecord = FastifyRequest<{ Params: { reference: string; id: string } }>;

const recordId = z.coerce.number().int().positive().max(largestId).catch(0);
const doing = { config: { permission: "do-step" as const } };
const title = "Correct what was recorded";
const held = "Nobody approaches the family now. If it has been done, tell the safeguarding lead";

/** Where a record of a case is corrected. */
export function addressOfRecord(reference: string, { id }: { id: number }): string {
  return `/cases/${reference}/records/${id}`;
}

/** Correcting what was recorded on a case. [G03] */
export function correctOnCaseRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/records/:id", doing, (request: OfRecord, reply) => show(request, reply));

  server.post("/cases/:reference/records/:id", doing, async (request: OfRecord, reply) => {
    const { reference } = request.params;
    const { record, kind } = await recordAsked(request);
    const typed = request.body as Typed;
    const { schema, names } = formOf(kind, record, dayOf(request.context.now));
    const read = readCorrection(schema, typed, names);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("do-step", (context) =>
      correctOnCase(context, { reference, factId: record.id }, read.values),
    );
    if (answer === "corrected") return reply.redirect(`/cases/${reference}#chronology`, 303);
    return show(request, reply, { typed, errors: errorsBeside({ "happenedOn-day": held }) });
  });
}

/** How a kind is read. A note is of the day on which it was made. */
function formOf(
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

function recordAsked({ context, params }: OfRecord) {
  return recordOnCase(context, params.reference, recordId.parse(params.id));
}

async function show(
  request: OfRecord,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session, params } = request;
  const { kase, record, kind } = await recordAsked(request);
  const { id, childId, authorityId } = kase;
  if (record.correctedBy !== undefined) return reply.redirect(`/cases/${params.reference}#chronology`, 303);
  await context.audit({ act: "saw case", subject: "case", subjectId: id, childId, authorityId });
  const field = fieldsOf(sent?.typed ?? typedAs(record), sent?.errors);
  return reply.page({
    status: sent ? 422 : 200,
    title,
    errors: sent?.errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink href={`/cases/${params.reference}`} text={`Case ${params.reference}`} />,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p>What was recorded stays readable beside the correction. What is owed is worked out anew.</p>
        <Form action={addressOfRecord(params.reference, record)} csrf={session?.csrfToken ?? ""}>
          <CorrectionFields field={field} hint="It stands in the chronology as a note.">
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
