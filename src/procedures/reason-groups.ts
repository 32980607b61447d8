import type { Procedure, ReasonGroup } from "./procedure.ts";

/** The groups of the document's own table into which a case with this reason falls, of the procedures that it follows. [A09] */
export function reasonGroupsOf(procedures: readonly Procedure[], reason: string): ReasonGroup[] {
  return procedures.flatMap(({ reasonGroups }) =>
    reasonGroups.filter(({ reasons }) => reasons.includes(reason)),
  );
}

/** The same table line by line, to be read and signed. [A09] */
export function explainReasonGroups({ reasonGroups }: Pick<Procedure, "reasonGroups">): string[] {
  return reasonGroups.flatMap(({ group, clause, reasons, who }) => [
    `${group} (${clause}), for the reasons ${reasons.join(", ")}:`,
    ...who.map(({ called, does }) => `${called}: ${does.join("; ")}.`),
  ]);
}
