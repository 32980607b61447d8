import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context, ReadingContext } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { searchLists } from "../matching/index.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { answerForm } from "./answer.form.ts";
import { answerEnquiry, enquiryByReference } from "./answer-enquiry.ts";
import { answersTo } from "./answers.store.ts";
import { enquiriesAskedOf, passedOnFrom } from "./enquiries.store.ts";
import type { Disclosed, Enquiry } from "./enquiry.ts";
import { askedAndFound } from "./found.store.ts";
import { passOn } from "./pass-on.ts";
import { QuestionPage } from "./question.page.tsx";
import { QuestionsPage } from "./questions.page.tsx";
import { schoolsOf } from "./recipients.store.ts";
import { schoolTyped } from "./send-enquiries.form.ts";
import { TakenBackPage } from "./taken-back.page.tsx";
import { actOfAnswering, placesAskedOf } from "./who-is-asked.ts";
import { noLongerAsked } from "./withdrawals.store.ts";

type Params = { Params: { reference: string } };

/** How long those who were asked read that a question is no longer asked, or its answer no longer needed. */
const toldFor = { hours: 30 * 24 };

const signedIn = { config: { permission: "signed-in" as const } };

/** The questions asked of an authority, a school or an agency, and their answers. [B08, E01] */
export function questionsRoutes(server: FastifyInstance): void {
  server.get("/questions", signedIn, async (request, reply) => {
    const { context } = request;
    const places = placesAskedOf(context.viewer);
    const since = context.now.subtract(toldFor);
    const enquiries = await enquiriesAskedOf(context.database, places, since);
    const [over, found] = await Promise.all([
      noLongerAsked(context.database, places, since),
      askedAndFound(context.database, places, since),
    ]);
    await context.audit({
      act: "listed questions",
      subject: "list",
      details: { rows: enquiries.length, enquiries: enquiries.map(({ id }) => id) },
    });
    return reply.page({
      title: "Questions",
      children: <QuestionsPage enquiries={enquiries} noLongerAsked={over} found={found} now={context.now} />,
    });
  });

  server.get<Params>("/questions/:reference", signedIn, async (request, reply) => show(request, reply));

  server.post<Params>("/questions/:reference/answers", signedIn, async (request, reply) => {
    const { context, params } = request;
    const enquiry = await enquiryByReference(context, params.reference);
    const act = actOfAnswering(context.viewer, enquiry);
    if (!act) throw new NotAllowed("answer-enquiry");
    const today = londonDay(context.now);
    const read = readForm(answerForm({ ofSchool: enquiry.toKind === "school", today }), request.body);
    if ("errors" in read) return show(request, reply, request.body as Typed, read.errors);
    const done = await request.perform(act, (acting) => answerEnquiry(acting, params.reference, read.values));
    return reply.redirect(`/questions/${params.reference}?done=${done}`, 303);
  });

  server.post<Params>("/questions/:reference/schools", signedIn, async (request, reply) => {
    const { context, params } = request;
    const enquiry = await enquiryByReference(context, params.reference);
    const typed = request.body as Typed;
    const schools = await schoolsOf(context.database, enquiry.toAuthorityId ?? 0);
    const school = schoolTyped(askedSchool.parse(request.body)["ask-school"], schools);
    if (enquiry.withdrawnAt) return show(request, reply);
    if (!school) return show(request, reply, typed, refusals["not-our-school"]);
    const outcome = await request.perform("answer-enquiry", (acting) =>
      passOn(acting, params.reference, { schoolId: school.id }),
    );
    if (!("refused" in outcome)) return reply.redirect(`/questions/${params.reference}?done=passed-on`, 303);
    if (outcome.refused === "taken-back") return show(request, reply);
    return show(request, reply, typed, refusals[outcome.refused]);
  });
}

const askedSchool = z.object({ "ask-school": z.string().default("") });

const refusals: Record<"answered" | "already-asked" | "not-our-school", FormErrors> = {
  answered: errorsBeside({ "": "This question is answered already" }),
  "already-asked": errorsBeside({ "ask-school": "This school has been asked and has not answered yet" }),
  "not-our-school": errorsBeside({
    "ask-school": "Pick one of our schools from the list, or type its seven-digit number",
  }),
};

const done: Record<string, string> = {
  answered: "Your answer is recorded, and those who asked see it now. You need do nothing more.",
  "taken-up":
    "Your answer is recorded, and those who asked see it now. As the family lives here and no school was named, the child waits among the referrals here for a decision.",
  "passed-on": "The school sees the question now. If it says yes, that answers the question by itself.",
};

