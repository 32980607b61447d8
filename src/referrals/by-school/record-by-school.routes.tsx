import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotFound } from "../../database/index.ts";
import {
  Form,
  type FormErrors,
  fieldsOf,
  GovukBackLink,
  GovukButton,
  GovukInsetText,
  GovukTextarea,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { headingOf, PassedOnFields, passedOnForm } from "../passed-on/passed-on.form.tsx";
import {
  addressBySchool,
  endedBySchool,
  type KindBySchool,
  kindBySchool,
  recordBySchool,
  type ToldBySchool,
} from "./record-by-school.ts";

type OfStep = FastifyRequest<{ Params: { reference: string; kind: string } }>;

const permission = { config: { permission: "make-referral" as const } };
/** A reason is nothing without its words, and ends the search: nobody records one who does not know it. */
const wordsOf = (kind: KindBySchool) => {
  const told = z.string().max(2000);
  return z.object({ told: kind === "absence-explained" ? told : told.optional() });
};

const asked = {
  reason: {
    text: "What is the reason, and who gave it?",
    hint: "Only a reason that you know: recording it ends the search for the pupil. While nobody knows it, leave this open.",
  },
  else: {
    text: "What else do you know? (optional)",
    hint: "Whoever looks for the pupil reads it. If you fear for the pupil, call children's services and the police today.",
  },
};

/** A school records by itself what it did about a pupil of its own, from My school. [C13] [C14] */
export function recordBySchoolRoutes(server: FastifyInstance): void {
  const at = "/my-school/steps/:reference/:kind";
  server.get(at, permission, (request: OfStep, reply) => show(request, reply));

  server.post(at, permission, async (request: OfStep, reply) => {
    const kind = kindAsked(request);
    const typed = request.body as Typed;
    const form = passedOnForm(kind, dayOf(request.context.now)).and(wordsOf(kind));
    const read = readForm(form, typed, {
      told: kind === "absence-explained" ? "the reason, and who gave it" : "what you know",
    });
    if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
    const told = read.values as ToldBySchool;
    const answer = await request.perform("make-referral", (context) =>
      recordBySchool(context, schoolsOf(request), { ...told, reference: request.params.reference }),
    );
    return answer === "recorded" ? reply.redirect("/my-school", 303) : showNotOwed(reply);
  });
}

async function show(request: OfStep, reply: FastifyReply, sent?: { typed: Typed; errors: FormErrors }) {
  const { context, session, params } = request;
  const { reference } = params;
  const kind = kindAsked(request);
  const owed = await endedBySchool(context, schoolsOf(request), { reference, kind });
  const [step] = owed;
  if (!step) return showNotOwed(reply);
  await context.audit({ act: "saw child", subject: "child", subjectId: step.childId, childId: step.childId });
  const field = fieldsOf(sent?.typed ?? { happenedOn: dayOf(context.now) }, sent?.errors);
  return reply.page({
    status: sent ? 422 : 200,
    title: headingOf(kind),
    errors: sent?.errors,
    before: <GovukBackLink href="/my-school" text="My school" />,
    children: (
      <>
        <span class="govuk-caption-l">{`${step.name}, ${reference}`}</span>
        <h1 class="govuk-heading-l">{headingOf(kind)}</h1>
        <GovukInsetText html={owed.map(({ asks, clause }) => <div>{`${asks} (${clause})`}</div>)} />
        <Form action={addressBySchool(reference, kind)} csrf={session?.csrfToken ?? ""}>
          <PassedOnFields kind={kind} field={field} />
          <GovukTextarea
            {...field.text("told")}
            label={{
              text: asked[kind === "absence-explained" ? "reason" : "else"].text,
              classes: "govuk-label--s",
            }}
            hint={{ text: asked[kind === "absence-explained" ? "reason" : "else"].hint }}
            rows="4"
          />
          <GovukButton text="Record it" preventDoubleClick={true} />
        </Form>
        {kind !== "pupil-returned" && (
          <p class="govuk-body">
            <a href={addressBySchool(reference, "pupil-returned")}>The pupil is back at school</a>
          </p>
        )}
      </>
    ),
  });
}

function showNotOwed(reply: FastifyReply) {
  return reply.page({
    status: 404,
    title: "This is not owed any more",
    before: <GovukBackLink href="/my-school" text="My school" />,
    children: (
      <>
        <h1 class="govuk-heading-l">This is not owed any more</h1>
        <p class="govuk-body">
          It may have been recorded already, by you or by somebody else. What your school owes stands on{" "}
          <a href="/my-school">My school</a>.
        </p>
      </>
    ),
  });
}

function kindAsked({ params }: OfStep): KindBySchool {
  const kind = kindBySchool(params.kind);
  if (!kind) throw new NotFound();
  return kind;
}

function schoolsOf({ context }: FastifyRequest): number[] {
  return postsAllowing(context.viewer, "see-my-school").flatMap(({ schoolId }) => schoolId ?? []);
}
