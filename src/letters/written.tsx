import { Fragment } from "preact";
import { type Block, blocksOf, type Line } from "./markdown.ts";

/** The text of a letter as it is read. A heading stands so many levels below the page's own; gaps are marked. */
export function Written({ text, below = 1 }: { readonly text: string; readonly below?: 0 | 1 | 2 }) {
  return (
    <div class="keepsight-written">
      {blocksOf(text).map((block, place) => (
        <WrittenBlock key={String(place)} block={block} below={below} />
      ))}
    </div>
  );
}

const sizes = ["govuk-heading-m", "govuk-heading-s", "govuk-heading-s"] as const;

function WrittenBlock({ block, below }: { readonly block: Block; readonly below: number }) {
  if (block.kind === "heading") {
    const Heading = `h${block.level + below}` as "h1" | "h2" | "h3" | "h4" | "h5";
    return (
      <Heading class={sizes[block.level - 1]}>
        <Runs line={block.line} />
      </Heading>
    );
  }
  if (block.kind === "paragraph")
    return (
      <p class="govuk-body">
        {block.lines.map((line, place) => (
          <Fragment key={String(place)}>
            {place > 0 && <br />}
            <Runs line={line} />
          </Fragment>
        ))}
      </p>
    );
  const items = block.items.map((item, place) => (
    <li key={String(place)}>
      <Runs line={item} />
    </li>
  ));
  return block.numbered ? (
    <ol class="govuk-list govuk-list--number">{items}</ol>
  ) : (
    <ul class="govuk-list govuk-list--bullet">{items}</ul>
  );
}

function Runs({ line }: { readonly line: Line }) {
  return (
    <>
      {line.map(({ words, bold }, place) =>
        bold ? (
          <strong key={String(place)}>
            <WithGaps words={words} />
          </strong>
        ) : (
          <WithGaps key={String(place)} words={words} />
        ),
      )}
    </>
  );
}

function WithGaps({ words }: { readonly words: string }) {
  return (
    <>
      {words
        .split(/(\[fill in: [^\]]*\])/)
        .map((part, place) => (place % 2 === 1 ? <mark key={String(place)}>{part}</mark> : part))}
    </>
  );
}