async function show(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  typed?: Typed,
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const enquiry = await enquiryByReference(context, request.params.reference);
  const act = actOfAnswering(context.viewer, enquiry);
  if (!act) throw new NotAllowed("answer-enquiry");
  if (enquiry.withdrawnAt) return showTakenBack(request, reply, enquiry, { typed, errors });
  // So that those who asked can see who read what they disclosed.
  await context.audit({
    act: "saw question",
    subject: "enquiry",
    subjectId: enquiry.id,
    authorityId: enquiry.authorityId,
  });
  const ofAuthority = act === "answer-enquiry";
  const passedOn = ofAuthority ? await passedOnFrom(context.database, enquiry.id) : [];
  const answers = await answersTo(
    context.database,
    [enquiry, ...passedOn].map(({ id }) => id),
  );
  const to = ({ id }: Enquiry) => answers.filter(({ enquiryId }) => enquiryId === id);
  const isOpen = !enquiry.answeredAt;
  const search = ofAuthority && isOpen ? await searchOwnLists(context, enquiry) : undefined;
  const onOwnRoll = act === "answer-for-school" && isOpen ? await searchOwnRoll(context, enquiry) : undefined;
  const told = done[String((request.query as Record<string, unknown>)["done"])];
  return reply.page({
    status: errors ? 422 : 200,
    title: `Question ${enquiry.reference}`,
    errors,
    before: <GovukBackLink text="Back to the questions" href="/questions" />,
    children: (
      <QuestionPage
        enquiry={enquiry}
        answers={to(enquiry)}
        now={context.now}
        csrf={request.session?.csrfToken ?? ""}
        done={told}
        next={told ? await nextToAnswer(context, enquiry) : undefined}
        found={search}
        onOwnRoll={onOwnRoll}
        passedOn={passedOn.map((each) => ({ ...each, answers: to(each) }))}
        schools={ofAuthority ? await schoolsOf(context.database, enquiry.toAuthorityId ?? 0) : []}
        typed={typed ?? {}}
        errors={errors}
      />
    ),
  });
}

/** Of the other questions that wait for an answer of the viewer's: how many, and the one due first. */
async function nextToAnswer({ database, viewer, now }: ReadingContext, { reference: present }: Enquiry) {
  const waiting = (await enquiriesAskedOf(database, placesAskedOf(viewer), now)).filter(
    ({ reference, answeredAt, needlessSince }) =>
      reference !== present && answeredAt === null && needlessSince === null,
  );
  const [first] = waiting;
  return first && { waiting: waiting.length, reference: first.reference };
}

async function showTakenBack(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  enquiry: Enquiry,
  { typed = {}, errors }: { typed: Typed | undefined; errors: FormErrors | undefined },
): Promise<FastifyReply> {
  return reply.page({
    status: errors ? 422 : 200,
    title: "This is no longer asked",
    errors,
    before: <GovukBackLink text="Back to the questions" href="/questions" />,
    children: (
      <TakenBackPage
        enquiry={enquiry}
        answers={await answersTo(request.context.database, [enquiry.id])}
        csrf={request.session?.csrfToken ?? ""}
        typed={typed}
        errors={errors}
      />
    ),
  });
}

/** What the asked authority's own lists say of the child, by what was disclosed. [B08] (N3.1.2, O5.1) */
async function searchOwnLists(context: Context, { disclosed }: Enquiry) {
  const { candidates } = await searchLists(context, soughtBy(disclosed));
  return candidates.filter(({ likelihood }) => likelihood !== "unlikely");
}

/**
 * The pupils of the school that is asked who may be the child, by what was disclosed: its own roll, as far as whoever answers may
 * see it anyway, and nothing that another list says of them. [B08] [A11]
 */
async function searchOwnRoll(context: Context, { disclosed, to }: Enquiry) {
  const { candidates } = await searchLists(context, soughtBy(disclosed));
  return candidates
    .map((candidate) => ({
      ...candidate,
      entries: candidate.entries.filter(
        ({ list, schoolName }) => list === "school-roll" && schoolName === to,
      ),
    }))
    .filter(({ entries, likelihood }) => entries.length > 0 && likelihood !== "unlikely");
}

function soughtBy({ forename = "", surname = "", dateOfBirth, sex, upn, newPostcode }: Disclosed) {
  return {
    forename,
    surname,
    middleNames: "",
    otherForename: "",
    otherSurname: "",
    dateOfBirth: dateOfBirth ? Temporal.PlainDate.from(dateOfBirth) : null,
    sex: sex ? sex.charAt(0) : null,
    upn: upn ?? null,
    formerUpn: null,
    postcode: newPostcode ?? null,
  };
}
