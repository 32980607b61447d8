import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Answer } from "./answer.ts";
import type { AnswerWord } from "./enquiry.ts";

/** An answer as it was given. */
export type GivenAnswer = {
  id: number;
  enquiryId: number;
  answeredBy: string;
  madeAt: Temporal.Instant;
} & Answer;

type StoredDetails = Omit<Answer, "answer" | "startedOn"> & { startedOn: string | null };

/** The open case of a child; or the last that closed and in which the sending of its records is owed, where that is asked for. */
export async function caseToTellOf(
  database: Database,
  childId: number,
  { owesRecords }: { owesRecords: boolean },
): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`
    select id from cases where child_id = ${childId} and (open or ${owesRecords} and exists (
      select from obligations where case_id = cases.id and act = 'send-records' and state in ('open', 'due-soon', 'overdue')))
    order by open desc, id desc limit 1`.execute(database);
  return rows[0]?.id;
}

/** An answer of which only the word was kept. */
const nothingMore: StoredDetails = {
  schoolName: "",
  startedOn: null,
  attending: null,
  where: "unknown",
  address: "",
  postcode: null,
  note: "",
};

/** Appends an answer; `final` also marks the enquiry as answered. */
export async function insertAnswer(
  database: Database,
  enquiryId: number,
  { answer, startedOn, ...details }: Answer,
  given: { answeredBy: string; at: Temporal.Instant; by: number },
): Promise<void> {
  const stored: StoredDetails = { ...details, startedOn: startedOn?.toString() ?? null };
  await database
    .insertInto("enquiry_answers")
    .values({
      enquiry_id: enquiryId,
      answer,
      answered_by: given.answeredBy,
      details: JSON.stringify(stored),
      made_at: given.at,
      made_by: given.by,
    })
    .execute();
  if (answer === "not-sure") return;
  await database
    .updateTable("enquiries")
    .set({ answered_at: given.at })
    .where("id", "=", enquiryId)
    .where("answered_at", "is", null)
    .execute();
}

/** Notes that an answer came to a question that was taken back or whose case is closed; of any other it notes nothing. */
export async function noteLateAnswer(
  database: Database,
  enquiryId: number,
  at: Temporal.Instant,
): Promise<void> {
  await database
    .updateTable("enquiries")
    .set({ late_answer_at: at })
    .where("id", "=", enquiryId)
    .where((row) => row.or([row("needless_since", "is not", null), row("withdrawn_at", "is not", null)]))
    .execute();
}

/** The answers to these enquiries, in the order in which they were given. */
export async function answersTo(database: Database, enquiryIds: readonly number[]): Promise<GivenAnswer[]> {
  const rows = await database
    .selectFrom("enquiry_answers")
    .where("enquiry_id", "=", sql<number>`any (${enquiryIds}::bigint[])`)
    .select(["id", "enquiry_id as enquiryId", "answer", "answered_by as answeredBy", "details"])
    .select("made_at as madeAt")
    .orderBy("id")
    .execute();
  return rows.map(({ details, answer, ...row }) => {
    const { startedOn, ...stored } = { ...nothingMore, ...(details as Partial<StoredDetails>) };
    const day = startedOn ? Temporal.PlainDate.from(startedOn) : null;
    return { ...row, ...stored, answer: answer as AnswerWord, startedOn: day };
  });
}

/** Makes this person the viewer of the open transaction, until it ends or another is made so. */
export async function viewTransactionAs(transaction: Database, personId: number): Promise<void> {
  await sql`select set_config('keepsight.person', ${String(personId)}, true)`.execute(transaction);
}
