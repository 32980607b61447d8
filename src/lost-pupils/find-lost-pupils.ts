import { programItself } from "../access/index.ts";
import { type Keepsight, perform } from "../context.ts";
import { type Database, databaseFor } from "../database/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import { compare, weightsInUse } from "../matching/index.ts";
import { fileAskedFor } from "./file-asked-for.ts";
import { type Found, insertMatches, type Pair, pairsAfter } from "./matches.store.ts";

const filesAtOnce = 200;

/**
 * The standing search: compares every file that waits, of any authority, with the pupils on all rolls, and keeps for both
 * sides those who are very likely the child. What was found once is not found again. `owner` sees every roll. Answers how many there were. [F05] [F06]
 */
export async function findLostPupils(keepsight: Keepsight, owner: Database): Promise<number> {
  const now = keepsight.now();
  const weightsOf = await weightsInUse(owner);
  const likelyOne = (pair: Pair): Found[] => {
    const { bits, likelihood, evidence } = compare(pair.file, pair.entry, weightsOf(pair.file.authorityId));
    if (likelihood !== "very-likely") return [];
    const words = evidence.filter(({ level }) => level !== "missing").map((each) => each.words);
    return [{ pair, bits, evidence: words }];
  };
  const asked: number[] = [];
  let found = 0;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const { pairs, last } = await pairsAfter(owner, after, filesAtOnce);
    const kept = await insertMatches(owner, pairs.flatMap(likelyOne), now);
    found += kept.found;
    asked.push(...kept.asked);
    after = last;
  }
  if (asked.length === 0) return found;
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const call = { viewer, act: "do-step", now, request: "standing search" } as const;
  await perform(keepsight, call, (context) => tellOpenCases(context, asked, fileAskedFor));
  return found;
}
