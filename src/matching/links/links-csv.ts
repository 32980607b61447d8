import { lists } from "../../children/index.ts";
import type { Context } from "../../context.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import type { LinkedList } from "../linked-fields.ts";
import { howLikely, whatDiffers } from "./link.ts";
import { type JoinedPlace, type LinkPlace, linksJoined, linksToConfirm } from "./links.store.ts";

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

/**
 * The links that wait for a person, or those that the program made by itself, as the lines of a CSV file; each part is recorded
 * before it goes. [A11]
 */
export async function* linkLines(
  context: Context,
  {
    authorityId,
    list,
    which,
  }: { authorityId: number; list: LinkedList | undefined; which: "open" | "joined" },
): AsyncGenerator<string> {
  yield csvHead(columns);
  let after: (LinkPlace & JoinedPlace) | undefined;
  do {
    const asked = { authorityId, list, after, count: rowsAPart };
    const found =
      which === "open"
        ? await linksToConfirm(context.database, asked)
        : await linksJoined(context.database, asked);
    if (found.length === 0) return;
    await context.audit({
      act: which === "open" ? "took links to confirm as a file" : "took links by the program as a file",
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
          ...[howLikely(line), whatDiffers(line)],
        ]),
      )
      .join("");
    after = found.length < rowsAPart ? undefined : found.at(-1);
  } while (after);
}
