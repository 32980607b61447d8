import { GovukButton } from "./components.generated.ts";

/** A button that many rows of a list have: `about` says to who hears the page which row's it is. */
export function RowButton({ text, about, classes = "" }: { text: string; about: string; classes?: string }) {
  return (
    <GovukButton
      preventDoubleClick={true}
      classes={`${classes} govuk-!-margin-bottom-1`.trim()}
      html={
        <>
          {text} <span class="govuk-visually-hidden">{about}</span>
        </>
      }
    />
  );
}
