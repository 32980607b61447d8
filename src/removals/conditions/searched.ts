import { dayAnswered, type GroundAsked, isAfter, later, type Part } from "./part.ts";

/** That school and authority both tried to find the pupil; together where the regulations of the day say so. [F02] */
export function sought({ ground, answers, day }: GroundAsked, together: boolean): Part {
  const head = {
    clause: ground.clause,
    says: together
      ? "School and authority made reasonable efforts together to find the pupil"
      : "School and authority each made reasonable enquiries to find the pupil",
  };
  const school = answers["schoolTried"] ? dayAnswered(answers, "schoolTriedOn") : undefined;
  const authority = answers["authorityTried"] ? dayAnswered(answers, "authorityTriedOn") : undefined;
  if (!school) return { ...head, state: "missing", because: "What the school did, and when, is not given." };
  if (!authority)
    return {
      ...{ ...head, state: "missing" },
      because: "What the authority did, and when, is not given. Ask its officer to search with you.",
    };
  if (together && answers["together"] !== "yes") {
    const because = "The efforts must be made together. Agree with the authority's officer who does what.";
    return answers["together"] === "no"
      ? { ...head, state: "failed", because }
      : { ...head, state: "missing", because };
  }
  const on = later(school, authority);
  return isAfter(on, day)
    ? { ...head, state: "too-soon", because: "The last of the enquiries is still to come.", from: on }
    : { ...head, state: "met", on };
}
