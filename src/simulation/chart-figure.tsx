import type { ComponentChildren } from "preact";

/** A chart of one procedure: what it shows in words, and the drawing, which scrolls in its own frame on a phone. */
export type Chart = { title: string; says: string; svg: string };

/** Charts of one thing beside each other, one a procedure, on the same scale, with what their signs mean. */
export function ChartPair({ charts, children }: { charts: readonly Chart[]; children?: ComponentChildren }) {
  return (
    <>
      {children}
      <div class="simulated-pair">
        {charts.map(({ title, says, svg }) => (
          <figure class="simulated-chart" key={title}>
            <figcaption class="govuk-body-s">{title}</figcaption>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
            <section class="simulated-chart__frame" aria-label={`Chart: ${says}`} tabIndex={0}>
              <div role="img" aria-label={says} dangerouslySetInnerHTML={{ __html: svg }} />
            </section>
          </figure>
        ))}
      </div>
    </>
  );
}

/** What the signs of a chart mean: shape and words, never colour alone. */
export function ChartKey({ signs }: { signs: readonly Sign[] }) {
  return (
    <ul class="simulated-key govuk-body-s">
      {signs.map((sign) => (
        <li key={sign}>
          <svg width="22" height="14" aria-hidden="true">
            {drawings[sign]}
          </svg>
          {meanings[sign]}
        </li>
      ))}
    </ul>
  );
}

const meanings = {
  done: "hours worked",
  owed: "hours owed: worked, and left waiting at the end of the week",
  available: "hours available",
  missed: "missed for want of people",
  anyway: "late whoever works",
} as const;
type Sign = keyof typeof meanings;

const drawings: Record<Sign, ComponentChildren> = {
  done: <rect x="7" y="0" width="8" height="14" fill="#1d70b8" />,
  owed: <circle cx="11" cy="7" r="3.5" fill="#0b0c0c" />,
  available: <path d="M0 7h22" stroke="#0b0c0c" stroke-width="2" stroke-dasharray="5 3" />,
  missed: <rect x="0" y="1" width="22" height="12" fill="#1d70b8" />,
  anyway: <rect x="1" y="1" width="20" height="12" fill="#ffffff" stroke="#0b0c0c" stroke-width="1.5" />,
};
