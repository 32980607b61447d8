import { postsAllowing, type Viewer } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { JobQueue } from "../jobs/queue.ts";
import { arrangeTerms, datesTakenOn } from "./arrange-terms.ts";
import { placedSpans } from "./placed-spans.ts";
import type { SpansRead } from "./read-terms-file.ts";
import { insertTermFile } from "./term-files.store.ts";
import { holdTerms, knownSpans, ownerOf, type TermPlace } from "./terms.store.ts";
import { type Change, changeTerms, placesToSendFor } from "./terms-changed.ts";

/** A file as it was read. `code`: the place of stretches that name none themselves. */
export type TermsSent = { fileName: string; read: SpansRead; code?: string | undefined };

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
  const { spans, faults } = placedSpans(read, code, places);
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
  const counts = { ...(await changeTerms(database, jobs, changed)), same };
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
