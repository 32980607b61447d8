import type { Context } from "../../context.ts";
import { proceduresOf } from "../../procedures/index.ts";
import { calendarsOf } from "../calendars.store.ts";
import { standingOf } from "../standing.ts";
import { casesOpenAt, factsKnownAt } from "./register.store.ts";
import type { RegisterRow } from "./register.ts";

const rowsAtOnce = 500;

/**
 * The register as it stood at a past moment, with the next step that each case had then: what was known by then and
 * nothing that came later. In pages, so that a whole county never stands in memory. [H01]
 */
export async function* registerAt(
  context: Context,
  authorityId: number,
  at: Temporal.Instant,
): AsyncGenerator<RegisterRow[]> {
  const { database, procedures } = context;
  for (let after = 0; ; ) {
    const cases = await casesOpenAt(database, authorityId, at, after, rowsAtOnce);
    const last = cases.at(-1);
    if (!last) return;
    const facts = await factsKnownAt(
      database,
      cases.map(({ caseId }) => caseId),
      at,
    );
    const calendars = await calendarsOf(
      database,
      cases.map(({ schoolId }) => ({ authorityId, schoolId })),
    );
    yield cases.map((kase) => {
      const asked = {
        procedures: proceduresOf(procedures, { ...kase, authorityId }),
        facts: facts.get(kase.caseId) ?? [],
        calendars,
        place: { authorityId, schoolId: kase.schoolId },
        now: at,
        knownAt: at,
      };
      const next = standingOf(asked).nextStep;
      return {
        ...kase,
        nextAsks: next?.asks ?? null,
        nextClause: next?.clause ?? null,
        nextRole: next?.role ?? null,
        nextDueAt: next?.dueAt ?? null,
        outcome: null,
        closedAt: null,
      };
    });
    if (cases.length < rowsAtOnce) return;
    after = last.caseId;
  }
}
