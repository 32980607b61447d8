import {
  type Procedure,
  type Reading,
  risksInForce,
  type Situation,
  type Standing,
  standingUnder,
  versionInForce,
} from "../procedures/index.ts";
import type { ChildRecord } from "./child-record.store.ts";
import { compulsorySchoolAgeOf } from "./compulsory-school-age.ts";
import { asAttended, notAttendedSince } from "./last-attended.ts";
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
export type Educated = Pick<
  ChildRecord,
  "dateOfBirth" | "onRoll" | "schoolClosedOn" | "educated" | "notAttending" | "absence"
> & {
  provisions: readonly Pick<ChildRecord["provisions"][number], "kind" | "fromOn" | "untilOn">[];
};

/**
 * Where a child stands today, as far as the record tells, under the definition of the authority's own procedure
 * (`name`) and how it is read; a pupil on its roll also under what the procedures that run with it call at risk. Undefined
 * when there is no such procedure. [A05]
 */
export function standingOf(
  child: Educated,
  procedures: readonly Procedure[],
  name: string,
  today: Temporal.PlainDate,
):
  | { standing: Standing; reading: Reading | undefined; notAttendedSince: Temporal.PlainDate | undefined }
  | undefined {
  const definition = versionInForce(procedures, name, today)?.definition;
  if (!definition) return undefined;
  const away = notAttendedSince(child);
  const since = lastEducatedOn(asAttended(child.provisions, away)) ?? away;
  const recorded = child.onRoll ? "on-a-roll" : situations[child.educated];
  // Whoever has left, or stays away while a case is open, is without education though a roll still has them.
  const known = away && recorded === "on-a-roll" ? "without-education" : recorded;
  const risks = risksInForce(procedures, today);
  const asked = {
    compulsoryAge: child.dateOfBirth ? compulsorySchoolAgeOf(child.dateOfBirth) : undefined,
    // A leaver of whom nothing more is known is without education, as far as anybody knows.
    situation: known === "not-known" && since ? "without-education" : known,
    absence: child.absence ?? undefined,
    ...{ since, today },
  } as const;
  const standing = standingUnder(definition, asked, risks);
  const decidedBy = risks.find(({ clause }) => clause === standing.clause) ?? definition;
  return {
    ...{ standing, reading: decidedBy.reading },
    notAttendedSince: recorded === "on-a-roll" ? away : undefined,
  };
}

/** The last day of the education that ended last; of a child never known to have had any, the day the waiting began. */
function lastEducatedOn(provisions: Educated["provisions"]): Temporal.PlainDate | undefined {
  const isWaiting = (kind: ProvisionKind) => withoutEducation.includes(kind);
  const ended = provisions.flatMap(({ kind, untilOn }) => (isWaiting(kind) || !untilOn ? [] : [untilOn]));
  const waits = provisions.flatMap(({ kind, fromOn }) => (isWaiting(kind) && fromOn ? [fromOn] : []));
  return ended.sort(Temporal.PlainDate.compare).at(-1) ?? waits.sort(Temporal.PlainDate.compare)[0];
}
