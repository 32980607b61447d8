import { assetUrl, dayInWords } from "../web/design/index.ts";
import type { Letter } from "./letters.store.ts";
import { Written } from "./written.tsx";

/**
 * Letters as they go on paper: A4, each on a sheet of its own, the address where the window of a DL envelope is, and
 * nothing of the program's. On a screen a line above says how to print.
 */
export function PrintedLetters({
  title,
  letters,
  backTo,
}: {
  readonly title: string;
  readonly letters: readonly Letter[];
  readonly backTo: { readonly href: string; readonly text: string };
}) {
  return (
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <link rel="stylesheet" href={assetUrl("keepsight.css")} />
      </head>
      <body class="keepsight-letters">
        <p class="keepsight-letters__how govuk-body">
          <a class="govuk-link" href={backTo.href}>
            {backTo.text}
          </a>{" "}
          Print with Ctrl and P, on A4, at full size (100%).
        </p>
        <main>
          {letters.length === 0 && (
            <>
              <h1 class="govuk-heading-m">Nothing is to be printed</h1>
              <p class="govuk-body">
                A letter is not printed while nobody may approach the family, or once an address in it is
                hidden for safety.
              </p>
            </>
          )}
          {letters.map((letter) => (
            <OnPaper key={letter.reference} letter={letter} />
          ))}
        </main>
      </body>
    </html>
  );
}

function OnPaper({ letter }: { readonly letter: Letter }) {
  const { authority, reference, caseReference, sentOn, addressee, address, sentBy, body } = letter;
  return (
    <article class="keepsight-letter" aria-label={`Letter ${reference}`}>
      <div class="keepsight-letter__head">
        <strong class="keepsight-letter__council">{authority}</strong>
      </div>
      <address class="keepsight-letter__window">
        {[addressee, ...(address ? address.split("\n") : sentBy === "hand" ? ["By hand"] : [])].map(
          (line) => (
            <>
              {line}
              <br />
            </>
          ),
        )}
      </address>
      <p class="keepsight-letter__about">
        <span>{dayInWords(sentOn)}</span>
        <span>
          Our reference: {caseReference}, {reference}
        </span>
      </p>
      <Written text={body} below={0} />
    </article>
  );
}
