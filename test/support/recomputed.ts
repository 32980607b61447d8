import { verifyObligations } from "../../src/cases/index.ts";
import type { TestDatabase } from "./database.ts";

/** How a case is stored otherwise than its facts make of it when it is worked out anew; nothing, as it should be. */
export async function differencesIn(
  { ownerDatabase, keepsight }: TestDatabase,
  reference: string,
): Promise<unknown[]> {
  const { procedures, now } = keepsight;
  const found: unknown[] = [];
  for await (const page of verifyObligations(ownerDatabase, { procedures, now: now() }))
    found.push(...page.differences.filter((each) => each.case === reference));
  return found;
}
