import type * as Blocking from "../src/matching/linkage/blocking.ts";
import type * as ColumnMaps from "../src/matching/linkage/column-map.ts";
import type * as Threads from "../src/matching/linkage/finder-threads.ts";
import type * as Models from "../src/matching/linkage/linkage-model.ts";
import type * as Loading from "../src/matching/linkage/load-lists.ts";
import type * as Oracle from "../src/matching/linkage/pairs-by-sql.store.ts";
import type * as DuckDb from "../src/matching/linkage/put-in-order.store.ts";
import type * as SharedArrays from "../src/matching/linkage/shared-array.ts";
import { built } from "./built.ts";

const linkage = <Exports>(file: string) => built<Exports>(`matching/linkage/${file}`);
const { rulesFor } = await linkage<typeof Blocking>("blocking");
const { readColumnMap } = await linkage<typeof ColumnMaps>("column-map");
const { shared } = await linkage<typeof SharedArrays>("shared-array");
const { FinderThreads } = await linkage<typeof Threads>("finder-threads");
const { weightsOf } = await linkage<typeof Models>("linkage-model");
const { loadLists } = await linkage<typeof Loading>("load-lists");
const { openLoader } = await linkage<typeof DuckDb>("put-in-order.store");
const { pairsBySql } = await linkage<typeof Oracle>("pairs-by-sql.store");

/** Pairs that weigh less are in neither answer. */
const atLeast = -8;

/**
 * One pass over both lists with the same rules, levels and weights, by the engine and by DuckDB running the specification
 * as SQL on as many threads: pairs, seconds and their ratio. Loading, learning and one-to-one are in neither.
 */
export async function besideDuckDb(
  files: { left: string; right: string },
  map: string,
  model: Models.LinkageModel,
  folder: string,
): Promise<void> {
  const connection = await openLoader(4000, folder);
  const lists = await loadLists(readColumnMap(map), { ...files, folder, megabytes: 4000 });
  const { layout, counts, left, right } = lists;
  const rules = rulesFor(layout, left, right, { aRule: 6, inAll: 20 });
  const pass = { ...lists, rules, mostPairsOfAKey: Number.POSITIVE_INFINITY };
  const weights = weightsOf(model, layout, counts, (length) => shared(Float32Array, length));
  const timed = async <Answer>(work: () => Promise<Answer>) => {
    const begun = performance.now();
    return { answer: await work(), seconds: (performance.now() - begun) / 1000 };
  };
  const threads = new FinderThreads();
  const engine = await timed(async () => {
    const taken = await threads.take(pass);
    return { taken, pairs: await threads.pairs(weights, atLeast, () => {}) };
  });
  await threads.close();
  const peer = await timed(() => pairsBySql(connection, pass, weights, atLeast));
  connection.closeSync();
  const compared = engine.answer.taken.reduce((sum, { pairs }) => sum + pairs, 0);
  const ratio = peer.seconds / engine.seconds;
  console.log(
    `one pass of ${rules.length} rules: ${compared} pairs compared, ${engine.answer.pairs.length} kept in ${engine.seconds.toFixed(1)} s; DuckDB from the same specification ${peer.answer.length} kept in ${peer.seconds.toFixed(1)} s: ${ratio.toFixed(1)} times as long (aim 4: ${ratio >= 4 ? "met" : "missed"})`,
  );
}
