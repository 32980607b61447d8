import { parentPort, workerData } from "node:worker_threads";
import { type IndexedRule, PairFinder, type Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import type { Pairs } from "./pairs.ts";
import { randomChunks, randomPairsOf } from "./random-pairs.ts";

/** What a thread is asked. It answers `{ answer }` in turn, and says `{ done }` of every so many shares that it finds pairs in. */
export type Order =
  | { ask: "index"; pass: Pass }
  | { ask: "take-up"; rules: readonly IndexedRule[] }
  | { ask: "random-pairs" }
  | { ask: "patterns"; everyNth: readonly number[] }
  | {
      ask: "pairs";
      weights: Weights;
      atLeast: number;
      lastKept: Int32Array;
      shares: readonly FindingShare[];
    };

/** A share of the work: the pairs that a rule makes of its hits from one to another. */
export type FindingShare = { readonly rule: number; readonly from: number; readonly to: number };
/** The pairs that a thread has found, and up to which of them they are of which share. */
export type FoundPairs = {
  readonly pairs: Pairs;
  readonly shares: readonly { share: number; end: number }[];
};

const { taken } = workerData as { taken: Int32Array<SharedArrayBuffer> };
const port = parentPort;
if (!port) throw new Error("This is a thread of the linkage engine.");
let pass: Pass;
let finder: PairFinder;

/** The numbers below a limit that no other thread has taken. */
function* mine(limit: number): Generator<number> {
  for (let next = Atomics.add(taken, 0, 1); next < limit; next = Atomics.add(taken, 0, 1)) yield next;
}

function answerTo(order: Order): unknown {
  switch (order.ask) {
    case "index":
      pass = order.pass;
      finder = new PairFinder(pass);
      return mine(pass.rules.length)
        .map((rule) => [rule, finder.indexed(rule)])
        .toArray();
    case "take-up":
      return finder.takeUp(order.rules);
    case "random-pairs":
      return randomPairsOf(pass, mine(randomChunks.length));
    case "patterns":
      return mine(pass.rules.length)
        .filter((rule) => pass.rules[rule]?.isPlain)
        .map((rule) => [rule, finder.patternsOf(rule, order.everyNth[rule] ?? 1)])
        .toArray();
    case "pairs": {
      const search = finder.search(order.weights, order.atLeast, order.lastKept);
      const shares: FoundPairs["shares"][number][] = [];
      for (const share of mine(order.shares.length)) {
        const { rule, from, to } = order.shares[share] as FindingShare;
        finder.find(rule, from, to, search);
        shares.push({ share, end: search.found.length });
        port?.postMessage({ done: 1 });
      }
      return { pairs: search.found.finished(), shares };
    }
  }
}

port.on("message", (order: Order) => {
  const answer = answerTo(order);
  const moved = order.ask === "pairs" ? columnsOf((answer as FoundPairs).pairs) : [];
  port.postMessage({ answer }, moved);
});

function columnsOf({ left, right, bits, pattern }: Pairs): ArrayBuffer[] {
  return [left, right, bits, pattern].map(({ buffer }) => buffer as ArrayBuffer);
}
