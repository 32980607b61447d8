import { resolve } from "node:path";
import { programItself, type Viewer } from "../access/index.ts";
import { type Keepsight, perform } from "../context.ts";
import { databaseFor, NotFound } from "../database/index.ts";
import { UnreadableFile } from "./header.ts";
import type { Import } from "./imports.store.ts";
import { importOf } from "./imports.store.ts";
import { listDefinitions } from "./lists/index.ts";
import { lookAtFile } from "./look-at-file.ts";
import { type Received, receiveFile } from "./receive-file.ts";
import { runImport } from "./run-import.ts";

export type ImportOrder = {
  /** Who sends it; without one, the program itself. */
  viewer?: Viewer;
  authorityId?: number;
  report?: (progress: Import) => void;
};

/** What came of importing a file: whether it was new, and the import as it ended. */
export type FileImported = Received & { import: Import };

/**
 * Takes in and reads a file that lies on this machine. `word` is the list's: "rolls", "health-list", ...
 * The same file again changes nothing; one that broke off goes on. @throws UnreadableFile, NotAllowed
 */
export async function importFile(
  keepsight: Keepsight,
  word: string,
  path: string,
  order: ImportOrder = {},
): Promise<FileImported> {
  const definition = listDefinitions.find((one) => one.word === word);
  if (!definition) {
    const words = listDefinitions.map((one) => one.word).join(", ");
    throw new UnreadableFile(`There is no list called ${word}. Name one of: ${words}.`);
  }
  const storedAt = resolve(path);
  const look = await lookAtFile(storedAt);
  const viewer = order.viewer ?? (await programItself(databaseFor(keepsight.pool, undefined)));
  const call = { viewer, act: "import-roll", request: "command" } as const;
  const { authorityId } = order;
  const received = await perform(keepsight, call, (context) =>
    receiveFile(context, {
      definition,
      fileName: path.split(/[\\/]/).at(-1) ?? path,
      storedAt,
      look,
      authorityId,
    }),
  );
  if (received.outcome !== "already-in")
    return { ...received, import: await runImport(keepsight, received.importId, order.report) };
  const before = await importOf(databaseFor(keepsight.pool, viewer.personId), received.importId);
  if (!before) throw new NotFound("import");
  return { ...received, import: before };
}
