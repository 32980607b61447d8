import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { becameOf, sentByWords } from "./letter-words.ts";
import type { Letter } from "./letters.store.ts";

const columns = [
  ...["Letter", "Case", "Which", "To", "Sent on", "How", "What became of it", "Signed by", "Recorded by"],
];

/** Letters as the lines of a CSV file, a page at a time; taking them is recorded. The text of a letter stays in the case. */
export async function* letterLines(
  context: Pick<Context, "audit">,
  authorityId: number | undefined,
  next: (last: Letter | undefined) => Promise<{ letters: Letter[]; more: boolean }>,
): AsyncGenerator<string> {
  yield csvHead(columns);
  for (let last: Letter | undefined; ; ) {
    const { letters, more } = await next(last);
    await context.audit({
      ...{ act: "took letters as a file", subject: "list" },
      ...(authorityId !== undefined && { authorityId }),
      details: { rows: letters.length, children: [...new Set(letters.map(({ childId }) => childId))] },
    });
    yield letters
      .map((letter) =>
        csvLine([
          ...[letter.reference, letter.caseReference, letter.title, letter.addressee],
          ...[letter.sentOn.toString(), sentByWords[letter.sentBy], becameOf(letter)],
          ...[letter.writer, letter.madeBy],
        ]),
      )
      .join("");
    last = letters.at(-1);
    if (!more || !last) return;
  }
}
