import type { FactKind, Outcome, ProcedureAct } from "../procedures/index.ts";
import { type Doing, drawn, fitting, oneOf, type Way } from "./doing.ts";
import type { Truth } from "./truth.ts";

/** What is done with the case itself, and for all children together. */
export const caseActs = {
  "open-case": ({ facts, pupil, chance }) => {
    const address = drawn(
      pupil.truth ? believed(pupil.truth) : { inside: 64, unknown: 26, outside: 10 },
      chance,
    );
    if (facts.some(({ kind }) => kind === "case-opened"))
      return [{ kind: "case-reopened", details: { why: "The child was referred again", address } }];
    const missingSince = chance() < 0.05 ? null : pupil.left.on.toString();
    return [
      {
        kind: "case-opened",
        details: { reason: reasonFor(facts, pupil.left.ground, chance), missingSince, address },
      },
    ];
  },
  "close-case": ({ facts }) => [{ kind: "case-closed", details: { outcome: outcomeProved(facts) } }],
  "advise-removal": ({ day }) => [{ kind: "removal-advised", details: { removeOn: day.toString() } }],
  "tell-referrer": () => [{ kind: "referrer-told", details: {} }],
  "do-standing-duty": (doing) => [
    { kind: "duty-done", details: { task: fitting(doing, "duty-done", "task", ["duties-reminder"]) } },
  ],
} as const satisfies Partial<Record<ProcedureAct, Way>>;

/** Where the family is believed to live when the case is opened: mostly at the address that the school knew. */
function believed({ home }: Truth): Partial<Record<"inside" | "unknown" | "outside", number>> {
  if (home === "known-address") return { inside: 90, unknown: 10 };
  return home === "elsewhere-inside" ? { inside: 60, unknown: 40 } : { inside: 40, unknown: 35, outside: 25 };
}

const proves: Partial<Record<FactKind, Outcome>> = {
  "roll-confirmed": "on-roll",
  "provision-confirmed": "suitable-education",
  "home-education-registered": "home-education",
  "left-area-confirmed": "left-area",
};

function outcomeProved(facts: Doing["facts"]): Outcome {
  const proof = facts.findLast(({ kind }) => kind in proves);
  return (proof && proves[proof.kind]) ?? "left-area";
}

/** Why the child is missing education, as far as what happened before tells. */
function reasonFor(facts: Doing["facts"], ground: string | null, chance: Doing["chance"]): string {
  const happened = (wanted: FactKind) => facts.some(({ kind }) => kind === wanted);
  if (happened("excluded-permanently")) return "excluded-formally";
  if (happened("starter-not-arrived")) return "failed-transition";
  if (ground === "F") return "home-education-unsuitable";
  const isAbroad = facts.some(
    (fact) => fact.kind === "child-left-school" && fact.details.destination === "abroad-not-confirmed",
  );
  if (isAbroad) return "moved-abroad";
  return oneOf(
    ["left-destination-unknown", "left-destination-unknown", "moved-within-country", "mid-year-move"],
    chance,
  );
}
