import type { ChildRecord } from "../children/index.ts";

/** One thing that binds whoever admits a child, why it holds for this child, and where it stands. */
export type Bind = { says: string; because: string; clause: string };

type Asked = Pick<ChildRecord, "flags" | "particulars" | "onRoll">;

/**
 * What binds an admission of this child, in the order in which it counts: a plan that names a school, care by an authority, the
 * fair access protocol, and the power to direct; from the child's own record. Nothing for a child who has a school. [B11]
 */
export function admissionBinds({ flags, particulars, onRoll }: Asked, isMissing: boolean): Bind[] {
  if (onRoll && !isMissing) return [];
  const clause = "N3.1.5";
  const cared = flags.find(({ flag, raised }) => flag === "looked-after" && raised);
  const needs = particulars.find(
    ({ specialEducationalNeeds }) => specialEducationalNeeds,
  )?.specialEducationalNeeds;
  // The census's own code for a plan; a former statement is S.
  const planned = needs === "E" || needs === "S";
  return [
    ...(planned
      ? [
          {
            says: "A school that the plan names must admit the child, even when it is full.",
            because: "The child has an education, health and care plan.",
            clause,
          },
        ]
      : []),
    ...(cared
      ? [
          {
            says: planned
              ? "After a plan, no child comes before this one at any school."
              : "This child comes first at any school that has more applicants than places.",
            because: "The child is looked after by an authority.",
            clause,
          },
        ]
      : []),
    ...(needs && !planned
      ? [
          {
            says: "No school may refuse the child because it cannot meet the needs, or because there is no plan.",
            because: "The child has special educational needs without a plan.",
            clause,
          },
        ]
      : []),
    ...(planned
      ? []
      : [
          {
            says: "A school may be asked to admit the child under the fair access protocol, outside the usual rounds.",
            because: "The child has no school and no plan that names one.",
            clause,
          },
        ]),
    {
      says: "If a school will not admit the child, the authority can direct it to.",
      because: cared ? "This holds for a looked-after child too." : "The child has no school.",
      clause,
    },
  ];
}
