import { authoritiesKnown } from "../access/index.ts";
import { type CopyDifference, calendarsOf, copiesThatDiffer } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import type { Procedure } from "../procedures/index.ts";
import { dutiesOwed } from "./duties-owed.ts";
import { dutiesKept, factsOfAuthority } from "./standing-duties.store.ts";

/** A stored duty of an authority that is not what its facts make of it. */
export type DutyDifference = { authority: string } & CopyDifference;

/** How many duties of how many authorities were compared, and what differs. */
export type DutiesVerified = {
  authorities: number;
  duties: number;
  differences: readonly DutyDifference[];
};

/**
 * Works out what every authority owes from its facts and compares with what is stored. A state that time alone has carried
 * on since is no difference. As the owner of the tables; all as of one moment, and changing nothing.
 */
export async function verifyStandingDuties(
  database: Database,
  { procedures, now }: { procedures: readonly Procedure[]; now: Temporal.Instant },
): Promise<DutiesVerified> {
  const snapshot = await database
    .startTransaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute();
  try {
    const authorities = await authoritiesKnown(snapshot);
    const calendars = await calendarsOf(
      snapshot,
      authorities.map(({ id }) => ({ authorityId: id, schoolId: null })),
    );
    let duties = 0;
    const differences: DutyDifference[] = [];
    for (const authority of authorities) {
      const kept = await dutiesKept(snapshot, authority.id);
      duties += kept.length;
      const facts = await factsOfAuthority(snapshot, authority.id);
      const worksOut = () => dutiesOwed({ procedures, authority, facts, calendars, now });
      differences.push(
        ...copiesThatDiffer(kept, worksOut).map((each) => ({ authority: authority.name, ...each })),
      );
    }
    return { authorities: authorities.length, duties, differences };
  } finally {
    await snapshot.rollback().execute();
  }
}
