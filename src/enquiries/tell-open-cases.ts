import { recordFacts } from "../cases/index.ts";
import type { Context } from "../context.ts";
import { caseToTellOf } from "./answers.store.ts";
import { asTheProgram } from "./as-the-program.ts";

/**
 * Tells the open case of each of these children, where there is one, what somebody did who cannot see the case: a school's removal, or
 * what became of a transfer file. The procedures ask for these facts. That the records went is told to a closed case too, which
 * owes them until then. [F03] [F05] [F06] [G07]
 */
export async function tellOpenCases(
  context: Context,
  children: readonly (number | null | undefined)[],
  facts: Parameters<typeof recordFacts>[2],
): Promise<void> {
  const named = new Set(children.filter((child) => typeof child === "number"));
  if (named.size === 0) return;
  const owesRecords = facts.every(({ kind }) => kind === "records-sent");
  await asTheProgram(context, async (program) => {
    for (const child of named) {
      const caseId = await caseToTellOf(program.database, child, { owesRecords });
      if (caseId !== undefined) await recordFacts(program, caseId, facts);
    }
  });
}
