import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { RuleCount } from "./block-index.ts";
import type { FindingShare, FoundPairs, Order } from "./pair-finder.thread.ts";
import type { IndexedRule, Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import { joinedPairs, type Pairs } from "./pairs.ts";
import { shared } from "./shared-array.ts";
import type { SharesDone, WorkDone } from "./work-done.ts";

/** The same file's thread, in src/ and in dist/. */
const thread = new URL(`./pair-finder.thread${extname(import.meta.url)}`, import.meta.url);
/** The hits of so many left rows are one thread's at a time, two numbers each: few enough that none waits long at the end. */
const numbersAShare = 131_072;

/** In so many parts is a pass kept that may be stopped: at each the threads wait for the last of them. */
const partsKept = 24;

/** Threads that find pairs, one a core: whichever is free takes the next rule, or the next rows of it. */
export class FinderThreads {
  readonly #workers: readonly Worker[];
  readonly #taken = new Int32Array(new SharedArrayBuffer(4));
  #shares: readonly FindingShare[] = [];
  #rows = 0;

  constructor(count: number = availableParallelism()) {
    this.#workers = Array.from(
      { length: count },
      () => new Worker(thread, { workerData: { taken: this.#taken } }),
    );
  }

  /** Takes up a pass, and answers for each rule what it would compare; keys that are too common are left out from here on. */
  async take(pass: Pass): Promise<RuleCount[]> {
    const indexed = new Map((await this.#ask<[number, IndexedRule][]>({ ask: "index", pass })).flat());
    const rules = pass.rules.map((_, rule) => indexed.get(rule) as IndexedRule);
    await this.#ask({ ask: "take-up", rules });
    this.#rows = pass.left.length;
    this.#shares = rules.flatMap(({ index: { hits } }, rule) =>
      Array.from({ length: Math.ceil(hits.length / numbersAShare) }, (_, n) => ({
        ...{ rule, from: n * numbersAShare, to: Math.min(hits.length, (n + 1) * numbersAShare) },
      })),
    );
    return rules.map(({ count }) => count);
  }

  /** How often each level of each field is seen between random rows. */
  async randomPairs(): Promise<number[][]> {
    const [first = [], ...others] = await this.#ask<number[][]>({ ask: "random-pairs" });
    return first.map((levels, field) =>
      levels.map((count, level) => others.reduce((sum, other) => sum + (other[field]?.[level] ?? 0), count)),
    );
  }

  /** How often each pattern of levels is seen among about so many pairs of each rule that teaches. */
  async patterns(wanted: number, counted: readonly RuleCount[]): Promise<Map<number, number>[]> {
    const everyNth = counted.map(({ pairs }) => Math.max(1, Math.round(pairs / wanted)));
    const seen = new Map(
      (await this.#ask<[number, Map<number, number>][]>({ ask: "patterns", everyNth })).flat(),
    );
    return counted.map((_, rule) => seen.get(rule) ?? new Map());
  }

  /**
   * Every pair that weighs at least so many bits, rule by rule in the order of the left rows, whichever thread found it.
   * `onShare` hears, from 0 to 1, how much is done. With `kept`, what was done of this pass before is not done again.
   */
  async pairs(
    weights: Weights,
    atLeast: number,
    onShare: (done: number) => void,
    kept?: { work: WorkDone; pass: string },
  ): Promise<Pairs> {
    const all = this.#shares.length;
    const parts: SharesDone[] = kept?.work.sharesDone(kept.pass, all) ?? [];
    let done = parts.at(-1)?.to ?? 0;
    onShare(all === 0 ? 1 : done / all);
    const lastKept = shared(Int32Array, this.#rows).fill(-1);
    const together = kept ? Math.max(this.#workers.length, Math.ceil(all / partsKept)) : all;
    while (done < all) {
      const [from, to] = [done, Math.min(all, done + together)];
      const shares = this.#shares.slice(from, to);
      const found = await this.#ask<FoundPairs>({ ask: "pairs", weights, atLeast, lastKept, shares }, () =>
        onShare(++done / all),
      );
      const part = { from, to, pairs: inOrderOfShares(found) };
      kept?.work.keepShares(kept.pass, all, part);
      parts.push(part);
      done = to;
    }
    return joinedPairs(parts.map(({ pairs }) => ({ pairs, from: 0, end: pairs.length })));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #ask<Answer>(order: Order, onShare?: () => void): Promise<Answer[]> {
    Atomics.store(this.#taken, 0, 0);
    return Promise.all(
      this.#workers.map(
        (worker) =>
          new Promise<Answer>((resolve, reject) => {
            const hear = (message: { answer: Answer } | { done: number }) => {
              if ("done" in message) return onShare?.();
              worker.off("message", hear);
              worker.off("error", reject);
              resolve(message.answer);
            };
            worker.on("message", hear);
            worker.on("error", reject);
            worker.postMessage(order);
          }),
      ),
    );
  }
}

function inOrderOfShares(found: readonly FoundPairs[]): Pairs {
  const parts = found.flatMap(({ pairs, shares }) =>
    shares.map(({ share, end }, at) => ({ share, pairs, from: shares[at - 1]?.end ?? 0, end })),
  );
  return joinedPairs(parts.sort((one, other) => one.share - other.share));
}
