import type { CompulsorySchoolAge } from "./compulsory-school-age.ts";
import type { ProvisionKind } from "./provisions.ts";

/** How a child is educated, as coarsely as one line of life can show it. */
export type LifeState = "school" | "alternative" | "home" | "awaiting" | "abroad" | "unknown";

export type LifeSpan = { from: Temporal.PlainDate; to: Temporal.PlainDate; state: LifeState };

const states: Record<ProvisionKind, LifeState> = {
  "on-roll": "school",
  "dual-registered": "school",
  independent: "school",
  "alternative-provision": "alternative",
  "awaiting-provision": "awaiting",
  "awaiting-school-place": "awaiting",
  "home-education": "home",
  abroad: "abroad",
  unknown: "unknown",
};

type DatedProvision = {
  kind: ProvisionKind;
  fromOn: Temporal.PlainDate | null;
  untilOn: Temporal.PlainDate | null;
};

/**
 * How a child was educated when, in order of time and without overlaps: of two at once, the later begun is shown. What
 * has no first day is taken to begin with compulsory school age, and what has no last day lasts until today. The time
 * of compulsory school age before the first of them is not known. [A03]
 */
export function lifeOf(
  provisions: readonly DatedProvision[],
  { from: schoolAge }: CompulsorySchoolAge,
  today: Temporal.PlainDate,
): LifeSpan[] {
  const spans = provisions
    .map(({ kind, fromOn, untilOn }) => {
      const to = earlier(untilOn ?? today, today);
      return { from: fromOn ?? earlier(schoolAge, to), to, state: states[kind] };
    })
    .filter(({ from, to }) => Temporal.PlainDate.compare(from, to) <= 0)
    .sort((a, b) => Temporal.PlainDate.compare(a.from, b.from));
  const cut = spans.flatMap((span, at) => {
    const next = spans[at + 1]?.from;
    const to = next ? earlier(span.to, next.subtract({ days: 1 })) : span.to;
    return Temporal.PlainDate.compare(span.from, to) <= 0 ? [{ ...span, to }] : [];
  });
  const first = cut[0]?.from ?? today;
  if (Temporal.PlainDate.compare(schoolAge, first) >= 0) return cut;
  const to = cut[0] ? first.subtract({ days: 1 }) : today;
  return [{ from: schoolAge, to, state: "unknown" }, ...cut];
}

function earlier(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) <= 0 ? one : other;
}
