import type { Markup } from "./component.ts";
import { momentInWords } from "./words.ts";

export interface HeldBannerProps {
  /** What must not be done, as a sentence: "Do not contact the family or visit the address." */
  readonly mustNot: string;
  /** Who said so: "Priya Shah, safeguarding lead". */
  readonly by: string;
  readonly until?: Temporal.Instant | undefined;
  readonly children?: Markup;
}

/** The red banner of a held case: what must not be done, by whose word, until when. */
export function HeldBanner({ mustNot, by, until, children }: HeldBannerProps) {
  return (
    <section class="keepsight-held" aria-labelledby="held">
      <h2 class="keepsight-held__title" id="held">
        Held. {mustNot}
      </h2>
      <p>{`Held by ${by}, ${until ? `until ${momentInWords(until)}` : "until they lift it"}.`}</p>
      {children}
    </section>
  );
}
