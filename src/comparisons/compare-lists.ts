import { dayOf } from "../calendar/index.ts";
import { schoolBirthdaysOn, schoolYearOf } from "../children/index.ts";
import { type Database, inTransaction } from "../database/index.ts";
import { type Procedure, roleInWords } from "../procedures/index.ts";
import { type Compared, gatherRows } from "./compared-rows.store.ts";
import type { ComparisonWord } from "./comparison.ts";
import { comparisons } from "./definitions/index.ts";
import {
  type ComparisonCounts,
  holdComparing,
  keepCountyStates,
  keepFindings,
} from "./keep-findings.store.ts";
import { gatherProbableChildren } from "./probable-children.store.ts";
import { gatherUnplacedChildren } from "./unplaced-children.store.ts";

export type ComparingContext = {
  database: Database;
  procedures: readonly Procedure[];
  now: Temporal.Instant;
};

/**
 * Compares the lists of an authority anew, all in one transaction of the owner: what every comparison finds, and how the
 * county's children are educated. To do it again changes nothing. [A04] [B01] [B02] [B03] [B04] [B05] [B07] [B09]
 */
export function compareLists(
  { database, procedures, now }: ComparingContext,
  authorityId: number,
): Promise<ReadonlyMap<ComparisonWord, ComparisonCounts>> {
  const today = dayOf(now);
  const compared: Compared = {
    authorityId,
    today,
    born: schoolBirthdaysOn(today),
    yearBegan: Temporal.PlainDate.from({ year: schoolYearOf(today), month: 9, day: 1 }),
    interviewRole: interviewRoleIn(procedures),
  };
  return inTransaction(database, async (transaction) => {
    await holdComparing(transaction, authorityId);
    await gatherRows(transaction, compared);
    await gatherUnplacedChildren(transaction, compared);
    await gatherProbableChildren(transaction, compared);
    const counts = new Map<ComparisonWord, ComparisonCounts>();
    for (const comparison of comparisons)
      counts.set(comparison.word, await keepFindings(transaction, comparison, compared, now));
    await keepCountyStates(transaction, compared);
    return counts;
  });
}

/** Whose task the talk with a child who is back is, by the procedures. */
function interviewRoleIn(procedures: readonly Procedure[]): string {
  const rule = procedures
    .flatMap(({ rules }) => rules)
    .find(({ act }) => act === ("hold-return-interview" as typeof act));
  return rule ? roleInWords(rule.role) : "not named by a procedure";
}
