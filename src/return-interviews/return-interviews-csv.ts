import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { dueOfEach } from "./dues.ts";
import { returns } from "./return-interviews.store.ts";

const columns = [
  ...[
    "Police reference",
    "Forename",
    "Surname",
    "Date of birth",
    "Risk",
    "Reported missing",
    "Back at",
    "Hour known",
  ],
  ...["Due", "Clause", "Attempts", "On the register"],
];
const most = 10_000;

/** The interviews that are owed as the lines of a CSV file, worst first; who took it is recorded. [B06] */
export async function* returnInterviewLines(context: Context): AsyncGenerator<string> {
  const owed = await returns(context.database, { owed: true, after: undefined, atMost: most });
  await context.audit({
    act: "took return interviews as a file",
    subject: "list",
    details: { rows: owed.length, entries: owed.map(({ entryId }) => entryId) },
  });
  yield csvHead(columns);
  for (const { back, due } of await dueOfEach(context, owed))
    yield csvLine([
      ...[back.policeReference, back.forename, back.surname, back.dateOfBirth?.toString(), back.risk],
      ...[back.reportedOn?.toString(), back.returnedAt.toString(), back.hourKnown ? "Yes" : "No"],
      ...[due?.dueAt.toString(), due?.clauses.join("; "), back.attempts, back.caseReference ?? "No"],
    ]);
}
