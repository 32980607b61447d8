import { DenseTable, momentInWords } from "../web/design/index.ts";
import type { TemplateInUse } from "./templates-in-use.ts";

export type AuthorityWorded = { code: string; name: string; templates: readonly TemplateInUse[] };

/** Every letter as the viewer's authorities word it. */
export function LetterTextsPage({ authorities }: { readonly authorities: readonly AuthorityWorded[] }) {
  return (
    <>
      <h1 class="govuk-heading-l">The words of letters</h1>
      <p class="govuk-body">
        Each letter comes with words in plain English. You can give it words of your own. Letters that were
        sent stay as they were.
      </p>
      {authorities.map(({ code, name, templates }) => (
        <DenseTable
          key={code}
          caption={name}
          columns={[{ text: "Letter" }, { text: "Where it comes from" }, { text: "Words in use" }]}
          rows={templates.map((template) => [
            <a href={`/letter-texts/${code}/${template.name}`}>{template.title}</a>,
            template.source,
            wordsInUse(template),
          ])}
        />
      ))}
    </>
  );
}

/** Whose words are in use, since when and by whom; and what must be mended in them. */
export function wordsInUse({ revision, last, mistakes }: TemplateInUse): string {
  if (mistakes.length > 0) return `Cannot be used: ${mistakes.join(" ")}`;
  if (!last) return "As it comes with the program";
  const since = `since ${momentInWords(last.madeAt)}, by ${last.madeBy}`;
  return revision === null ? `As it comes with the program, ${since}` : `Our own, text ${revision}, ${since}`;
}
