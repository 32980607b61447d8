import { dayInWords } from "../calendar/index.ts";
import type { NewFact } from "../cases/index.ts";
import type { DetailsOf } from "../procedures/index.ts";
import type { AnswerWord, Enquiry } from "./enquiry.ts";

/** What somebody who was asked knows. */
export type Answer = {
  answer: AnswerWord;
  /** On a roll: of which school, since when, and if the child attends. */
  schoolName: string;
  startedOn: Temporal.PlainDate | null;
  attending: boolean | null;
  /** Where the family lives now, seen from the authority that asks. */
  where: DetailsOf<"enquiry-answered">["address"];
  address: string;
  postcode: string | null;
  note: string;
};

/** An answer in one sentence, for lists and chronologies. */
export function answerInWords({ answer, schoolName, startedOn, attending, where, note }: Answer): string {
  const since = startedOn ? ` since ${dayInWords(startedOn)}` : "";
  const there = attending === null ? "" : attending ? ", attending" : ", not attending";
  const said: Record<AnswerWord, string> = {
    "on-roll": `On roll${schoolName && ` at ${schoolName}`}${since}${there}`,
    "knows-family": `Knows the family${where === "unknown" ? "" : where === "inside" ? ", who live in the area of the council that asks" : ", who live outside the area of the council that asks"}`,
    "nothing-known": "Nothing known",
    "not-sure": "Not sure yet",
  };
  return note ? `${said[answer]}. ${note}` : `${said[answer]}.`;
}

/** If an answer says more than that nothing is known: what may show that a case was wrongly closed. */
export function tellsSomething({ answer, note }: Pick<Answer, "answer" | "note">): boolean {
  return answer !== "nothing-known" || note !== "";
}

/**
 * The facts that an answer makes in the case that asked. `root` is that case's own enquiry, `asked` the one that was
 * answered: the same, or what an authority passed on to its school. Who is not sure has not answered: that is a note. A
 * school's no to a question passed on is for its authority to weigh, and makes no fact.
 */
export function factsOfAnswer(
  root: Pick<Enquiry, "id" | "reference" | "toKind">,
  asked: Pick<Enquiry, "id" | "toKind">,
  answer: Answer,
  answeredBy: string,
): NewFact[] {
  const note: NewFact = {
    kind: "note-made",
    details: { note: `${root.reference}, ${answeredBy}: ${answerInWords(answer)}` },
  };
  if (answer.answer === "not-sure") return [note];
  if (asked.id !== root.id && answer.answer !== "on-roll") return [];
  const answered: NewFact = {
    kind: "enquiry-answered",
    details: {
      by: root.toKind,
      enquiryId: root.id,
      answer: answer.answer,
      address: answer.where,
      answeredBy,
    },
  };
  const confirmed: NewFact[] = isConfirmed(answer, asked)
    ? [
        {
          kind: "roll-confirmed",
          details: {
            schoolName: answer.schoolName,
            startedOn: answer.startedOn.toString(),
            confirmedBy: answeredBy,
          },
        },
      ]
    : [];
  return [answered, ...confirmed, ...(answer.note || answer.attending === false ? [note] : [])];
}

/** If a school itself says that the child is on its roll, and since when: the evidence on which a case can be closed. [C24] */
function isConfirmed(
  answer: Answer,
  asked: Pick<Enquiry, "toKind">,
): answer is Answer & { startedOn: Temporal.PlainDate } {
  return answer.answer === "on-roll" && answer.startedOn !== null && asked.toKind === "school";
}
