import { nextStepOf, type Obligation, type Reading } from "../procedures/index.ts";
import type { KeptCase, KeptRow } from "./kept-cases.store.ts";
import type { Standing } from "./standing.ts";

/** A copy that is not what the facts of its case make of it. Nothing in it names or describes a child. */
export type KeptDifference = {
  /** The case by its reference. */
  case: string;
  /** The obligation and the fact that began it; missing where the case's own row differs. */
  obligation?: string;
  startedBy?: number;
  found: "missing" | "extra" | "other" | "cannot be worked out";
  /** For what is other: each field, as it is kept and as it works out. */
  fields?: readonly FieldKept[];
  /** Why it cannot be worked out. */
  because?: string;
};
type FieldKept = { field: string; kept: unknown; worksOut: unknown };

/**
 * How the copies of a case differ from what its facts make of it `now`. `atLastFact` answers the same for the moment of
 * the last recording, and is asked only where time alone could explain a difference:
 * - a state may be any that it had from then until now (waiting, open, then due soon, then overdue), its why with it;
 * - what began by lateness alone since then may be missing.
 * All else is the same at any moment, and must be equal. The next step must be the one that follows from the states kept.
 */
export function differencesKept(
  { row, facts, obligations: kept }: KeptCase,
  now: Standing,
  atLastFact: () => Standing,
): KeptDifference[] {
  const rows = new Map(kept.map((each) => [`${each.procedure} ${each.obligation} ${each.startedBy}`, each]));
  const found: KeptDifference[] = [];
  const asKept: Obligation[] = [];
  let earlier: Map<string, Obligation> | undefined;
  const then = (key: string) => {
    earlier ??= new Map(atLastFact().obligations.map((each) => [keyOf(each), each]));
    return earlier.get(key);
  };
  for (const each of now.obligations) {
    const key = keyOf(each);
    const about = { case: row.reference, obligation: each.id, startedBy: each.startedBy };
    const copy = rows.get(key);
    rows.delete(key);
    if (copy === undefined) {
      if (then(key)) found.push({ ...about, found: "missing" });
      continue;
    }
    asKept.push(each.inState(copy.state as Obligation["state"]));
    const fields = [
      ...(copy.state === each.state && copy.why === each.why ? [] : stateKept(copy, each, then(key))),
      ...fieldsOf(copy, each, row),
    ];
    if (fields.length > 0) found.push({ ...about, found: "other", fields });
  }
  for (const { obligation, startedBy } of rows.values())
    found.push({ case: row.reference, obligation, startedBy, found: "extra" });
  const fields = found.length > 0 ? [] : caseFields(row, now, asKept, facts.at(-1)?.id);
  return fields.length > 0 ? [...found, { case: row.reference, found: "other", fields }] : found;
}

function keyOf({ procedure, id, startedBy }: Obligation): string {
  return `${procedure} ${id} ${startedBy}`;
}

/** The states that time alone brings, in their order. */
const inTime: readonly string[] = ["waiting", "open", "due-soon", "overdue"];

type Stated = { state: string };

function liesBetween(then: Stated, kept: Stated, now: Stated): boolean {
  const place = ({ state }: Stated) => inTime.indexOf(state);
  return place(then) < place(kept) && place(kept) < place(now);
}

/** A state on its way from the last recording to now, and its own why. */
function stateKept(copy: KeptRow, now: Obligation, then: Obligation | undefined): FieldKept[] {
  const passed = then !== undefined && inTime.includes(then.state) && liesBetween(then, copy, now);
  const state = copy.state === now.state || copy.state === then?.state || passed;
  const why = copy.why === now.why || copy.why === then?.why;
  return [
    ...(state ? [] : [{ field: "state", kept: copy.state, worksOut: now.state }]),
    ...(why ? [] : [{ field: "why", kept: copy.why, worksOut: now.why }]),
  ];
}

function fieldsOf(copy: KeptRow, each: Obligation, row: KeptCase["row"]): FieldKept[] {
  return unequal([
    ["version", copy.version, each.version],
    ["clause", copy.clause, each.clause],
    ["asks", copy.asks, each.asks],
    ["role", copy.role, each.role],
    ["late_tell", copy.lateTell, each.lateTell ?? ""],
    ["urgent", copy.urgent, each.urgent],
    ["act", copy.act, each.act],
    ["started_at", copy.startedAt, each.startedAt],
    ["due_at", copy.dueAt, each.dueAt],
    ["met_at", copy.metAt, each.metAt],
    ["not_until", copy.notUntil, each.notUntil],
    ["met_by", copy.metBy, each.metBy],
    ["reading", inOrder(copy.reading as Reading | null), inOrder(each.reading)],
    ["authority_id", copy.authorityId, row.authorityId],
    ["area_id", copy.areaId, row.areaId],
    ["restricted", copy.restricted, row.restricted],
  ]);
}

function caseFields(
  row: KeptCase["row"],
  now: Standing,
  asKept: readonly Obligation[],
  lastFact: number | undefined,
): FieldKept[] {
  const next = nextStepOf(asKept);
  return unequal([
    ["open", row.open, now.open],
    ["outcome", row.outcome, now.outcome],
    ["closed_at", row.closedAt, now.closedAt],
    ["last_fact_id", row.lastFactId, lastFact],
    ["next_obligation", row.nextObligation, next?.id],
    ["next_asks", row.nextAsks, next?.asks],
    ["next_clause", row.nextClause, next?.clause],
    ["next_role", row.nextRole, next?.role],
    ["next_act", row.nextAct, next?.act],
    ["next_due_at", row.nextDueAt, next?.dueAt],
  ]);
}

function unequal(fields: readonly [field: string, kept: unknown, worksOut: unknown][]): FieldKept[] {
  return fields
    .filter(([, kept, worksOut]) => !equal(kept ?? null, worksOut ?? null))
    .map(([field, kept, worksOut]) => ({ field, kept, worksOut: worksOut ?? null }));
}

function equal(kept: unknown, worksOut: unknown): boolean {
  if (kept instanceof Temporal.Instant) return worksOut instanceof Temporal.Instant && kept.equals(worksOut);
  return kept === worksOut;
}

/** JSON in the database keeps no order of fields. */
function inOrder(reading: Reading | null | undefined): string | null {
  return reading ? JSON.stringify([reading.question, reading.choice, reading.why]) : null;
}
