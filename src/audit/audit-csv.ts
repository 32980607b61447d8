import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { momentInWords } from "../web/design/words.ts";
import { type AuditAsked, auditPage } from "./audit.store.ts";

const rowsAtOnce = 1000;

/** The log as the lines of a CSV file, newest first, a thousand at a time; taking each thousand is itself recorded. */
export async function* auditLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  asked: AuditAsked,
): AsyncGenerator<string> {
  yield csvHead(["Number", "When", "Who", "What", "About", "Child"]);
  for (let before: number | undefined; ; ) {
    const lines = await auditPage(database, { ...asked, before }, rowsAtOnce);
    const [authorityId] = asked.authorityIds;
    await audit({
      act: "took the audit log as a file",
      subject: "list",
      ...(authorityId !== undefined && { authorityId }),
      details: { rows: lines.length },
    });
    yield lines
      .map(({ id, at, person, act, subject, subjectId, childId }) =>
        csvLine([
          ...[id, momentInWords(at), person ?? "Keepsight", act],
          ...[subjectId ? `${subject} ${subjectId}` : subject, childId],
        ]),
      )
      .join("");
    if (lines.length < rowsAtOnce) return;
    before = lines.at(-1)?.id;
  }
}
