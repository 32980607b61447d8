import { postsAllowing, type Viewer } from "../access/index.ts";
import type { TermsChanged } from "../cases/index.ts";
import type { Context } from "../context.ts";
import type { Database } from "../database/index.ts";
import type { JobQueue } from "../jobs/queue.ts";
import { arrangeTerms, datesTakenOn, type KnownSpan } from "./arrange-terms.ts";
import type { SpansRead } from "./read-terms-file.ts";
import type { GivenSpan, Span, SpanFault } from "./term-span.ts";
import {
  holdTerms,
  insertTermFile,
  knownSpans,
  ownerOf,
  replaceSpans,
  type TermPlace,
  termPlaces,
} from "./terms.store.ts";

/** Calendars are kept at hand for a minute (cases/calendars-at-hand.ts); then no program counts by the old ones. */
const untilAllCountAnew = { seconds: 90 };

/** A file as it was read. `code`: the place of stretches that name none themselves. */
export type TermsSent = { fileName: string; read: SpansRead; code?: string | undefined };

/** The places whose term dates the viewer may see on pages and send: a school's officer its own school alone. */
export function placesToSendFor(database: Database, viewer: Viewer): Promise<TermPlace[]> {
  const posts = postsAllowing(viewer, "import-terms");
  return termPlaces(database, {
    authorityIds: posts.filter(({ schoolId }) => schoolId === null).map(({ authorityId }) => authorityId),
    schoolIds: posts.flatMap(({ schoolId }) => schoolId ?? []),
  });
}

/**
 * Takes in the term dates of a file (act import-terms) and has the cases counted by them worked out anew within two
 * minutes. The same file again changes nothing. Answers the id under which what came of it is kept.
 */
export async function importTerms(
  context: Context,
  jobs: JobQueue,
  { fileName, read, code }: TermsSent,
): Promise<number> {
  const { database, viewer, now } = context;
  await holdTerms(database);
  const places = await placesToSendFor(database, viewer);
  const known = await knownSpans(database, places);
  const { spans, faults } = placed(read, code, places);
  const changed = new Map<TermPlace, Change>();
  let same = 0;
  for (const place of places) {
    const given = spans.filter((span) => span.code === place.code);
    if (given.length === 0) continue;
    const had = known.get(ownerOf(place)) ?? [];
    const arranged = arrangeTerms(
      given,
      had,
      faults.some((fault) => fault.code === place.code),
    );
    const firstOwn = place.schoolId !== null && !had.some(({ kind }) => kind === "term");
    const before = firstOwn
      ? datesTakenOn(arranged.add, known.get(ownerOf({ ...place, schoolId: null })) ?? [])
      : [];
    faults.push(...arranged.refused);
    same += arranged.same;
    changed.set(place, { remove: arranged.remove, add: [...before, ...arranged.add] });
  }
  const add = [...changed].flatMap(([place, change]) => change.add.map((span) => ({ ...place, ...span })));
  const remove = [...changed.values()].flatMap((change) => change.remove);
  await replaceSpans(database, remove, add);
  const terms = termsChanged(changed);
  if (terms) await jobs.send(database, "work-out-by-new-terms", terms, untilAllCountAnew);
  const counts = { added: add.length, removed: remove.length, same };
  const fileId = await insertTermFile(database, {
    ...counts,
    ...whose(viewer),
    fileName,
    unit: read.unit,
    faults: faults.toSorted((a, b) => a.at - b.at),
    madeAt: now,
    madeBy: viewer.personId,
  });
  await context.audit({
    act: "imported term dates",
    subject: "list",
    details: { file: fileId, ...counts, refused: faults.length },
  });
  return fileId;
}

type Change = { remove: KnownSpan[]; add: Span[] };

/** Each stretch with the place that it is of; what is of no place that the sender may send for is a fault. */
function placed(
  read: SpansRead,
  chosen: string | undefined,
  places: readonly TermPlace[],
): { spans: GivenSpan[]; faults: SpanFault[] } {
  const codes = new Set(places.map(({ code }) => code));
  const named = read.spans.map((span) => ({ ...span, code: span.code ?? chosen }));
  const faults = read.faults.map((fault) => ({ ...fault, code: fault.code ?? chosen }));
  for (const { at, code } of named) {
    if (code === undefined)
      faults.push({
        at,
        code,
        field: "Code",
        fault: "It does not say whose dates these are.",
        mend: "Write a school's LAESTAB or the council's code, or choose whose file it is.",
      });
    else if (!codes.has(code))
      faults.push({
        at,
        code,
        field: "Code",
        fault: `'${code.slice(0, 20)}' is no school or council whose term dates you may send.`,
        mend: "Check the LAESTAB, seven digits without a stroke, or ask your council's data officer to send them.",
      });
  }
  return { spans: named.filter(({ code }) => code !== undefined && codes.has(code)), faults };
}

function termsChanged(changed: ReadonlyMap<TermPlace, Change>): TermsChanged | undefined {
  const places = [...changed].filter(([, { add, remove }]) => add.length + remove.length > 0);
  const [from] = places
    .flatMap(([, { add, remove }]) => [...add, ...remove].map((span) => span.from))
    .sort(Temporal.PlainDate.compare);
  return (
    from && {
      schools: places.flatMap(([{ schoolId }]) => schoolId ?? []),
      authorities: places.flatMap(([{ schoolId, authorityId }]) => (schoolId === null ? [authorityId] : [])),
      from: String(from),
    }
  );
}

/** For which authority and school the sender speaks; no authority when it is of several. */
function whose(viewer: Viewer): { authorityId: number | null; schoolId: number | null } {
  const posts = postsAllowing(viewer, "import-terms");
  const [authority, ...otherAuthorities] = new Set(posts.map(({ authorityId }) => authorityId));
  const [school, ...otherSchools] = new Set(posts.map(({ schoolId }) => schoolId));
  return {
    authorityId: otherAuthorities.length === 0 ? (authority ?? null) : null,
    schoolId: otherSchools.length === 0 ? (school ?? null) : null,
  };
}
