import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { momentInWords } from "../web/design/words.ts";
import { type AuditAsked, auditPage, childrenNamed, unseen } from "./audit.store.ts";

const rowsAtOnce = 1000;

/** The log as the lines of a CSV file, newest first, a thousand at a time; taking each thousand is itself recorded. */
export async function* auditLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  asked: AuditAsked | undefined,
): AsyncGenerator<string> {
  yield csvHead(["Number", "When", "Who", "What", "About", "Child"]);
  if (!asked) return;
  for (let before: number | undefined; ; ) {
    const lines = await auditPage(database, { ...asked, before }, rowsAtOnce);
    const [authorityId] = asked.authorityIds;
    await audit({
      act: "took the audit log as a file",
      subject: "list",
      ...(authorityId !== undefined && { authorityId }),
      details: { rows: lines.length, children: childrenNamed(lines) },
    });
    yield lines
      .map(({ id, at, person, act, subject, called, childId, child }) =>
        csvLine([
          ...[id, momentInWords(at), person ?? "Keepsight", act],
          ...[called === null ? subject : `${subject} ${called}`, childId === null ? "" : (child ?? unseen)],
        ]),
      )
      .join("");
    if (lines.length < rowsAtOnce) return;
    before = lines.at(-1)?.id;
  }
}
