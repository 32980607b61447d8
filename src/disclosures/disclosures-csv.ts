import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { momentInWords } from "../web/design/words.ts";
import { disclosureInWords } from "./disclosure-words.ts";
import { type AfterDisclosure, disclosuresOf } from "./disclosures.store.ts";

const rowsAtOnce = 1000;

/** What left of a child as the lines of a CSV file, newest first; who took it is recorded. [G01] */
export async function* disclosureLines(
  { database, audit }: Pick<Context, "database" | "audit">,
  child: { id: number; authorityId: number },
): AsyncGenerator<string> {
  yield csvHead(["When", "To whom", "What", "Why we may", "By", "Reference"]);
  for (let after: AfterDisclosure | undefined; ; ) {
    const rows = await disclosuresOf(database, child.id, { after, count: rowsAtOnce });
    await audit({
      ...{ act: "took what was shared as a file", subject: "child", subjectId: child.id, childId: child.id },
      ...{ authorityId: child.authorityId, details: { rows: rows.length } },
    });
    yield rows
      .map((row) => {
        const { to, what, basis } = disclosureInWords(row);
        return csvLine([momentInWords(row.at), to, what, basis, row.by, row.reference]);
      })
      .join("");
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = { at: last.at.toString(), key: last.key };
  }
}
