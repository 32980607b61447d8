import { postsAllowing, type Viewer } from "../access/index.ts";
import type { TermsChanged } from "../cases/index.ts";
import type { Database } from "../database/index.ts";
import type { JobQueue } from "../jobs/queue.ts";
import type { KnownSpan } from "./arrange-terms.ts";
import type { Span } from "./term-span.ts";
import { replaceSpans, type TermPlace, termPlaces } from "./terms.store.ts";

/** Calendars are kept at hand for a minute (cases/calendars-at-hand.ts); then no program counts by the old ones. */
const untilAllCountAnew = { seconds: 90 };

/** What is taken out of a place's term dates and what is put in. */
export type Change = { remove: readonly KnownSpan[]; add: readonly Span[] };

/** The places whose term dates the viewer may see on pages and send: a school's officer its own school alone. */
export function placesToSendFor(database: Database, viewer: Viewer): Promise<TermPlace[]> {
  const posts = postsAllowing(viewer, "import-terms");
  return termPlaces(database, {
    authorityIds: posts.filter(({ schoolId }) => schoolId === null).map(({ authorityId }) => authorityId),
    schoolIds: posts.flatMap(({ schoolId }) => schoolId ?? []),
  });
}

/**
 * Changes term dates, and has the cases counted by them worked out anew within two minutes. Answers how many stretches
 * were put in and taken out.
 */
export async function changeTerms(
  database: Database,
  jobs: JobQueue,
  changes: ReadonlyMap<TermPlace, Change>,
): Promise<{ added: number; removed: number }> {
  const add = [...changes].flatMap(([place, change]) => change.add.map((span) => ({ ...place, ...span })));
  const remove = [...changes.values()].flatMap((change) => change.remove);
  await replaceSpans(database, remove, add);
  const terms = termsChanged(changes);
  if (terms) await jobs.send(database, "work-out-by-new-terms", terms, untilAllCountAnew);
  return { added: add.length, removed: remove.length };
}

function termsChanged(changes: ReadonlyMap<TermPlace, Change>): TermsChanged | undefined {
  const places = [...changes].filter(([, { add, remove }]) => add.length + remove.length > 0);
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
