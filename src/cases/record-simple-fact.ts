import { mayDo, type Viewer } from "../access/index.ts";
import { dayOf, momentWithin } from "../calendar/index.ts";
import { childRecord, compulsorySchoolAgeOf } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import {
  type CaseFact,
  type FactKind,
  isOwedNow,
  type Procedure,
  proceduresOf,
} from "../procedures/index.ts";
import type { Kase, NewFact } from "./case.ts";
import { caseByReference } from "./case-record.ts";
import { placeOf } from "./case-to-work.ts";
import { openCaseOf } from "./cases.store.ts";
import { factsOfCase } from "./facts.store.ts";
import { holdBefore } from "./held.ts";
import { isAboutHold, isHeldBack } from "./hold.ts";
import { type KeptObligation, obligationsOfCase } from "./obligations.store.ts";
import { recordFact } from "./record-facts.ts";
import type { SimpleKind } from "./simple-facts.ts";

export type SimpleRecord = {
  fact: Extract<NewFact, { kind: SimpleKind }>;
  happenedOn: Temporal.PlainDate;
  seen?: number | undefined;
};

/** What a fact turns back, where it is told of a day before that: it would be kept and change nothing. */
type BeforeTurn = "before-closed" | "before-settled" | "before-raised";

/** Why the date of birth on record does not bear out that the child is not of compulsory school age. */
type AgeRefusal = "of-school-age" | "birth-date-not-known";

/**
 * Records a fact whose form follows from its kind. Allowed to those who work cases, and to whoever owes the step that the
 * fact ends. While nobody may approach the family, nothing is recorded that would be an approach since, and the
 * safeguarding lead alone lifts that. On a closed case only what ends something that is owed still. What opens a case again, or
 * raises or settles a concern again, is of no day before that which it turns back. Throws NotFound, NotAllowed and
 * ChangedBySomeoneElse. [G03, G04]
 */
export async function recordSimpleFact(
  context: Context,
  reference: string,
  { fact, happenedOn, seen }: SimpleRecord,
): Promise<"recorded" | "closed" | "open-already" | "held" | "not-yours-to-lift" | BeforeTurn | AgeRefusal> {
  const kase = await caseByReference(context, reference);
  const owed = await obligationsOfCase(context.database, kase.id);
  if (!mayRecord(context.viewer, kase, fact.kind, owed, context.procedures)) throw new NotAllowed("do-step");
  if (
    fact.kind === "concern-settled" &&
    isAboutHold(fact) &&
    !mayDo(context.viewer, "lift-hold", placeOf(kase))
  )
    return "not-yours-to-lift";
  const hold = await holdBefore(context, kase);
  if (hold && isHeldBack(hold, fact.kind) && !isBefore(happenedOn, dayOf(hold.since))) return "held";
  if (fact.kind === "case-reopened") {
    if (kase.open || (await openCaseOf(context.database, kase))) return "open-already";
  } else if (!kase.open && !endedBy(fact.kind, kase, owed, context.procedures).length) return "closed";
  if (fact.kind === "school-age-ruled-out") {
    const refused = await refusedByAge(context, kase, fact.details.age);
    if (refused) return refused;
  }
  const before = await turnedBackTooEarly(context, kase.id, fact, happenedOn);
  if (before) return before;
  const happenedAt = momentWithin(happenedOn, context.now);
  await recordFact(context, kase.id, { ...fact, happenedAt, seen });
  return "recorded";
}

/** A case ends by age only as the date of birth on record says: what is said in a form could be a slip, and nobody would look again. */
async function refusedByAge(
  { database, now }: Context,
  { childId }: Kase,
  age: "not-begun" | "over",
): Promise<AgeRefusal | undefined> {
  const child = await childRecord(database, childId);
  if (!child?.dateOfBirth) return "birth-date-not-known";
  const { from, until } = compulsorySchoolAgeOf(child.dateOfBirth);
  const isSo = age === "over" ? isBefore(until, dayOf(now)) : isBefore(dayOf(now), from);
  return isSo ? undefined : "of-school-age";
}

/** Which fact this one would turn back, if that happened on a later day. */
async function turnedBackTooEarly(
  { database }: Context,
  caseId: number,
  fact: SimpleRecord["fact"],
  happenedOn: Temporal.PlainDate,
): Promise<BeforeTurn | undefined> {
  const turned = turnedBackBy[fact.kind as keyof typeof turnedBackBy];
  if (!turned) return undefined;
  const about = ({ details }: Pick<CaseFact, "details">) => (details as { about?: string }).about;
  const facts = await factsOfCase(database, caseId);
  const replaced = new Set(facts.map(({ replaces }) => replaces));
  const isLater = facts.some(
    (each) =>
      each.kind === turned.kind &&
      about(each) === about(fact) &&
      !replaced.has(each.id) &&
      isBefore(happenedOn, dayOf(each.happenedAt)),
  );
  return isLater ? turned.refused : undefined;
}

const turnedBackBy = {
  "case-reopened": { kind: "case-closed", refused: "before-closed" },
  "concern-raised": { kind: "concern-settled", refused: "before-settled" },
  "concern-settled": { kind: "concern-raised", refused: "before-raised" },
} as const;

function isBefore(one: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(one, other) < 0;
}

/** If the viewer may record this kind of fact: they work cases there, or one of their roles owes a step that it ends. */
export function mayRecord(
  viewer: Viewer,
  kase: Pick<Kase, "authorityId" | "areaId" | "procedure" | "openedAt">,
  kind: FactKind,
  owed: readonly KeptObligation[],
  procedures: readonly Procedure[],
): boolean {
  if (mayDo(viewer, "work-case", placeOf(kase))) return true;
  if (kind === "concern-settled" && mayDo(viewer, "lift-hold", placeOf(kase))) return true;
  return endedBy(kind, kase, owed, procedures).some(({ role }) => holdsRole(viewer, role, kase));
}

/** What is owed now that a fact of this kind would end. */
function endedBy(
  kind: FactKind,
  kase: Parameters<typeof mayRecord>[1],
  owed: readonly KeptObligation[],
  procedures: readonly Procedure[],
): KeptObligation[] {
  const rules = proceduresOf(procedures, kase).flatMap(({ rules }) => rules);
  return owed.filter(
    ({ obligation, state }) =>
      isOwedNow({ state }) &&
      rules.some(({ id, ends }) => id === obligation && ends.some((each) => each.kind === kind)),
  );
}

/** If the viewer holds this role where the case lies. */
export function holdsRole(
  { posts }: Viewer,
  role: string,
  { authorityId, areaId }: Pick<Kase, "authorityId" | "areaId">,
): boolean {
  return posts.some(
    (post) =>
      post.role === role &&
      post.authorityId === authorityId &&
      (post.areaId === null || post.areaId === areaId),
  );
}
