import { lists } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { likelyInWords } from "../../web/design/words.ts";
import { differencesOf } from "./link.ts";
import type { LinkedList } from "./linked-fields.ts";
import { type LinkPlace, linksToConfirm } from "./links.store.ts";

const rowsAPart = 500;
const columns = [
  "List",
  "Row",
  "Born",
  "May be",
  "Born there",
  "Known from",
  "Likely",
  "What does not agree",
];

/** The links that wait for a person as the lines of a CSV file; each part is recorded before it goes. [A11] */
export async function* linkLines(
  context: Context,
  { authorityId, list }: { authorityId: number; list: LinkedList | undefined },
): AsyncGenerator<string> {
  yield csvHead(columns);
  let after: LinkPlace | undefined;
  do {
    const found = await linksToConfirm(context.database, { authorityId, list, after, count: rowsAPart });
    if (found.length === 0) return;
    await context.audit({
      act: "took links to confirm as a file",
      subject: "list",
      authorityId,
      details: { rows: found.length, children: found.flatMap(({ childId }) => childId ?? []) },
    });
    yield found
      .map((line) =>
        csvLine([
          ...[lists[line.list].title, line.name, line.dateOfBirth?.toString()],
          ...[line.otherName, line.otherDateOfBirth?.toString()],
          ...[line.otherList ? lists[line.otherList].title : "Child on record"],
          ...[likelyInWords(line.probability), differencesOf(line.evidence)],
        ]),
      )
      .join("");
    after = found.length < rowsAPart ? undefined : found.at(-1);
  } while (after);
}
