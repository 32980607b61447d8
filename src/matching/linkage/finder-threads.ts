import { availableParallelism } from "node:os";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";
import type { RuleCount } from "./block-index.ts";
import type { Order } from "./pair-finder.thread.ts";
import type { Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import type { Pairs } from "./pairs.ts";
import { randomChunks } from "./random-pairs.ts";

/** The same file's thread, in src/ and in dist/. */
const thread = new URL(`./pair-finder.thread${extname(import.meta.url)}`, import.meta.url);

/** Threads that find pairs, one a core: each has its share of every rule's keys. */
export class FinderThreads {
  readonly #workers: readonly Worker[];
  #rules = 0;

  constructor(count: number = availableParallelism()) {
    this.#workers = Array.from(
      { length: count },
      (_, share) => new Worker(thread, { workerData: { share, shares: count } }),
    );
  }

  /** Takes up a pass, and answers for each rule what it would compare; keys that are too common are left out from here on. */
  async take(pass: Pass): Promise<RuleCount[]> {
    this.#rules = pass.rules.length;
    const answers = await this.#ask<RuleCount[]>({ ask: "pass", pass });
    const counts = pass.rules.map((_, rule) => {
      const ofRule = answers.map((answer) => answer[rule] as RuleCount);
      return {
        pairs: ofRule.reduce((sum, { pairs }) => sum + pairs, 0),
        pairsLeftOut: ofRule.reduce((sum, { pairsLeftOut }) => sum + pairsLeftOut, 0),
        tooCommon: ofRule.flatMap(({ tooCommon }) => tooCommon),
      };
    });
    await this.#ask({ ask: "leave-out", tooCommon: counts.map(({ tooCommon }) => tooCommon) });
    return counts;
  }

  /** How often each level of each field is seen between random rows. */
  async randomPairs(): Promise<number[][]> {
    const [first = [], ...others] = await this.#ask<number[][]>({
      ask: "random-pairs",
      chunks: randomChunks,
    });
    return first.map((levels, field) =>
      levels.map((count, level) => others.reduce((sum, other) => sum + (other[field]?.[level] ?? 0), count)),
    );
  }

  /** How often each pattern of levels is seen among about so many pairs of each rule. */
  async patterns(wanted: number, counted: readonly RuleCount[]): Promise<Map<number, number>[]> {
    const [first = [], ...others] = await this.#ask<Map<number, number>[]>({
      ask: "patterns",
      everyNth: counted.map(({ pairs }) => Math.max(1, Math.round(pairs / wanted))),
    });
    return first.map((patterns, rule) => {
      for (const other of others)
        for (const [pattern, count] of other[rule] ?? [])
          patterns.set(pattern, (patterns.get(pattern) ?? 0) + count);
      return patterns;
    });
  }

  /** Every pair that weighs at least so many bits. `onRule` hears, from 0 to 1, how much is done. */
  async pairs(weights: Weights, atLeast: number, onRule: (done: number) => void): Promise<Pairs> {
    let done = 0;
    return joined(
      await this.#ask<Pairs>({ ask: "pairs", weights, atLeast }, () =>
        onRule(++done / Math.max(1, this.#rules * this.#workers.length)),
      ),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  async #ask<Answer>(order: Order, onRule?: () => void): Promise<Answer[]> {
    return Promise.all(
      this.#workers.map(
        (worker) =>
          new Promise<Answer>((resolve, reject) => {
            const hear = (message: { answer: Answer } | { rule: number }) => {
              if ("rule" in message) return onRule?.();
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

function joined(parts: readonly Pairs[]): Pairs {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const pairs = {
    length,
    left: new Int32Array(length),
    right: new Int32Array(length),
    bits: new Float32Array(length),
    pattern: new Float64Array(length),
  };
  let at = 0;
  for (const part of parts) {
    pairs.left.set(part.left, at);
    pairs.right.set(part.right, at);
    pairs.bits.set(part.bits, at);
    pairs.pattern.set(part.pattern, at);
    at += part.length;
  }
  return pairs;
}
