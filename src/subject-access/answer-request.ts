import { requireAct } from "../access/index.ts";
import {
  type Address,
  addressesOf,
  type ChildRecord,
  childRecord,
  hiddenOf,
  otherRecords,
  saysHidden,
} from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { disclosureInWords, disclosuresOf } from "../disclosures/index.ts";
import { momentInWords } from "../web/design/words.ts";
import { lineOf } from "./lines-of-record.ts";
import { type AccessRequest, phrasesOf, releasedWords, standingOf } from "./request.ts";
import {
  accessRequestCalled,
  hasDecided,
  insertAccessStep,
  insertDecisions,
  insertLines,
  insertRequest,
  type LineDecided,
  linesAfter,
  oneActAtATime,
  recordOf,
} from "./subject-access.store.ts";

type Reading = Pick<Context, "database" | "viewer">;

/** The child whose record is asked for (act prepare-subject-access). @throws NotFound and NotAllowed. */
export async function childAskedFor(
  { database, viewer }: Reading,
  childId: number | undefined,
): Promise<ChildRecord> {
  const child = childId === undefined ? undefined : await childRecord(database, childId);
  if (!child) throw new NotFound();
  requireAct(viewer, "prepare-subject-access", { authorityId: child.authorityId });
  return child;
}

/** A request (act prepare-subject-access). @throws NotFound and NotAllowed. */
export async function requestAsked({ database, viewer }: Reading, reference: string): Promise<AccessRequest> {
  const found = await accessRequestCalled(database, reference);
  if (!found) throw new NotFound();
  requireAct(viewer, "prepare-subject-access", { authorityId: found.authorityId });
  return found;
}

/**
 * Records that somebody asked for the record (act prepare-subject-access), and copies everything that is held, line by line, with who besides
 * the child each may be about, and to whom it went before. @throws NotFound and NotAllowed. [G01]
 */
export async function receiveRequest(
  context: Context,
  childId: number,
  asked: Pick<AccessRequest, "askedBy" | "identity" | "receivedOn">,
): Promise<{ reference: string }> {
  const { database } = context;
  const child = await childAskedFor(context, childId);
  const { id, reference } = await insertRequest(context, child, asked);
  const rows: Awaited<ReturnType<typeof recordOf>> = [];
  const disclosures: Awaited<ReturnType<typeof disclosuresOf>> = [];
  const others: string[] = [];
  for (const record of [child, ...(await secondRecordsOf(database, childId))]) {
    rows.push(...(await recordOf(database, record.id)));
    disclosures.push(...(await disclosuresOf(database, record.id, { count: mostShared })));
    others.push(...record.carers.map(({ name }) => name).filter((name) => name.length > 2));
  }
  const held = rows.map((row) => lineOf(row, others)).filter(({ words }) => words !== "");
  const shared = disclosures.map((disclosure) => {
    const { to, what } = disclosureInWords(disclosure);
    return {
      part: "What was shared",
      words: `${momentInWords(disclosure.at)}, to ${to}: ${what}`,
      thirdParty: "",
    };
  });
  await insertLines(database, id, [...held, ...shared]);
  await audited(
    context,
    "received subject access request",
    { id, childId, authorityId: child.authorityId },
    { lines: held.length + shared.length },
  );
  return { reference };
}

/** The other records of the child: what is held of somebody is all of it. [A11] */
async function secondRecordsOf(database: Context["database"], childId: number): Promise<ChildRecord[]> {
  const same = (await otherRecords(database, childId)).filter(({ decision }) => decision === "same");
  const records = await Promise.all(same.map(({ id }) => childRecord(database, id)));
  return records.filter((record) => record !== undefined);
}

const mostShared = 2000;

/** The addresses of the child that are hidden now, on each of its records. A copy that says one may not leave, whenever it was hidden. [G04] */
export async function hiddenFrom(database: Context["database"], childId: number): Promise<Address[]> {
  const records = [{ id: childId }, ...(await secondRecordsOf(database, childId))];
  return hiddenOf((await Promise.all(records.map(({ id }) => addressesOf(database, id)))).flat());
}

