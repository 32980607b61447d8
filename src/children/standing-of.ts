import {
  type Procedure,
  type Reading,
  type Situation,
  type Standing,
  standingUnder,
  versionInForce,
} from "../procedures/index.ts";
import type { ChildRecord } from "./child-record.store.ts";
import { compulsorySchoolAgeOf } from "./compulsory-school-age.ts";
import type { ProvisionKind } from "./provisions.ts";

const situations: Record<ProvisionKind, Situation> = {
  "on-roll": "on-a-roll",
  "dual-registered": "on-a-roll",
  independent: "on-a-roll",
  "alternative-provision": "educated-otherwise",
  "home-education": "home-educated",
  abroad: "abroad",
  "awaiting-provision": "without-education",
  "awaiting-school-place": "without-education",
  unknown: "not-known",
};
const withoutEducation: readonly ProvisionKind[] = ["awaiting-provision", "awaiting-school-place", "unknown"];

/** What a definition asks of a child's record. */
export type Educated = Pick<ChildRecord, "dateOfBirth" | "onRoll" | "educated"> & {
  provisions: readonly Pick<ChildRecord["provisions"][number], "kind" | "fromOn" | "untilOn">[];
};

/**
 * Where a child stands today, as far as the record tells, under the definition of the authority's own procedure
 * (`name`) and how that definition is read; undefined when there is no such procedure. [A05]
 */
export function standingOf(
  child: Educated,
  procedures: readonly Procedure[],
  name: string,
  today: Temporal.PlainDate,
): { standing: Standing; reading: Reading | undefined } | undefined {
  const definition = versionInForce(procedures, name, today)?.definition;
  if (!definition) return undefined;
  const since = lastEducatedOn(child.provisions);
  const recorded = child.onRoll ? "on-a-roll" : situations[child.educated];
  const standing = standingUnder(definition, {
    compulsoryAge: child.dateOfBirth ? compulsorySchoolAgeOf(child.dateOfBirth) : undefined,
    // A leaver of whom nothing more is known is without education, as far as anybody knows.
    situation: recorded === "not-known" && since ? "without-education" : recorded,
    ...{ since, today },
  });
  return { standing, reading: definition.reading };
}

/** The last day of the education that ended last; of a child never known to have had any, the day the waiting began. */
function lastEducatedOn(provisions: Educated["provisions"]): Temporal.PlainDate | undefined {
  const isWaiting = (kind: ProvisionKind) => withoutEducation.includes(kind);
  const ended = provisions.flatMap(({ kind, untilOn }) => (isWaiting(kind) || !untilOn ? [] : [untilOn]));
  const waits = provisions.flatMap(({ kind, fromOn }) => (isWaiting(kind) && fromOn ? [fromOn] : []));
  return ended.sort(Temporal.PlainDate.compare).at(-1) ?? waits.sort(Temporal.PlainDate.compare)[0];
}
