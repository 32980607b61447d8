import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { calendarsOf } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import type { Obligation, ObligationState, Procedure } from "../procedures/index.ts";
import { dutiesOwed } from "./duties-owed.ts";
import { authoritiesKnown, dutiesKept, factsOfAuthority, type KeptDuty } from "./standing-duties.store.ts";
import type { Authority } from "./standing-duty.ts";

/** A stored duty of an authority that is not what its facts make of it. */
export type DutyDifference = {
  authority: string;
  obligation?: string;
  startedBy?: number;
  found: "missing" | "extra" | "other" | "cannot be worked out";
  fields?: readonly { field: string; kept: unknown; worksOut: unknown }[];
  because?: string;
};

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
      differences.push(...differencesOf(authority, kept, worksOut));
    }
    return { authorities: authorities.length, duties, differences };
  } finally {
    await snapshot.rollback().execute();
  }
}

function differencesOf(
  { name }: Authority,
  kept: readonly KeptDuty[],
  worksOut: () => Obligation[],
): DutyDifference[] {
  try {
    const rows = new Map(kept.map((each) => [keyOf(each), each]));
    const found = worksOut().flatMap((each): DutyDifference[] => {
      const about = { authority: name, obligation: each.id, startedBy: each.startedBy };
      const copy = rows.get(keyOf(each));
      rows.delete(keyOf(each));
      if (!copy) return [{ ...about, found: "missing" }];
      const fields = fieldsThatDiffer(copy, each);
      return fields.length > 0 ? [{ ...about, found: "other", fields }] : [];
    });
    const extra = [...rows.values()].map(
      ({ id, startedBy }) => ({ authority: name, obligation: id, startedBy, found: "extra" }) as const,
    );
    return [...found, ...extra];
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
    return [{ authority: name, found: "cannot be worked out", because: fault.message }];
  }
}

function keyOf({ procedure, id, startedBy }: Pick<Obligation, "procedure" | "id" | "startedBy">): string {
  return `${procedure} ${id} ${startedBy}`;
}

const compared = [
  ...["version", "clause", "asks", "role", "act", "why"],
  ...["startedAt", "dueAt", "metAt", "metBy", "reading", "notUntil"],
] as (keyof KeptDuty & keyof Obligation)[];

function fieldsThatDiffer(copy: KeptDuty, each: Obligation) {
  const fields = compared
    .filter((field) => inJson(copy[field]) !== inJson(each[field]))
    .map((field) => ({ field, kept: copy[field] as unknown, worksOut: (each[field] ?? null) as unknown }));
  const isCarriedOn = copy.state === each.state || carriedOnBy[copy.state]?.includes(each.state);
  return isCarriedOn ? fields : [...fields, { field: "state", kept: copy.state, worksOut: each.state }];
}

/** The states to which time alone carries a state. */
const carriedOnBy: Partial<Record<ObligationState, readonly ObligationState[]>> = {
  waiting: ["overdue"],
  open: ["due-soon", "overdue"],
  "due-soon": ["overdue"],
};

/** JSON in the database keeps no order of fields. */
function inJson(value: unknown): string {
  if (value === undefined || value === null) return "";
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return JSON.stringify(isPlain ? Object.entries(value).sort() : value);
}
