import { z } from "zod";
import { NotFound } from "../../database/index.ts";
import {
  describedFields,
  formsToSend,
  referralForItsReaders,
  type SentBySystem,
  sendDescribingForm,
  sendPupilForm,
  stateOf,
} from "../../referrals/index.ts";
import { Problem, wantsMore } from "../../web/problem.ts";
import { schemaAsJson } from "./described.ts";
import type { JsonSchema, Operation } from "./operation.ts";
import { id, instant, reference, word } from "./shapes.ts";

const referral = z.object({
  ...{ reference, form: word, receivedAt: instant, state: z.enum(["waiting", "case-open", "passed-on"]) },
  caseReference: reference.nullable().describe("For those who may see the case"),
  childId: id.nullable(),
  progress: z
    .array(z.object({ words: z.string(), madeAt: instant }))
    .describe("What the sender was told, the latest first"),
});

/** Sending the forms of the pages, one operation a form, and reading what became of one. [D01] [D02] [D03] [D09] */
export const referralOperations: readonly Operation[] = [
  ...formsToSend.map(operationOf),
  {
    ...{ name: "readReferral", method: "get", path: "/api/v1/referrals/{reference}", tag: "Referrals" },
    summary: "Read how a referral stands and what its sender was told",
    ...{ scope: "referrals:read", acts: ["make-referral", "report-child", "open-case"] },
    answers: { status: 200, says: "The referral, without what was written in it", schema: referral },
    answer: async ({ context, params }) => {
      const found = await referralForItsReaders(context, params["reference"] ?? "");
      const { id: subjectId, authorityId, childId } = found;
      await context.audit({
        ...{
          act: "saw referral",
          subject: "referral",
          subjectId,
          authorityId,
          ...(childId !== null && { childId }),
        },
      });
      return { body: { ...found, state: stateOf(found) } };
    },
  },
];

function operationOf({ definition, aboutPupil, act }: (typeof formsToSend)[number]): Operation {
  const { form, title } = definition;
  return {
    ...{ name: `send-${form}`.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()), method: "post" },
    ...{ path: `/api/v1/referrals/${form}`, tag: "Referrals", summary: title, writes: true },
    ...{ scope: "referrals:write", acts: [act], body: { described: bodyOf(definition, aboutPupil) } },
    answers: { status: 201, says: "It is kept as it was sent", schema: z.object({ reference }) },
    refuses: [409],
    answer: ({ perform, body }) =>
      perform(act, async (context) => {
        const { childId, answers } = (body ?? {}) as { childId?: unknown; answers?: unknown };
        if (!aboutPupil) return answered(await sendDescribingForm(context, form, answers));
        if (typeof childId !== "number" || !Number.isSafeInteger(childId)) throw new NotFound();
        return answered(await sendPupilForm(context, form, { childId, answers }));
      }),
  };
}

function answered(sent: SentBySystem) {
  if ("errors" in sent) throw wantsMore(sent.errors);
  if (!("refused" in sent))
    return {
      status: 201,
      body: { reference: sent.reference },
      location: `/api/v1/referrals/${sent.reference}`,
    };
  if (sent.refused === "already-sent")
    throw new Problem(
      409,
      "This pupil was referred already",
      `Read ${sent.reference}: the officer has not decided yet.`,
    );
  throw new Problem(
    409,
    "The school has steps to take first",
    "Take the steps that the form asks for, or send it at once where somebody fears for the pupil.",
  );
}

/** A form's questions in JSON Schema, from the schema by which they are read. */
function bodyOf(definition: (typeof formsToSend)[number]["definition"], aboutPupil: boolean): JsonSchema {
  const { read, wanted, says } = describedFields(definition);
  const answers = schemaAsJson(read, "input");
  const properties = answers["properties"] as Record<string, JsonSchema>;
  for (const [name, each] of Object.entries(properties)) each["description"] = says[name];
  return {
    type: "object",
    properties: {
      ...(aboutPupil && { childId: { type: "integer", description: "The pupil, as Find children answers" } }),
      answers: { ...answers, ...(wanted.length > 0 && { required: wanted }), additionalProperties: false },
    },
    required: [...(aboutPupil ? ["childId"] : []), "answers"],
  };
}
