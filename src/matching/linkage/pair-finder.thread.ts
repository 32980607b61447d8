import { parentPort, workerData } from "node:worker_threads";
import { PairFinder, type Pass } from "./pair-finder.ts";
import type { Weights } from "./pair-weigher.ts";
import type { Pairs } from "./pairs.ts";
import { randomPairsOf } from "./random-pairs.ts";

/** What a thread is asked; it answers `{ answer }` in turn, and `{ rule }` whenever it is done with one. */
export type Order =
  | { ask: "pass"; pass: Pass }
  | { ask: "leave-out"; tooCommon: readonly (readonly number[])[] }
  | { ask: "random-pairs"; chunks: readonly number[] }
  | { ask: "patterns"; everyNth: readonly number[] }
  | { ask: "pairs"; weights: Weights; atLeast: number };

const { share, shares } = workerData as { share: number; shares: number };
const port = parentPort;
if (!port) throw new Error("This is a thread of the linkage engine.");
let pass: Pass;
let finder: PairFinder;

port.on("message", (order: Order) => {
  if (order.ask === "pass") {
    pass = order.pass;
    finder = new PairFinder(pass, share, shares);
    port.postMessage({ answer: finder.index() });
  }
  if (order.ask === "leave-out") {
    finder.leaveOut(order.tooCommon);
    port.postMessage({ answer: true });
  }
  if (order.ask === "random-pairs")
    port.postMessage({
      answer: randomPairsOf(
        pass,
        order.chunks.filter((chunk) => chunk % shares === share),
      ),
    });
  if (order.ask === "patterns")
    port.postMessage({
      answer: pass.rules.map(({ isPlain }, rule) =>
        isPlain ? finder.patternsOf(rule, order.everyNth[rule] ?? 1) : new Map(),
      ),
    });
  if (order.ask === "pairs") {
    const pairs: Pairs = finder.pairs(order.weights, order.atLeast, (rule) => port.postMessage({ rule }));
    port.postMessage({ answer: pairs }, [
      pairs.left.buffer as ArrayBuffer,
      pairs.right.buffer as ArrayBuffer,
      pairs.bits.buffer as ArrayBuffer,
      pairs.pattern.buffer as ArrayBuffer,
    ]);
  }
});
