import { requireAct } from "../access/index.ts";
import { recordFacts } from "../cases/index.ts";
import { recordAddress } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { insertProgress, referFromQuestion } from "../referrals/index.ts";
import { type Answer, answerInWords, factsOfAnswer, tellsSomething } from "./answer.ts";
import { answersTo, insertAnswer, noteLateAnswer } from "./answers.store.ts";
import { asTheProgram } from "./as-the-program.ts";
import { childOfCase, enquiryNumbered, enquiryReferenced, ledTo } from "./enquiries.store.ts";
import type { Enquiry } from "./enquiry.ts";
import { actOfAnswering } from "./who-is-asked.ts";

/** The enquiry with this reference. Throws NotFound when the viewer neither asked it nor is asked. */
export async function enquiryByReference(context: Context, reference: string): Promise<Enquiry> {
  const enquiry = await enquiryReferenced(context.database, reference);
  if (!enquiry) throw new NotFound();
  return enquiry;
}

/**
 * Answers a question asked of the viewer's authority, school or agency. A nil answer is an answer. In the same transaction
 * the case that asked gets its facts, and what is owed in it is worked out anew. When a school says that the child is
 * on its roll, what its authority was asked is answered with it. An authority that says that the family lives with it now, and names no
 * roll, takes the child up as a referral of its own. Throws NotFound and NotAllowed. [B08, D04, E01]
 */
export async function answerEnquiry(
  context: Context,
  reference: string,
  answer: Answer,
): Promise<"answered" | "taken-up"> {
  const enquiry = await enquiryByReference(context, reference);
  const act = actOfAnswering(context.viewer, enquiry);
  if (!act) throw new NotAllowed("answer-enquiry");
  requireAct(context.viewer, act);
  const movedTo = await authorityMovedTo(context, enquiry, answer);
  await takeAnswer(context, enquiry, answer, `${context.viewer.name}, ${enquiry.to}`);
  const { id, authorityId } = enquiry;
  await context.audit({ act: "answered enquiry", subject: "enquiry", subjectId: id, authorityId });
  if (movedTo === null) return "answered";
  const { disclosed, madeBy, askedBy, question } = enquiry;
  await referFromQuestion(context, {
    authorityId: movedTo,
    asked: { by: madeBy, authority: askedBy, reference, question },
    ...{ forename: disclosed.forename ?? "", surname: disclosed.surname ?? "", upn: disclosed.upn },
    ...{ dateOfBirth: disclosed.dateOfBirth, formerSchool: disclosed.formerSchool },
    ...{ sex: disclosed.sex?.charAt(0), lastAddress: disclosed.lastAddress },
    ...{ address: answer.address, postcode: answer.postcode, note: answer.note },
  });
  return "taken-up";
}

/** The asked authority where it says for the first time that the family lives with it; null for any other answer. */
async function authorityMovedTo(
  { database }: Context,
  { id, toAuthorityId }: Enquiry,
  answer: Answer,
): Promise<number | null> {
  const says = (given: Answer) => given.answer === "knows-family" && given.where === "outside";
  if (toAuthorityId === null || !says(answer)) return null;
  return (await answersTo(database, [id])).some(says) ? null : toAuthorityId;
}

/** Keeps an answer and brings it to the case that asked, once it is sure that the one who gives it was asked. Throws NotFound. */
export async function takeAnswer(
  context: Context,
  enquiry: Enquiry,
  answer: Answer,
  answeredBy: string,
): Promise<void> {
  const named = enquiry.toKind === "school" ? { ...answer, schoolName: enquiry.to } : answer;
  await keepAnswer(context, enquiry, named, answeredBy);
  await asTheProgram(context, (program) => bringHome(program, enquiry, named, answeredBy));
}

/**
 * Records an answer that came by telephone or letter, with who gave it. For the officer whose case asked. Throws NotFound and
 * NotAllowed. [E01]
 */
export async function recordAnswerHeard(
  context: Context,
  reference: string,
  { toldBy, ...answer }: Answer & { toldBy: string },
): Promise<"recorded"> {
  const enquiry = await enquiryByReference(context, reference);
  requireAct(context.viewer, "send-enquiry", { authorityId: enquiry.authorityId });
  if (enquiry.caseId === null) throw new NotFound();
  const named = enquiry.toKind === "school" ? { ...answer, schoolName: enquiry.to } : answer;
  const answeredBy = `${toldBy}, ${enquiry.to}`;
  await keepAnswer(context, enquiry, named, answeredBy);
  await recordInCase(context, enquiry, enquiry, named, answeredBy);
  return "recorded";
}

function keepAnswer(context: Context, enquiry: Enquiry, answer: Answer, answeredBy: string): Promise<void> {
  const given = { answeredBy, at: context.now, by: context.viewer.personId };
  return insertAnswer(context.database, enquiry.id, answer, given);
}

/** Brings an answer to the case that asked, as the program. */
async function bringHome(
  program: Context,
  asked: Enquiry,
  answer: Answer,
  answeredBy: string,
): Promise<void> {
  const root = asked.parentId === null ? asked : await enquiryNumbered(program.database, asked.parentId);
  if (!root) throw new NotFound();
  if (root.id !== asked.id && answer.answer === "on-roll")
    await keepAnswer(program, root, answer, answeredBy);
  await recordInCase(program, root, asked, answer, answeredBy);
}

async function recordInCase(
  context: Context,
  root: Enquiry,
  asked: Enquiry,
  answer: Answer,
  answeredBy: string,
): Promise<void> {
  const caseId = root.caseId ?? (await caseSince(context, root, answer, answeredBy));
  if (caseId === null) return;
  const facts = factsOfAnswer(root, asked, answer, answeredBy);
  if (facts.length === 0) return;
  await recordFacts(context, caseId, facts);
  if (tellsSomething(answer)) await noteLateAnswer(context.database, root.id, context.now);
  if (!answer.address) return;
  const child = await childOfCase(context.database, caseId);
  if (!child) throw new NotFound();
  await recordAddress(context, child, {
    lines: answer.address,
    postcode: answer.postcode,
    certainty: "believed",
    source: `answer to ${root.reference}`,
  });
}

/**
 * A school was asked about a child whom a comparison found, and answers after the child was referred for its silence: the case
 * that has opened since, or null after telling whoever decides on the referral. [B02]
 */
async function caseSince(
  context: Context,
  { id, reference }: Enquiry,
  answer: Answer,
  answeredBy: string,
): Promise<number | null> {
  const led = await ledTo(context.database, id);
  if (!led) return null;
  if (led.openCaseId === null)
    await insertProgress(
      context,
      led.referralId,
      `${reference} was answered by ${answeredBy}: ${answerInWords(answer)}`,
    );
  return led.openCaseId;
}
