import { awayUnauthorised, ceasedToAttend, endTooEarly, notBackFromLeave } from "./conditions/away.ts";
import { consent2026, placingAuthority } from "./conditions/consents.ts";
import { overAge } from "./conditions/leaving-age.ts";
import { dayAnswered, type GroundAsked, isAfter, later, type Part } from "./conditions/part.ts";
import { sought } from "./conditions/searched.ts";
import type { Condition } from "./ground.ts";
import { type QuestionName, questions } from "./questions.ts";

export type GroundDecided = { parts: readonly Part[] } & (
  | { met: true; on: Temporal.PlainDate }
  | {
      met: false;
      /** The first day on which it can be met if nothing else stands in the way; undefined where something does. */
      notBefore?: Temporal.PlainDate | undefined;
    }
);

/**
 * Whether a ground is met on a day, since which day, and else what is missing: from the ground, the pupil's marks, the
 * school's days and what the school answered, and from nothing else. [F01] [F02]
 */
export function decideGround(asked: GroundAsked): GroundDecided {
  const parts = [
    ...asked.ground.conditions.flatMap((condition) => judged(asked, condition) ?? []),
    evidenceGiven(asked),
  ];
  if (parts.every(({ state }) => state === "met")) {
    const days = parts.flatMap((part) => (part.state === "met" && part.on ? [part.on] : []));
    return { met: true, on: days.reduce(later, days[0] ?? asked.day), parts };
  }
  const isBarred = parts.some(({ state }) => state === "failed");
  const ahead = parts.flatMap((part) => (part.state === "too-soon" ? [part.from] : []));
  const known = ahead.filter((day) => day !== undefined);
  const [first] = known;
  return {
    ...{ met: false, parts },
    ...(!isBarred && first && known.length === ahead.length && { notBefore: known.reduce(later, first) }),
  };
}

function judged(asked: GroundAsked, condition: Condition): Part | undefined {
  switch (condition.kind) {
    case "answer":
      return answered(asked, condition);
    case "day":
      return dayCome(asked, condition);
    case "ceased":
      return ceasedToAttend(asked);
    case "unauthorised":
      return awayUnauthorised(asked, condition.schoolDays);
    case "not-back":
      return notBackFromLeave(asked, condition.schoolDays);
    case "sought":
      return sought(asked, condition.together);
    case "over-age":
      return overAge(asked);
    case "placing-authority":
      return placingAuthority(asked, condition.clause);
    case "consent-2026":
      return consent2026(asked);
  }
}

function answered(
  { ground, answers }: GroundAsked,
  { question, is, because }: Extract<Condition, { kind: "answer" }>,
): Part {
  const { short } = questions[question];
  const said = answers[question];
  const isMet = is.includes(String(said));
  const wanted = (isMet ? [String(said)] : is).map((value) => wordsOf(question, value)).join(", or: ");
  const head = { clause: ground.clause, says: `${short}: ${wanted}` };
  if (said === undefined || said === "") return { ...head, state: "missing", because: "Not answered yet." };
  return isMet ? { ...head, state: "met" } : { ...head, state: "failed", because };
}

function wordsOf(question: QuestionName, value: string): string {
  const field = questions[question];
  const text = "of" in field ? field.of.find((one) => one.value === value)?.text : undefined;
  return (text ?? value).replace(/^(Yes|No)$/, (word) => word.toLowerCase());
}

function dayCome(
  { ground, answers, day }: GroundAsked,
  { question, holds, because, over }: Extract<Condition, { kind: "day" }>,
): Part {
  const head = { clause: ground.clause, says: holds };
  const given = dayAnswered(answers, question);
  if (!given) return { ...head, state: "missing", because: "The day is not given." };
  const on = over ? given.add({ days: 1 }) : given;
  return isAfter(on, day) ? { ...head, state: "too-soon", because, from: on } : { ...head, state: "met", on };
}

function evidenceGiven({ ground, answers }: GroundAsked): Part {
  const head = { clause: ground.clause, says: "Evidence is kept" };
  return answers["evidence"]
    ? { ...head, state: "met" }
    : { ...head, state: "missing", because: `Say what shows it, and where it is kept. ${ground.evidence}` };
}

/** The questions that a ground asks of this pupil and school, in order: nothing that the record or the marks tell. [F01] */
export function questionsFor(asked: Omit<GroundAsked, "answers">): QuestionName[] {
  const isSpecial = asked.phase === "special";
  const isInForce = asked.consentFrom !== undefined && !isAfter(asked.consentFrom, asked.day);
  const stale: QuestionName[] = endTooEarly(asked) ? ["stillAway"] : [];
  return asked.ground.conditions.flatMap((condition): QuestionName[] => {
    switch (condition.kind) {
      case "answer":
      case "day":
        return [condition.question];
      case "unauthorised":
        return stale;
      case "not-back":
        return ["leaveEndedOn", ...stale];
      case "sought":
        return [
          ...(["schoolTried", "schoolTriedOn", "authorityTried", "authorityTriedOn"] as const),
          ...(condition.together ? (["together"] as const) : []),
        ];
      case "placing-authority":
        return isSpecial ? ["placedByAuthority", "placingConsentOn"] : [];
      case "consent-2026":
        return isInForce ? ["enquiriesOrPlan", "consent2026On"] : [];
      default:
        return [];
    }
  });
}
