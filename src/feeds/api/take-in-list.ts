import type { Readable } from "node:stream";
import type { Viewer } from "../../access/index.ts";
import { type Keepsight, perform } from "../../context.ts";
import { Problem } from "../../web/problem.ts";
import type { Import } from "../imports.store.ts";
import type { ListDefinition } from "../list-definition.ts";
import { definitionOf } from "../lists/index.ts";
import { type FileLook, lookAtFile } from "../look-at-file.ts";
import { type Received, receiveFile } from "../receive-file.ts";
import { forgetUpload, keepUpload } from "../receive-upload.ts";
import { uploadsFolder } from "../run-import.ts";
import { atMost } from "./at-most.ts";

/** The largest file that another system can send, in bytes: as the upload page takes. */
export const largestFile = 250_000_000;

/**
 * Takes in a list that another system sends as it comes over the network, by the same import as the upload page (act import-roll).
 * With `once`, the same file again gets the first answer. @throws Problem, UnreadableFile, NotAllowed
 */
export async function takeInList(
  keepsight: Keepsight,
  sent: {
    viewer: Viewer;
    definition: ListDefinition;
    /** The one authority whose list it is; left out for a school's own. */
    authorityId: number | undefined;
    body: unknown;
    once: string | undefined;
    request: string;
  },
): Promise<Received> {
  const { viewer, definition, authorityId, once, request } = sent;
  const body = sent.body as Readable | null | undefined;
  if (!body || typeof body.pipe !== "function")
    throw new Problem(415, "There is no CSV file in the body", "Send the file itself as text/csv.");
  const { look, storedAt } = await kept(keepsight, body);
  const digest = look.digest.toString("hex");
  const answer = await perform(
    keepsight,
    { viewer, act: "import-roll", request, key: once },
    async (context) => {
      const file = { definition, fileName: `${definition.word}.csv`, storedAt, look };
      const received = await receiveFile(context, { ...file, authorityId });
      if (received.outcome !== "already-in")
        await keepsight.jobs.send(context.database, "run-import", { importId: received.importId });
      return { ...received, digest, storedAt };
    },
  );
  if (answer.outcome === "already-in" || answer.storedAt !== storedAt) await forgetUpload(storedAt);
  if (answer.digest !== digest)
    throw new Problem(
      422,
      "Another file was sent with this Idempotency-Key",
      "Use a new key for each file; the same one only to send the same file again.",
    );
  return { outcome: answer.outcome, importId: answer.importId };
}

/** How far a list has come that another system sent, under the address at which it asked. */
export function stateOfImport({ id, state, fault, ...read }: Import, at: string) {
  return {
    ...{ import: `${at}/${id}`, list: definitionOf(read.list).word, state, fault },
    rows: {
      ...{ read: read.rowsDone, new: read.rowsNew, changed: read.rowsChanged },
      ...{ same: read.rowsSame, waiting: read.rowsRejected },
    },
    sentAt: read.madeAt.toString(),
    finishedAt: read.finishedAt?.toString() ?? null,
  };
}

async function kept(keepsight: Keepsight, body: Readable): Promise<{ look: FileLook; storedAt: string }> {
  const bounded = body.pipe(atMost(largestFile));
  body.on("error", (fault) => bounded.destroy(fault));
  const storedAt = await keepUpload(uploadsFolder(keepsight), bounded, keepsight.now());
  try {
    return { look: await lookAtFile(storedAt), storedAt };
  } catch (fault) {
    await forgetUpload(storedAt);
    throw fault;
  }
}
