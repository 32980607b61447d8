import type { ProcedureAct } from "../procedures/index.ts";
import { type Doing, fitting, type Made, type Way } from "./doing.ts";
import { isOnRoll } from "./truth.ts";

/** What is done so that a child is educated again. */
export const educationActs = {
  "offer-place": ({ pupil }) => [{ kind: "place-offered", details: { schoolName: pupil.newSchoolName } }],
  "confirm-roll": (doing) => {
    const { rule, pupil, facts, day, chance } = doing;
    const { newSchoolName: schoolName, truth } = pupil;
    const mayEndBy = (kind: string) => rule.ends.some((each) => each.kind === kind);
    if (truth && isOnRoll(truth, day)) return [onRoll(doing)];
    const isOffered = facts.some(({ kind }) => kind === "place-offered");
    if (truth && !isOffered && !mayEndBy("provision-confirmed")) return schoolSaysNo(doing);
    if (mayEndBy("place-not-taken-up") && chance() < 0.28)
      return [{ kind: "place-not-taken-up", details: { schoolName } }];
    if (!mayEndBy("place-not-taken-up") && !mayEndBy("provision-confirmed") && chance() < 0.15)
      return schoolSaysNo(doing);
    return [onRoll(doing)];
  },
  "confirm-left-area": () => [leftArea],
  "register-home-education": ({ day }) => [
    { kind: "home-education-registered", details: { registeredOn: day.toString() } },
  ],
  "offer-home-education-support": () => [{ kind: "home-education-support-offered", details: {} }],
  "review-home-education": () => [{ kind: "home-education-reviewed", details: { view: "suitable" } }],
  "start-attendance-order": () => [{ kind: "attendance-order-started", details: {} }],
  "serve-order-notice": (doing) => [
    {
      kind: "order-notice-served",
      details: { about: fitting(doing, "order-notice-served", "about", ["suitable-education"]) },
    },
  ],
  "show-suitable-education": () => [{ kind: "education-shown-suitable", details: {} }],
  "make-attendance-order": () => [{ kind: "attendance-order-made", details: {} }],
  "weigh-order-breach": () => [{ kind: "order-breach-weighed", details: { decided: "neither" } }],
  "begin-order-proceedings": () => [{ kind: "order-proceedings-begun", details: {} }],
} as const satisfies Partial<Record<ProcedureAct, Way>>;

/** That the child is at a new school, as the school itself says. */
export function onRoll({ pupil, day, chance }: Pick<Doing, "pupil" | "day" | "chance">): Made {
  const roll = pupil.truth && isOnRoll(pupil.truth, day) ? pupil.truth.roll : undefined;
  return {
    kind: "roll-confirmed",
    details: {
      schoolName: roll?.schoolName ?? pupil.newSchoolName,
      startedOn: (roll?.since ?? mondayBefore(day.subtract({ days: Math.floor(chance() * 8) }))).toString(),
      confirmedBy: "the school's office, by telephone",
    },
  };
}

function mondayBefore(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** That the family lives elsewhere, as the authority there says. */
export const leftArea = {
  kind: "left-area-confirmed",
  details: { whereTo: "the area of another authority", confirmedBy: "its CME officer, by telephone" },
} as const satisfies Made;

/** The school that a list named does not have the child. */
function schoolSaysNo({ pupil }: Doing): Made[] {
  const enquiryId = pupil.enquiryId();
  const answered = {
    answer: "nothing-known",
    address: "unknown",
    answeredBy: "the school's office",
  } as const;
  return [
    { kind: "enquiry-sent", details: { to: "school", enquiryId } },
    { kind: "enquiry-answered", details: { by: "school", enquiryId, ...answered } },
  ];
}
