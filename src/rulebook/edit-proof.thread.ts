import { parentPort, workerData } from "node:worker_threads";
import { faultsOf } from "./edit-proof.ts";

// Runs in a thread of its own, so that a proof that takes too long or too much can be stopped.
parentPort?.postMessage(faultsOf(String(workerData)));