export type LinesDecided = "decided" | "given-already" | { faults: Record<number, LineFault> };
type LineFault = "reason" | "phrase" | "hidden-address";

/**
 * Decides lines of a request (act prepare-subject-access): released, released with phrases blacked out, or kept back, each with its reason.
 * What says an address that is hidden for safety is not released. A request that was checked is to be checked again. @throws NotFound and NotAllowed.
 */
export async function decideLines(
  context: Context,
  reference: string,
  decided: readonly LineDecided[],
): Promise<LinesDecided> {
  const { database } = context;
  const request = await requestAsked(context, reference);
  await oneActAtATime(database, request.id);
  if (standingOf(await requestAsked(context, reference)) === "given") return "given-already";
  const faults: Record<number, LineFault> = {};
  const kept = await hiddenFrom(database, request.childId);
  for (const { line, decision, hidden, reason } of decided) {
    const [found] = await linesAfter(database, request.id, line - 1, 1);
    if (found?.line !== line) throw new NotFound();
    if ((decision === "redact" || hidden) && !reason) faults[line] = "reason";
    else if (phrasesOf(hidden).some((phrase) => !found.words.includes(phrase))) faults[line] = "phrase";
    else if (saysHidden(releasedWords({ ...found, decision, hidden }) ?? "", kept))
      faults[line] = "hidden-address";
  }
  if (Object.keys(faults).length > 0) return { faults };
  await insertDecisions(context, request.id, decided);
  if (standingOf(request) === "to-give")
    await insertAccessStep(context, request.id, "sent-back", "Lines were decided anew.");
  await audited(context, "decided lines of subject access", request, { lines: decided.length });
  return "decided";
}

export type Checked = "checked" | "your-own" | "not-looked-through" | "given-already";

/** A second person's look at what would leave (act prepare-subject-access), or sent back with words. @throws NotFound and NotAllowed. */
export async function checkRequest(
  context: Context,
  reference: string,
  look: { step: "checked" } | { step: "sent-back"; words: string },
): Promise<Checked> {
  const found = await requestAsked(context, reference);
  await oneActAtATime(context.database, found.id);
  const request = await requestAsked(context, reference);
  const standing = standingOf(request);
  if (standing === "given") return "given-already";
  if (await hasDecided(context, request.id)) return "your-own";
  if (look.step === "checked" && request.undecided > 0) return "not-looked-through";
  await insertAccessStep(context, request.id, look.step, "words" in look ? look.words : "");
  await audited(context, `subject access ${look.step}`, request);
  return "checked";
}

/** Gives a complex request two more months, with the reason that the person is told (act prepare-subject-access). @throws NotFound, NotAllowed. */
export async function extendRequest(
  context: Context,
  reference: string,
  words: string,
): Promise<"extended" | "extended-already" | "given-already"> {
  const found = await requestAsked(context, reference);
  await oneActAtATime(context.database, found.id);
  const request = await requestAsked(context, reference);
  if (standingOf(request) === "given") return "given-already";
  if (request.steps.some(({ step }) => step === "extended")) return "extended-already";
  await insertAccessStep(context, request.id, "extended", words);
  await audited(context, "extended subject access", request);
  return "extended";
}

/** Records that the checked record was given (act prepare-subject-access): a disclosure. @throws NotFound and NotAllowed. [G01] */
export async function giveRecord(context: Context, reference: string): Promise<"given" | "not-checked"> {
  const found = await requestAsked(context, reference);
  await oneActAtATime(context.database, found.id);
  const request = await requestAsked(context, reference);
  if (standingOf(request) === "given") return "given";
  if (standingOf(request) !== "to-give") return "not-checked";
  await insertAccessStep(context, request.id, "given");
  await audited(context, "disclosed own record", request);
  return "given";
}

function audited(
  { audit }: Context,
  act: string,
  { id, childId, authorityId }: { id: number; childId: number; authorityId: number },
  details?: Record<string, number>,
): Promise<void> {
  return audit({
    ...{ act, subject: "subject access request", subjectId: id, childId, authorityId },
    ...(details && { details }),
  });
}
