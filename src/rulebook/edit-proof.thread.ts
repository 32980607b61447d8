import { parentPort, workerData } from "node:worker_threads";
import { faultsOf } from "./edit-proof.ts";

// Runs in a thread of its own, so that a proof that takes too long or too much can be stopped.
const { text, together } = workerData as { text: string; together: readonly string[] };
parentPort?.postMessage(faultsOf(text, together));
