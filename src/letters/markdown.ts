/** A run of words, plain or in bold. */
export type Run = { words: string; bold: boolean };
/** A line of a paragraph, or an item of a list. */
export type Line = readonly Run[];
export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; line: Line }
  | { kind: "paragraph"; lines: readonly Line[] }
  | { kind: "list"; numbered: boolean; items: readonly Line[] };

const bullet = /^[-*] +(.*)$/;
const number = /^\d{1,3}[.)] +(.*)$/;
const heading = /^(#{1,3}) +(.+?)#*$/;

/**
 * The part of Markdown that a letter needs: headings, paragraphs that keep their line breaks, lists, and bold. Everything
 * else is words: there is no markup through which a name could become anything but a name.
 */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const part of text.replaceAll("\r\n", "\n").split(/\n[ \t]*\n/)) {
    let open: string[] = [];
    const end = () => {
      if (open.length > 0) blocks.push({ kind: "paragraph", lines: open.map(runsOf) });
      open = [];
    };
    for (const line of part.split("\n").map((each) => each.trim())) {
      const [, marks, title] = heading.exec(line) ?? [];
      const [, item] = bullet.exec(line) ?? number.exec(line) ?? [];
      if (marks && title) {
        end();
        blocks.push({ kind: "heading", level: marks.length as 1 | 2 | 3, line: runsOf(title.trim()) });
      } else if (item !== undefined) {
        end();
        addItem(blocks, number.test(line), runsOf(item));
      } else if (line !== "") open.push(line);
    }
    end();
    // A list ends where its part ends.
    blocks.push({ kind: "paragraph", lines: [] });
  }
  return blocks.filter((block) => block.kind !== "paragraph" || block.lines.length > 0);
}

function addItem(blocks: Block[], numbered: boolean, item: Line): void {
  const last = blocks.at(-1);
  if (last?.kind === "list" && last.numbered === numbered)
    blocks[blocks.length - 1] = { ...last, items: [...last.items, item] };
  else blocks.push({ kind: "list", numbered, items: [item] });
}

function runsOf(line: string): Run[] {
  return line
    .split(/\*\*(?=\S)(.+?)(?<=\S)\*\*/)
    .map((words, index) => ({ words, bold: index % 2 === 1 }))
    .filter(({ words }) => words !== "");
}
