import { postsAllowing, type Viewer } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { importOfSameFile, insertImport, reviveImport, wholeAuthoritiesOf } from "./imports.store.ts";
import type { ListDefinition } from "./list-definition.ts";
import type { FileLook } from "./look-at-file.ts";

/** A file that somebody sends: where it lies now, and whose list it is. */
export type SentFile = {
  definition: ListDefinition;
  fileName: string;
  storedAt: string;
  look: FileLook;
  /** The one authority whose list it is, where the sender says so. */
  authorityId?: number | undefined;
};

/** Whether the file is new, is an import that broke off and now goes on, or has been in all along. */
export type Received = { outcome: "received" | "unfinished" | "already-in"; importId: number };

/**
 * Takes in a file for reading (act import-roll); `runImport` reads it. The same file again starts nothing.
 * @throws NotAllowed for a list of a whole authority by someone who speaks for a school.
 */
export async function receiveFile(context: Context, file: SentFile): Promise<Received> {
  const { database, viewer, now } = context;
  const { definition, fileName, storedAt, look } = file;
  const place = placeOfSender(viewer, definition, file.authorityId);
  const before = await importOfSameFile(database, {
    list: definition.list,
    digest: look.digest,
    authorityId: place.authorityId,
  });
  if (before?.state === "done") return { outcome: "already-in", importId: before.id };
  if (before?.madeBy === viewer.personId) {
    await reviveImport(database, before.id, storedAt);
    return { outcome: "unfinished", importId: before.id };
  }
  const importId = await insertImport(database, {
    ...place,
    list: definition.list,
    fileName,
    digest: look.digest,
    storedAt,
    rowsExpected: Math.max(0, look.lines - 1),
    madeBy: viewer.personId,
    madeAt: now,
  });
  await context.audit({
    act: "started import",
    subject: "import",
    subjectId: importId,
    ...(place.authorityId === null ? {} : { authorityId: place.authorityId }),
    details: { list: definition.list },
  });
  return { outcome: "received", importId };
}

/** For which authority and school a file of this sender speaks; no authority when it is of several. */
function placeOfSender(
  viewer: Viewer,
  { ofSchools }: ListDefinition,
  chosen: number | undefined,
): { authorityId: number | null; schoolId: number | null } {
  const whole = wholeAuthoritiesOf(viewer);
  if (chosen !== undefined ? !whole.has(chosen) : !ofSchools && whole.size === 0)
    throw new NotAllowed("import-roll");
  if (chosen !== undefined) return { authorityId: chosen, schoolId: null };
  const posts = postsAllowing(viewer, "import-roll");
  const authorities = new Set(posts.map(({ authorityId }) => authorityId));
  const schools = new Set(posts.map(({ schoolId }) => schoolId));
  return {
    authorityId: authorities.size === 1 ? ([...authorities][0] ?? null) : null,
    schoolId: schools.size === 1 ? ([...schools][0] ?? null) : null,
  };
}
