import { counted } from "./words.ts";

/** How a child is educated, as coarsely as a band can show it. */
export type LifeState = "school" | "alternative" | "home" | "awaiting" | "abroad" | "unknown";

export interface LifeSpan {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly state: LifeState;
}

export interface LifeBandProps {
  readonly born: Temporal.PlainDate;
  /** The end of compulsory school age. */
  readonly until: Temporal.PlainDate;
  /** In order of time. What lies between two of them, and after the last until today, is shown as not known. */
  readonly spans: readonly LifeSpan[];
  readonly events?: readonly { readonly on: Temporal.PlainDate; readonly what: string }[];
  readonly today: Temporal.PlainDate;
}

const looks: Readonly<
  Record<LifeState, { readonly word: string; readonly fill: string; readonly lines?: string }>
> = {
  school: { word: "On a school's roll", fill: "#1d70b8" },
  alternative: { word: "Alternative provision", fill: "#8eb8dc", lines: "M0 4h8" },
  home: { word: "Home education", fill: "#aa96d0", lines: "M4 0v8" },
  awaiting: { word: "Awaiting a place", fill: "#f9e1cf", lines: "M0 8l8-8" },
  abroad: { word: "Living abroad", fill: "#cecece" },
  unknown: { word: "Not known", fill: "#ffffff", lines: "M0 0l8 8M0 8l8-8" },
};

/**
 * One line of life, from birth to the end of compulsory school age: how educated when, gaps standing out, events as
 * marks, today as a line. Put the same in a table under it.
 */
export function LifeBand({ born, until, spans, events = [], today }: LifeBandProps) {
  const days = born.until(until).days;
  const along = (day: Temporal.PlainDate) => Math.min(Math.max((born.until(day).days / days) * 100, 0), 100);
  const percent = (share: number) => `${share.toFixed(2)}%`;
  const all = withGaps(spans, today);
  return (
    <figure class="keepsight-life">
      <svg class="keepsight-life__band" role="img" aria-label={inWords(born, until, all)}>
        <Patterns />
        <line x1="0" y1="28" x2="100%" y2="28" stroke="#b1b4b6" stroke-width="2" />
        {all.map(({ from, to, state }) => (
          <Piece
            key={`${from}`}
            x={percent(along(from))}
            y={8}
            width={percent(Math.max(along(to) - along(from), 0.4))}
            height={40}
            state={state}
          />
        ))}
        {events.map(({ on, what }) => (
          <svg key={`${on}${what}`} x={percent(along(on))} overflow="visible" aria-hidden="true">
            <path d="M0 46l-6 12h12z" fill="#0b0c0c" />
          </svg>
        ))}
        <line
          x1={percent(along(today))}
          x2={percent(along(today))}
          y1="0"
          y2="60"
          stroke="#0b0c0c"
          stroke-width="3"
        />
        <text x="0" y="78">
          Born {born.year}
        </text>
        <text x={percent(along(today))} y="78" text-anchor="middle">
          Today
        </text>
        <text x="100%" y="78" text-anchor="end">
          {until.year}
        </text>
      </svg>
      <ul class="keepsight-life__key">
        {Object.entries(looks).map(
          ([state, { word }]) =>
            all.some((span) => span.state === state) && (
              <li key={state}>
                <svg width="24" height="16" aria-hidden="true">
                  <Piece x="0" y={0} width="24" height={16} state={state as LifeState} />
                </svg>
                {word}
              </li>
            ),
        )}
        {events.length > 0 && (
          <li>
            <svg width="12" height="16" aria-hidden="true">
              <path d="M6 2l-6 12h12z" fill="#0b0c0c" />
            </svg>
            Event
          </li>
        )}
      </ul>
    </figure>
  );
}

function withGaps(spans: readonly LifeSpan[], today: Temporal.PlainDate): LifeSpan[] {
  return spans.flatMap((span, index) => {
    const next = spans[index + 1]?.from ?? today;
    const isGap = Temporal.PlainDate.compare(span.to.add({ days: 1 }), next) < 0;
    return isGap ? [span, { from: span.to.add({ days: 1 }), to: next, state: "unknown" as const }] : [span];
  });
}

function inWords(born: Temporal.PlainDate, until: Temporal.PlainDate, spans: readonly LifeSpan[]): string {
  const unknown = spans.filter(({ state }) => state === "unknown").length;
  const gaps = unknown === 0 ? "none not known" : `${unknown} not known`;
  return `Education from birth in ${born.year} to ${until.year}: ${counted(spans.length, "period")}, ${gaps}. They are in the table below.`;
}

function Piece({ state, ...box }: { x: string; y: number; width: string; height: number; state: LifeState }) {
  const { fill, lines } = looks[state];
  return (
    <>
      <rect {...box} fill={fill} stroke="#0b0c0c" stroke-width="1" />
      {lines && <rect {...box} fill={`url(#life-${state})`} />}
    </>
  );
}

function Patterns() {
  return (
    <defs>
      {Object.entries(looks).map(
        ([state, { lines }]) =>
          lines && (
            <pattern key={state} id={`life-${state}`} width="8" height="8" patternUnits="userSpaceOnUse">
              <path d={lines} stroke="#0b0c0c" stroke-width="1" fill="none" />
            </pattern>
          ),
      )}
    </defs>
  );
}
