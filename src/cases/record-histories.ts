import { type Calendars, dayOf } from "../calendar/index.ts";
import { type Database, inTransaction } from "../database/index.ts";
import {
  type CaseFact,
  type DetailsOf,
  type FactKind,
  type Procedure,
  proceduresOf,
  versionInForce,
} from "../procedures/index.ts";
import { calendarsOf } from "./calendars.store.ts";
import type { Kase } from "./case.ts";
import {
  idsTaken,
  insertObligations,
  insertWholeCases,
  insertWholeFacts,
  joinReferrals,
  proceduresByAuthority,
} from "./histories.store.ts";
import { obligationRow } from "./obligations.store.ts";
import { type Standing, standingOf } from "./standing.ts";
import { progressOf } from "./words-for-referrers.ts";

/** A fact of the past. It was recorded when it happened unless `madeAt` says later. */
export type PastFact = {
  [K in FactKind]: {
    kind: K;
    details: DetailsOf<K>;
    happenedAt: Temporal.Instant;
    madeAt?: Temporal.Instant;
    madeBy: number;
  };
}[FactKind];

/** A whole case that happened elsewhere or in a demonstration, with its facts in the order of recording. */
export type History = Pick<Kase, "childId" | "authorityId" | "areaId" | "schoolId" | "ownerId"> & {
  /** The waiting referral that led to it, if there is one. */
  referralId?: number | undefined;
  facts: readonly PastFact[];
};

const together = 500;

/**
 * Creates thousands of cases with their facts in a few statements each 500, working each out by the same rules as
 * `recordFacts`. For the owner of the tables: a loader, never a person. Answers the cases in the same order.
 * Throws when a history has no `case-opened`, a child has an open case already, or an authority's procedure is not loaded.
 */
export async function recordHistories(
  database: Database,
  histories: readonly History[],
  { procedures, now }: { procedures: readonly Procedure[]; now: Temporal.Instant },
): Promise<{ caseId: number; reference: string }[]> {
  const calendars = await calendarsOf(database, histories);
  const byAuthority = await proceduresByAuthority(database);
  const made: { caseId: number; reference: string }[] = [];
  for (let from = 0; from < histories.length; from += together) {
    const some = histories.slice(from, from + together);
    made.push(
      ...(await inTransaction(database, (transaction) =>
        recordTogether(transaction, some, { procedures, now, calendars, byAuthority }),
      )),
    );
  }
  return made;
}

type Ground = {
  procedures: readonly Procedure[];
  now: Temporal.Instant;
  calendars: Calendars;
  byAuthority: ReadonlyMap<number, string>;
};

async function recordTogether(database: Database, histories: readonly History[], ground: Ground) {
  const caseIds = await idsTaken(database, "cases", histories.length);
  const factCount = histories.reduce((count, { facts }) => count + facts.length, 0);
  const factIds = (await idsTaken(database, "case_facts", factCount)).values();
  const whole = histories.map((history, place) => {
    const facts = history.facts.map((fact) => ({
      madeAt: fact.happenedAt,
      ...fact,
      id: factIds.next().value ?? Number.NaN,
    })) as (CaseFact & { madeBy: number })[];
    return wholeCase(history, caseIds[place] ?? Number.NaN, facts, ground);
  });
  const references = await insertWholeCases(
    database,
    whole.map(({ row }) => row),
  );
  await insertWholeFacts(
    database,
    whole.flatMap(({ facts }) => facts),
  );
  await insertObligations(
    database,
    whole.flatMap(({ obligations }) => obligations),
  );
  await joinReferrals(
    database,
    whole.flatMap(({ link }) => link ?? []),
    whole.flatMap(({ told }) => told),
  );
  return caseIds.map((caseId) => ({ caseId, reference: references.get(caseId) ?? "" }));
}

function wholeCase(
  history: History,
  caseId: number,
  facts: readonly (CaseFact & { madeBy: number })[],
  { procedures, now, calendars, byAuthority }: Ground,
) {
  const { referralId, childId, authorityId } = history;
  const named = byAuthority.get(authorityId) ?? "";
  const opening = facts.find(({ kind }) => kind === "case-opened");
  const first = facts.map(({ happenedAt }) => happenedAt).sort(Temporal.Instant.compare)[0];
  if (opening?.kind !== "case-opened") throw new Error(`The history of child ${childId} opens no case.`);
  const openedAt = opening.happenedAt;
  const mine = proceduresOf(procedures, { authorityId, procedure: named, openedAt });
  const version = first && versionInForce(mine, named, dayOf(first));
  if (!version)
    throw new Error(`No procedure called ${named} is loaded, and authority ${authorityId} works by it.`);
  const standing = standingOf({ procedures: mine, facts, calendars, place: history, now });
  return {
    row: {
      id: caseId,
      authority_id: authorityId,
      area_id: history.areaId,
      child_id: childId,
      school_id: history.schoolId,
      reason: opening.details.reason,
      missing_since: opening.details.missingSince,
      procedure: named,
      procedure_version: version.version,
      opened_at: openedAt.toString(),
      opened_by: opening.madeBy,
      owner_id: history.ownerId,
      last_fact_id: facts.at(-1)?.id,
      ...copied(standing),
    },
    facts: facts.map((fact) => ({
      id: fact.id,
      case_id: caseId,
      kind: fact.kind,
      happened_at: fact.happenedAt.toString(),
      details: fact.details,
      made_at: fact.madeAt.toString(),
      made_by: fact.madeBy,
    })),
    obligations: standing.obligations.map((each) => ({ case_id: caseId, ...obligationRow(each) })),
    link:
      referralId === undefined ? undefined : { referral_id: referralId, case_id: caseId, child_id: childId },
    told:
      referralId === undefined ? [] : progressOf(facts).map((each) => ({ referral_id: referralId, ...each })),
  };
}

function copied({ open, outcome, closedAt, nextStep }: Standing) {
  return {
    open,
    outcome,
    closed_at: closedAt?.toString() ?? null,
    next_obligation: nextStep?.id ?? null,
    next_asks: nextStep?.asks ?? null,
    next_clause: nextStep?.clause ?? null,
    next_role: nextStep?.role ?? null,
    next_act: nextStep?.act ?? null,
    next_due_at: nextStep?.dueAt.toString() ?? null,
  };
}
