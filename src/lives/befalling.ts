import type { PastFact } from "../cases/index.ts";
import type { Coming } from "./coming.ts";
import { type Doing, type Made, oneOf } from "./doing.ts";
import { leftArea, onRoll } from "./education-acts.ts";
import { daysAfter } from "./office-hours.ts";
import { isInside, isOnRoll } from "./truth.ts";

type After = Pick<Doing, "pupil" | "day" | "chance">;

/** What can follow a fact by itself: how often, within which days, and what it is. Left out, `only` is while the case is open. */
type Sequel = {
  often: number;
  days: readonly [number, number];
  made: (after: After) => Made;
  only?: NonNullable<Coming["only"]>;
};

/** What happens in the life of a child and a family after a fact, though no duty asks for it. */
export function befallingAfter(fact: PastFact, after: After): Coming[] {
  const { chance } = after;
  return (after.pupil.truth ? truly(fact, after) : sequelsOf(fact)).flatMap(
    ({ often, days, made, only = "while-open" }) =>
      chance() < often ? [{ at: daysAfter(fact.happenedAt, days, chance), made: [made(after)], only }] : [],
  );
}

/** What follows from the truth about the child: of what could follow by chance, only what does not contradict it. */
function truly(fact: PastFact, { pupil: { truth }, day }: After): readonly Sequel[] {
  if (!truth) return [];
  switch (fact.kind) {
    case "case-opened":
    case "case-reopened":
      // Whoever has the child now asks the old school for its records, or tells.
      if (truth.roll) return [{ often: 0.35, days: [5, 60], made: onRoll }];
      return isInside(truth)
        ? [...onOpening.filter((each) => each !== comesForwardAnywhere), comesForward]
        : [{ often: 0.3, days: [10, 90], made: () => leftArea }];
    case "visit-made":
      if (fact.details.found !== "child-seen") return [];
      if (isOnRoll(truth, day)) return [{ often: 0.9, days: [1, 5], made: onRoll }];
      return truth.taughtAtHome ? [{ ...registered, often: 0.9 }] : [];
    case "message-posted":
      return isInside(truth) ? [] : [{ often: 0.6, days: [6, 30], made: () => leftArea }];
    default:
      return sequelsOf(fact);
  }
}

function sequelsOf(fact: PastFact): readonly Sequel[] {
  switch (fact.kind) {
    case "case-opened":
      return onOpening;
    case "visit-made":
      return fact.details.found === "child-seen" ? whereSeen : [];
    case "message-posted":
      return [{ often: 0.1, days: [6, 30], made: () => leftArea }];
    case "attendance-order-made":
      return [{ often: 0.85, days: [3, 15], made: onRoll }];
    case "education-shown-suitable":
      return [{ often: 1, days: [0, 3], made: suitable }];
    case "case-closed":
      return [{ often: 0.1, days: [14, 60], made: reopened, only: "while-closed" }];
    case "concern-raised":
      return fact.details.about === "safety" ? [settled] : [];
    case "reported-missing":
      return [{ ...back, made: () => ({ kind: "missing-child-returned", details: {} }) }];
    default:
      return [];
  }
}

const back = { often: 1, days: [0.5, 5], only: "whenever" } as const;
const settled: Sequel = {
  ...{ often: 1, days: [6, 25], only: "whenever" },
  made: () => ({ kind: "concern-settled", details: { about: "safety" }, by: "safeguarding-lead" }),
};

const comesForwardAnywhere: Sequel = {
  ...{ often: 0.08, days: [5, 40] },
  made: ({ chance }) => ({
    kind: "family-made-contact",
    details: { address: oneOf(["inside", "inside", "outside"], chance) },
  }),
};
const comesForward: Sequel = {
  ...{ often: 0.08, days: [5, 40] },
  made: () => ({ kind: "family-made-contact", details: { address: "inside" } }),
};
const registered: Sequel = {
  ...{ often: 0.18, days: [5, 25] },
  made: ({ day }) => ({
    kind: "home-education-registered",
    details: { registeredOn: day.toString() },
    by: "ehe-officer",
  }),
};

const onOpening: readonly Sequel[] = [
  {
    ...{ often: 0.05, days: [2, 12] },
    made: () => ({ kind: "concern-raised", details: { about: "safety" }, by: "safeguarding-lead" }),
  },
  { often: 0.04, days: [1, 20], made: () => ({ kind: "reported-missing", details: {} }) },
  comesForwardAnywhere,
  {
    ...{ often: 0.35, days: [1, 12] },
    made: ({ chance }) => ({ kind: "note-made", details: { note: oneOf(notes, chance) } }),
  },
];

const whereSeen: readonly Sequel[] = [registered, { often: 0.08, days: [5, 25], made: suitable }];

function suitable({ day }: After): Made {
  const startedOn = day.add({ days: 1 }).toString();
  return {
    kind: "provision-confirmed",
    details: { provider: "a tutor whom the family pays", startedOn, confirmedBy: "the tutor, by letter" },
  };
}

function reopened({ chance }: After): Made {
  const address = oneOf(["inside", "inside", "unknown"] as const, chance);
  return { kind: "case-reopened", details: { why: oneOf(whyAgain, chance), address } };
}

const whyAgain = [
  "The new school says that the child has not come since the holiday",
  "The school took the child off its roll again",
  "A neighbour says that the child is at home all day",
];

const notes = [
  "The aunt named as a contact does not answer her telephone.",
  "Left a message with the old school's office.",
  "The health visitor will ask when she is next there.",
  "A younger brother is due to start school next September.",
];
