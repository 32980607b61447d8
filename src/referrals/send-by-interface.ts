import { z } from "zod";
import { authorityKnown, mayDo, requireAct } from "../access/index.ts";
import { childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import type { FormErrors } from "../web/design/form-errors.ts";
import { nobodyKnown } from "./described/content-described.ts";
import { describedForms, formsOf } from "./described/described-forms.ts";
import { sendReport } from "./described/send-report.ts";
import { type About, type Answers, type FormDefinition, readStep, type Step } from "./form-definition.ts";
import { type Referral, referralByReference } from "./referrals.store.ts";
import { formsOfSchool, schoolForms } from "./school-forms.ts";
import { type ReferralSent, sendReferral } from "./send-referral.ts";

/** The forms that another system can send: a school's, about a pupil on record, and those that describe the child. */
export const formsToSend: readonly {
  definition: FormDefinition<never>;
  aboutPupil: boolean;
  act: "make-referral" | "report-child";
}[] = [
  ...schoolForms.map(({ definition }) => ({ definition, aboutPupil: true, act: "make-referral" as const })),
  ...describedForms.map((definition) => ({ definition, aboutPupil: false, act: "report-child" as const })),
];

/** What became of a form that another system sent. */
export type SentBySystem = ReferralSent | { errors: FormErrors };

/**
 * Sends a form about a pupil on record by the same questions, checks and act as its pages (act make-referral). [D01]
 * @throws NotFound for a pupil whom the viewer may not know of or a form that the authority does not use, NotAllowed.
 */
export async function sendPupilForm(
  context: Context,
  form: string,
  { childId, answers }: { childId: number; answers: unknown },
): Promise<SentBySystem> {
  const child = await childRecord(context.database, childId);
  if (!child) throw new NotFound();
  requireAct(context.viewer, "make-referral", { schoolId: child.schoolId });
  const authorityId = child.schoolAuthorityId ?? child.authorityId;
  const { procedure } = await authorityKnown(context.database, authorityId);
  const forms = formsOfSchool(context.procedures, { authorityId, procedure });
  const definition = forms.find((each) => each.definition.form === form)?.definition;
  if (!definition) throw new NotFound();
  const read = readAll(definition.steps, child, answers, context.now);
  return "errors" in read ? read : sendReferral(context, { definition, childId, answers: read.answers });
}

/**
 * Sends a form that describes the child, as its pages do (act report-child). [D02] [D03] [D09]
 * @throws NotAllowed for a form that is not for the sender's kind of post.
 */
export async function sendDescribingForm(
  context: Context,
  form: string,
  answers: unknown,
): Promise<SentBySystem> {
  const post = context.viewer.posts.find((each) => formsOf(each).some((one) => one.form === form));
  const definition = describedForms.find((each) => each.form === form);
  if (!post || !definition) throw new NotAllowed("report-child");
  const read = readAll(definition.steps, nobodyKnown, answers, context.now);
  if ("errors" in read) return read;
  return sendReport(context, { definition, key: context.request, answers: read.answers, post });
}

/** The answers of every step, or what the first step that wants something still wants, and questions that are none of the form's. */
function readAll<Known extends About>(
  steps: readonly Step<Known>[],
  child: Known,
  sent: unknown,
  now: Temporal.Instant,
): { answers: Answers } | { errors: FormErrors } {
  const asked = new Set(steps.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const read = steps.map((step) => readStep(step, child, sent, now));
  const wanted = read.flatMap((one) => ("errors" in one ? one.errors.list : []));
  const unknown = Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(sent))
    .filter((name) => !asked.has(name))
    .map((name) => ({ text: "This form has no such question. Leave it out.", href: `#${name}` }));
  if (wanted.length + unknown.length > 0) return { errors: { list: [...wanted, ...unknown], beside: {} } };
  return { answers: Object.assign({}, ...read.map((one) => ("answers" in one ? one.answers : {}))) };
}

/** A referral for its sender (the school, the agency, or the very person) or for those who decide on it. @throws NotFound for anybody else. */
export async function referralForItsReaders(
  { database, viewer }: Pick<Context, "database" | "viewer">,
  reference: string,
): Promise<Referral> {
  const referral = await referralByReference(database, reference);
  if (!referral) throw new NotFound();
  const { authorityId, schoolId, agencyId, madeBy } = referral;
  const reads =
    mayDo(viewer, "open-case", { authorityId }) ||
    madeBy === viewer.personId ||
    viewer.posts.some(
      (post) =>
        (schoolId !== null && post.schoolId === schoolId) ||
        (agencyId !== null && post.agencyId === agencyId),
    );
  if (!reads) throw new NotFound();
  return referral;
}
