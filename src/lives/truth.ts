import type { Agency, DetailsOf } from "../procedures/index.ts";
import type { Chance } from "./chance.ts";

/** What is true of a missing pupil, though nobody who looks for them knows it yet. What they find follows from it. */
export type Truth = {
  /** Where the family lives: where the school and the lists say, at another place in the area, or out of it. */
  home: "known-address" | "elsewhere-inside" | "another-authority" | "abroad";
  /** The school that has the child on its roll, and since when. */
  roll: { schoolName: string; since: Temporal.PlainDate } | undefined;
  /** If the family teaches the child at home, and has told nobody. */
  taughtAtHome: boolean;
};

type Found = DetailsOf<"visit-made">["found"];

/** If a school has the child on its roll on this day. */
export function isOnRoll({ roll }: Truth, day: Temporal.PlainDate): boolean {
  return roll !== undefined && Temporal.PlainDate.compare(roll.since, day) <= 0;
}

/** If the family lives in the authority's area. */
export function isInside({ home }: Truth): boolean {
  return home === "known-address" || home === "elsewhere-inside";
}

/** What the lists say of the child: a roll nearly always, but for a name spelt otherwise; an address where there is one. */
export function onTheLists(
  truth: Truth,
  day: Temporal.PlainDate,
  chance: Chance,
): DetailsOf<"database-checked">["found"] {
  const draw = chance();
  if (isOnRoll(truth, day)) return draw < 0.85 ? "school" : "nothing";
  if (isInside(truth)) return draw < 0.5 ? "address-inside" : "nothing";
  return truth.home === "another-authority" && draw < 0.3 ? "address-outside" : "nothing";
}

/** How often each thing is found at the door of the address that is known. */
export function atTheDoor({ home }: Truth): Partial<Record<Found, number>> {
  return home === "known-address"
    ? { "child-seen": 66, "no-answer": 28, refused: 6 }
    : { "family-moved": 45, "not-known-there": 25, "no-answer": 30 };
}

/** Where the people at the old address say that the family went. */
export function wentTo(truth: Truth, chance: Chance): DetailsOf<"visit-made">["newAddress"] {
  return chance() < 0.35 ? "unknown" : isInside(truth) ? "inside" : "outside";
}

/** What somebody who is asked can say: if they know the child or the family, and where it lives. */
export function answerBy(
  asked: Agency,
  truth: Truth,
  day: Temporal.PlainDate,
  chance: Chance,
): Pick<DetailsOf<"enquiry-answered">, "answer" | "address"> {
  const draw = chance();
  const rolls = asked === "school" || asked === "admissions";
  if (rolls && isOnRoll(truth, day) && draw < 0.9) return { answer: "on-roll", address: "unknown" };
  if (asked === "other-authority" && truth.home === "another-authority" && draw < 0.9)
    return { answer: "knows-family", address: "outside" };
  const mayKnow = !rolls && asked !== "other-authority" && truth.home !== "abroad";
  if (mayKnow && draw < 0.3)
    return { answer: "knows-family", address: isInside(truth) ? "inside" : "outside" };
  return { answer: "nothing-known", address: "unknown" };
}

/** What a search by school and officer comes to. */
export function searchedFor(truth: Truth): readonly DetailsOf<"whereabouts-sought">["found"][] {
  if (truth.home === "known-address") return ["child", "child", "nothing"];
  return isInside(truth) ? ["nothing", "child"] : ["nothing", "moved-away"];
}
