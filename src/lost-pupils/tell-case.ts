import { recordFacts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { asTheProgram } from "../enquiries/index.ts";
import { openCaseOfChild } from "./lost-pupils.store.ts";

/**
 * Tells the open case of each of these children, where there is one, what happened to the transfer file: a school cannot see the
 * case that its file belongs to. The procedures ask for these facts. [F05] [F06]
 */
export async function tellCases(
  context: Context,
  children: readonly (number | null | undefined)[],
  facts: Parameters<typeof recordFacts>[2],
): Promise<void> {
  const named = new Set(children.filter((child) => typeof child === "number"));
  if (named.size === 0) return;
  await asTheProgram(context, async (program) => {
    for (const child of named) {
      const caseId = await openCaseOfChild(program.database, child);
      if (caseId !== undefined) await recordFacts(program, caseId, facts);
    }
  });
}

/** That a new pupil came without a file, and that the CME officer was asked for it (N6.1v). */
export const fileAskedFor: Parameters<typeof recordFacts>[2] = [
  { kind: "pupil-admitted", details: { records: "did-not-come" } },
  { kind: "agency-told", details: { agency: "cme-officer" } },
];
