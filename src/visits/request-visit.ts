import { areasOf, requireAct } from "../access/index.ts";
import { caseByReference, holdBefore, recordFact } from "../cases/index.ts";
import {
  addressesOf,
  ethnicityInWords,
  languageInWords,
  lastKnown,
  reasonInWords,
  type VulnerabilityGroup,
  vulnerabilityGroups,
} from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { dayInWords, londonDay } from "../web/design/words.ts";
import type { EditableFields, VisitRequestForm } from "./visit-request.ts";
import {
  type AlsoMissing,
  type CaseToVisit,
  caseToVisit,
  insertVisitRequest,
  moveToArea,
} from "./visit-requests.store.ts";

/** The visit request of a case before anybody has changed it, and the area that the address or the school points to. */
export type VisitRequestBegun = {
  form: VisitRequestForm;
  areaId: number | null;
  /** If a referral of the case says that it cannot wait. */
  urgent: boolean;
  alsoMissing: readonly AlsoMissing[];
};

/** Fills in form CME4 from the case. Throws NotFound. [D04] (N appendix 5) */
export async function visitRequestFrom(context: Context, reference: string): Promise<VisitRequestBegun> {
  const kase = await caseByReference(context, reference);
  const record = await caseToVisit(context.database, kase.id);
  if (!record) throw new NotFound();
  const address = lastKnown(await addressesOf(context.database, kase.childId));
  const shown =
    address && !address.hidden ? [address.lines, address.postcode].filter(Boolean).join("\n") : "";
  return {
    form: filledIn(record, shown, kase.reason),
    areaId: record.areaId,
    urgent: record.referrals.some(({ urgent }) => urgent),
    alsoMissing: record.alsoMissing,
  };
}

function filledIn(record: CaseToVisit, address: string, reason: string): VisitRequestForm {
  const { referrals, carers, alsoMissing } = record;
  const [first] = referrals;
  return {
    name: record.name,
    dateOfBirth: record.dateOfBirth ? dayInWords(record.dateOfBirth) : "Not recorded",
    dateOfReferral: first ? dayInWords(londonDay(Temporal.Instant.from(first.receivedAt))) : "Not recorded",
    ethnicity: ethnicityInWords(record.ethnicity ?? "Not recorded"),
    firstLanguage: languageInWords(record.firstLanguage ?? "Not recorded"),
    address,
    phones: lines(
      carers.map(({ name, phones }) => (phones.length > 0 ? `${name}: ${phones.join(", ")}` : "")),
    ),
    carers: lines(
      carers.map(({ name, relationship }) => (relationship ? `${name} (${relationship})` : name)),
    ),
    reason: reasonInWords(reason),
    referredBy: lines(referrals.map(({ by, from, phone }) => [by, from, phone].filter(Boolean).join(", "))),
    previousInvolvement: involvement(record),
    concerns: concernsOf(record),
    socialWorker: lines(referrals.map(({ answers }) => socialWorkerIn(answers))),
    other: lines(alsoMissing.map(({ name, reference }) => `Also missing education: ${name}, ${reference}`)),
  };
}

/** Earlier cases and visits, and what the sender of a referral tried before. */
function involvement({ earlierCases, visits, referrals }: CaseToVisit): string {
  return lines([
    ...earlierCases.map((earlier) => {
      const opened = dayInWords(londonDay(Temporal.Instant.from(earlier.openedAt)));
      return `Case ${earlier.reference}, opened on ${opened}${earlier.open ? "" : ", closed"}`;
    }),
    visits > 0 ? `Visited ${visits === 1 ? "once" : `${visits} times`} before` : "",
    ...referrals.flatMap(({ tried }) =>
      tried
        .filter(({ answered }) => answered !== "Not given")
        .map(({ asked, answered }) => `${asked}: ${answered}`),
    ),
  ]);
}

/** What makes somebody fear for the child: the flags of the record, and the words of each referral. */
function concernsOf({ flags, referrals }: CaseToVisit): string {
  return lines([
    ...flags.map((flag) => vulnerabilityGroups[flag as VulnerabilityGroup] ?? flag),
    ...referrals.flatMap(({ concern, urgent, answers }) => [
      concern ? told(answers["concernWords"], "The referral tells of a concern for the child's welfare") : "",
      urgent ? `Urgent: ${told(answers["urgentWords"], "the referral gives no reason")}` : "",
    ]),
  ]);
}

function socialWorkerIn({ socialWorker, socialWorkerName }: Record<string, unknown>): string {
  return socialWorker === "yes" ? told(socialWorkerName, "Has one, name not known") : "";
}

function told(words: unknown, otherwise: string): string {
  return typeof words === "string" && words !== "" ? words : otherwise;
}

function lines(each: readonly string[]): string {
  return [...new Set(each)].filter(Boolean).join("\n");
}

export type VisitAsked = EditableFields & { urgent: boolean; areaId: number; seen?: number | undefined };

/**
 * Sends form CME4 to an area: an urgent visit, or a letter and then a visit; until when is the procedure's to say. The
 * case and its child come into the area's sight. Throws NotFound, NotAllowed and ChangedBySomeoneElse. [C20, D04]
 */
export async function requestVisit(
  context: Context,
  reference: string,
  { urgent, areaId, seen, ...changed }: VisitAsked,
): Promise<{ reference: string } | { refused: "closed" | "held" | "not-our-area" }> {
  const kase = await caseByReference(context, reference);
  requireAct(context.viewer, "work-case", { authorityId: kase.authorityId });
  if (!kase.open) return { refused: "closed" };
  if (await holdBefore(context, kase)) return { refused: "held" };
  const areas = await areasOf(context.database, kase.authorityId);
  if (!areas.some(({ id }) => id === areaId)) return { refused: "not-our-area" };
  const { form } = await visitRequestFrom(context, reference);
  const factId = await recordFact(context, kase.id, {
    kind: "visit-requested",
    details: { urgent, areaId },
    seen,
  });
  await moveToArea(context.database, { caseId: kase.id, childId: kase.childId, areaId });
  const sent = await insertVisitRequest(context.database, kase.authorityId, {
    caseId: kase.id,
    factId,
    areaId,
    urgent,
    content: { ...form, ...changed },
    madeAt: context.now,
    madeBy: context.viewer.personId,
  });
  if (urgent)
    await context.jobs.send(context.database, "remind-of-urgent", { about: "visit", reference: sent });
  return { reference: sent };
}
