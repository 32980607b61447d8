import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { dayOf } from "../calendar/index.ts";
import { CorrectionFields, correctionTitle, heldWords, holdBanner, readCorrection } from "../cases/index.ts";
import { day } from "../web/design/date-fields.ts";
import {
  errorsBeside,
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukDateInput,
  GovukRadios,
  type Typed,
} from "../web/design/index.ts";
import { correctLetter, letterToCorrect } from "./correct-letter.ts";
import { sentByWords } from "./letter-words.ts";
import type { OfLetter } from "./letters.routes.tsx";
import type { SentBy } from "./letters.store.ts";
import { auditLetter } from "./send-letter.ts";

const writing = { config: { permission: "write-letter" as const } };
const sentSchema = (today: Temporal.PlainDate) =>
  z.object({ sentBy: z.enum(["post", "hand"]), sentOn: day("day on which it went", { upTo: today }) });
const itWasSent = {
  otherwise: "It was sent, as I say below",
  never: "It was not sent",
  wasNot: "it was not sent",
};
const names = { sentBy: "how it went" };
const refusals = {
  held: { sentOn: heldWords },
  "not-yet": { sentOn: "The day must be today or in the past" },
  "served-before": { sentOn: "The day must not be after the day that is recorded for what became of it" },
  "no-address": { sentBy: "It has no address, so it cannot have gone by post" },
} as const;

/** Putting right how or when a letter went, or that it never went. Its text stays as it was kept. [G03] */
export function correctLetterRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/letters/:letter/correction", writing, (request: OfLetter, reply) =>
    show(request, reply),
  );

  server.post("/cases/:reference/letters/:letter/correction", writing, async (request: OfLetter, reply) => {
    const { params, context } = request;
    const typed = request.body as Typed;
    const read = readCorrection(sentSchema(dayOf(context.now)), typed, names);
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const answer = await request.perform("write-letter", (acting) =>
      correctLetter(acting, params, read.values),
    );
    if (answer !== "corrected")
      return show(request, reply, { typed, errors: errorsBeside(refusals[answer]) });
    return reply.redirect(`/cases/${params.reference}/letters/${params.letter}?done=corrected`, 303);
  });
}

async function show(
  request: OfLetter,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, params, session } = request;
  const { kase, letter } = await letterToCorrect(context, params);
  await auditLetter(context, kase, "saw letter", letter.id);
  const at = `/cases/${params.reference}/letters/${params.letter}`;
  const field = fieldsOf(sent?.typed ?? { sentBy: letter.sentBy, sentOn: letter.sentOn }, sent?.errors);
  return reply.page({
    status: sent ? 422 : 200,
    title: correctionTitle,
    errors: sent?.errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink href={at} text={`Letter ${params.letter}`} />,
    children: (
      <>
        <span class="govuk-caption-l">{`Letter ${params.letter}, case ${params.reference}`}</span>
        <h1 class="govuk-heading-l">{correctionTitle}</h1>
        <p>
          The letter stays as it was kept. What was recorded of it stays readable in the chronology, and what
          is owed is worked out anew.
        </p>
        <Form action={`${at}/correction`} csrf={session?.csrfToken ?? ""}>
          <CorrectionFields field={field} hint="It stands in the chronology as a note." said={itWasSent}>
            <GovukRadios
              {...field.choice("sentBy")}
              fieldset={{ legend: { text: "How did it go?" } }}
              items={(Object.keys(sentByWords) as SentBy[]).map((value) => ({
                value,
                text: sentByWords[value],
              }))}
            />
            <GovukDateInput
              {...field.day("sentOn")}
              fieldset={{ legend: { text: "On which day did it go?" } }}
              hint={{ text: "A notice that was handed over is served that day." }}
            />
          </CorrectionFields>
          <GovukButton text="Correct it" preventDoubleClick={true} />
        </Form>
      </>
    ),
  });
}
