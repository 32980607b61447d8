import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { compare, type Identity, type Likelihood, weightsInUse } from "../matching/index.ts";
import { filesSharingAKey, type LostPupil } from "./lost-pupils.store.ts";

/** A file that may be of the child sought, and why. */
export type FileFound = { file: LostPupil; likelihood: Likelihood; bits: number; words: string[] };

/** Below this, a file shares a key by chance; the lists are searched by the same measure. */
const worthShowing = 4;
const mostShown = 20;

/**
 * Searches the store of an authority for a child (act keep-lost-pupils) by names, former names, date of birth, sex and UPN, the
 * likeliest first, with how each compares. [F05]
 */
export async function searchStore(
  context: Context,
  authorityId: number,
  sought: Identity,
): Promise<FileFound[]> {
  requireAct(context.viewer, "keep-lost-pupils", { authorityId });
  const [shared, weightsOf] = await Promise.all([
    filesSharingAKey(context.database, authorityId, sought),
    weightsInUse(context.database),
  ]);
  const found = shared
    .map((file): FileFound => {
      const { bits, likelihood, evidence } = compare(sought, file, weightsOf(authorityId));
      return {
        file,
        bits,
        likelihood,
        words: evidence.filter(({ level }) => level !== "missing").map(({ words }) => words),
      };
    })
    .filter(({ bits }) => bits >= worthShowing)
    .toSorted((one, other) => other.bits - one.bits)
    .slice(0, mostShown);
  await context.audit({
    ...{ act: "searched the store of lost pupils", subject: "list", authorityId },
    details: { found: found.length, files: found.map(({ file }) => file.id) },
  });
  return found;
}
