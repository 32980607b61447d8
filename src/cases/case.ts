import type { CaseFact, DetailsOf, FactKind } from "../procedures/index.ts";

/** A case as its register row holds it. Everything that changes in it is a copy of what the facts say. */
export type Kase = {
  id: number;
  reference: string;
  childId: number;
  authorityId: number;
  areaId: number | null;
  schoolId: number | null;
  reason: string;
  missingSince: Temporal.PlainDate | null;
  procedure: string;
  procedureVersion: string;
  openedAt: Temporal.Instant;
  ownerId: number | null;
  open: boolean;
  outcome: string | null;
  closedAt: Temporal.Instant | null;
  lastFactId: number | null;
};

/** A fact that somebody wants recorded. Left out, it happened now. `replaces` is the fact that it corrects. */
export type NewFact = {
  [K in FactKind]: {
    kind: K;
    details: DetailsOf<K>;
    happenedAt?: Temporal.Instant | undefined;
    replaces?: number | undefined;
  };
}[FactKind];

/** A recorded fact with the person who recorded it. */
export type RecordedFact = CaseFact & { madeBy: number; madeByName: string };
