import { parentPort, workerData } from "node:worker_threads";
import { type CodedToPack, packedAndCounted } from "./packed-and-counted.ts";

// The answer lies in memory that threads share, but for the counts, which are moved.
const answer = packedAndCounted(workerData as CodedToPack);
parentPort?.postMessage(
  answer,
  answer.counts.map(({ buffer }) => buffer as ArrayBuffer),
);
