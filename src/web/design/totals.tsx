import { numberInWords } from "./words.ts";
export interface TotalsProps {
  /** What is counted, for those who cannot see the bar: "Cases by state". */
  readonly label: string;
  readonly parts: readonly {
    readonly text: string;
    readonly count: number;
    readonly href: string;
    readonly chosen?: boolean;
  }[];
}

/** Totals in one bar above a list; each is a link that narrows the list to it. */
export function Totals({ label, parts }: TotalsProps) {
  return (
    <nav aria-label={label}>
      <ul class="keepsight-totals">
        {parts.map(({ text, count, href, chosen }) => (
          <li key={href}>
            <a href={href} aria-current={chosen ? "true" : undefined}>
              <span class="keepsight-totals__count">{numberInWords(count)}</span> {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
