import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import type { Obligation, ObligationState } from "../procedures/index.ts";

/** A stored copy of what the engine answered. */
type Copy = Omit<
  Obligation,
  | "dueOn"
  | "notUntil"
  | "metAt"
  | "metBy"
  | "role"
  | "act"
  | "reading"
  | "lateTell"
  | "suspended"
  | "late"
  | "apartFromCase"
  | "inState"
> & {
  role: string;
  act: string;
  notUntil: Temporal.Instant | null;
  metAt: Temporal.Instant | null;
  metBy: number | null;
  reading: unknown;
  lateTell: string | null;
};

/** A copy that is not what its history makes of it. */
export type CopyDifference = {
  obligation?: string;
  startedBy?: number;
  found: "missing" | "extra" | "other" | "cannot be worked out";
  fields?: readonly { field: string; kept: unknown; worksOut: unknown }[];
  /** Why it cannot be worked out. */
  because?: string;
};

/** How the copies of one history outside a case differ from what it makes now. A state that time alone has carried on is no difference. */
export function copiesThatDiffer(
  kept: readonly Copy[],
  worksOut: () => readonly Obligation[],
): readonly CopyDifference[] {
  try {
    return differencesBetween(kept, worksOut());
  } catch (fault) {
    if (!(fault instanceof CalendarTooShort || fault instanceof NoTermDates)) throw fault;
    return [{ found: "cannot be worked out", because: fault.message }];
  }
}

function differencesBetween(kept: readonly Copy[], worksOut: readonly Obligation[]): CopyDifference[] {
  const rows = new Map(kept.map((each) => [keyOf(each), each]));
  const found = worksOut.flatMap((each): CopyDifference[] => {
    const about = { obligation: each.id, startedBy: each.startedBy };
    const copy = rows.get(keyOf(each));
    rows.delete(keyOf(each));
    if (!copy) return [{ ...about, found: "missing" }];
    const fields = fieldsThatDiffer(copy, each);
    return fields.length > 0 ? [{ ...about, found: "other", fields }] : [];
  });
  const extra = [...rows.values()].map(
    ({ id, startedBy }) => ({ obligation: id, startedBy, found: "extra" }) as const,
  );
  return [...found, ...extra];
}

function keyOf({ procedure, id, startedBy }: Pick<Obligation, "procedure" | "id" | "startedBy">): string {
  return `${procedure} ${id} ${startedBy}`;
}

const compared = [
  ...(["version", "clause", "asks", "role", "act", "why", "lateTell", "urgent"] as const),
  ...(["startedAt", "dueAt", "metAt", "metBy", "reading", "notUntil"] as const),
];

function fieldsThatDiffer(copy: Copy, now: Obligation) {
  const fields = compared
    .map((field) => ({ field, kept: copy[field] as unknown, worksOut: toKeep(now, field) }))
    .filter(({ kept, worksOut }) => inJson(kept) !== inJson(worksOut));
  const isCarriedOn = copy.state === now.state || carriedOnBy[copy.state]?.includes(now.state);
  return isCarriedOn ? fields : [...fields, { field: "state", kept: copy.state, worksOut: now.state }];
}

/** A field as a copy keeps it. */
function toKeep(now: Obligation, field: (typeof compared)[number]): unknown {
  return now[field] ?? (field === "lateTell" ? "" : null);
}

/** The states to which time alone carries a state. */
const carriedOnBy: Partial<Record<ObligationState, readonly ObligationState[]>> = {
  waiting: ["open", "due-soon", "overdue"],
  open: ["due-soon", "overdue"],
  "due-soon": ["overdue"],
};

/** JSON in the database keeps no order of fields. */
function inJson(value: unknown): string {
  if (value === undefined || value === null) return "";
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return JSON.stringify(isPlain ? Object.entries(value).sort() : value);
}
