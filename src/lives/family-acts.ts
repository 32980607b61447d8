import type { DetailsOf, ProcedureAct } from "../procedures/index.ts";
import { type Doing, drawn, fitting, type Made, oneOf, type Way } from "./doing.ts";
import { atTheDoor, wentTo } from "./truth.ts";

/** What is done with the family and at its door. */
export const familyActs = {
  "contact-family": (doing) => [
    {
      kind: "family-contact-tried",
      details: {
        // Whoever is missing from school was not reached.
        reached: fitting(
          doing,
          "family-contact-tried",
          "reached",
          isOutOfReach(doing) ? [false] : [false, true, true],
        ),
        by: oneOf(["telephone", "telephone", "message", "letter"] as const, doing.chance),
      },
    },
  ],
  "request-visit": ({ pupil, chance }) => [
    { kind: "visit-requested", details: { urgent: chance() < 0.1, areaId: pupil.areaId } },
  ],
  "write-to-family": () => [{ kind: "letter-sent", details: { about: "visit" } }],
  "assess-visit-risk": ({ chance }) => [risksAssessed(chance)],
  "visit-family": (doing) => {
    const found = drawn(isSeen(doing) ? foundWhereSeen : doors(doing), doing.chance);
    const visit: Made = { kind: "visit-made", details: visitThatFound(found, doing) };
    return isAssessed(doing) ? [visit] : [risksAssessed(doing.chance), visit];
  },
  "hold-return-interview": () => [{ kind: "return-interview-held", details: { child: "spoke" } }],
} as const satisfies Partial<Record<ProcedureAct, Way>>;

function risksAssessed(chance: Doing["chance"]): Made {
  return { kind: "visit-risk-assessed", details: { risk: drawn({ low: 6, medium: 2, high: 1 }, chance) } };
}

/** If risks have been weighed since the last visit: no visit without its own. */
function isAssessed({ facts }: Doing): boolean {
  const last = facts.findLast(({ kind }) => kind === "visit-made" || kind === "visit-risk-assessed");
  return last?.kind === "visit-risk-assessed";
}

function isOutOfReach({ facts, pupil: { truth } }: Doing): boolean {
  if (truth) return truth.home !== "known-address";
  return facts.some(({ kind }) => kind === "absence-began" || kind === "starter-not-arrived");
}

/** If the last visit met the child. */
function isSeen({ facts }: Doing): boolean {
  const last = facts.findLast(({ kind }) => kind === "visit-made");
  return last?.kind === "visit-made" && last.details.found === "child-seen";
}

function doors({ pupil: { truth } }: Doing): Partial<Record<Found, number>> {
  return truth ? atTheDoor(truth) : foundAtTheDoor;
}

type Found = DetailsOf<"visit-made">["found"];

const foundAtTheDoor: Record<Found, number> = {
  "child-seen": 34,
  "no-answer": 28,
  "family-moved": 18,
  "not-known-there": 11,
  refused: 5,
};

const foundWhereSeen: Partial<Record<Found, number>> = {
  "child-seen": 80,
  "no-answer": 15,
  "family-moved": 5,
};

function visitThatFound(found: Found, { pupil: { truth }, chance }: Doing): DetailsOf<"visit-made"> {
  const toldWhere = () =>
    truth ? wentTo(truth, chance) : oneOf(["outside", "outside", "unknown", "inside"] as const, chance);
  return {
    found,
    newAddress: found === "family-moved" ? toldWhere() : "unknown",
    cardLeft: found === "no-answer" && chance() < 0.85,
    note: chance() < 0.6 ? oneOf(notes[found], chance) : null,
  };
}

const notes: Record<Found, readonly string[]> = {
  "child-seen": [
    "Met the mother and the child. They would like a place close to home.",
    "The child is well and misses school. The father works away.",
    "Staying with grandparents at this address since the move.",
  ],
  "no-answer": ["Curtains drawn, a car outside.", "Post behind the door."],
  "family-moved": ["A neighbour says that they left with a van.", "The new tenant forwards their post."],
  "not-known-there": ["A young couple has lived here for two years."],
  refused: ["Somebody spoke through the door and asked us to leave."],
};
