import { Worker } from "node:worker_threads";
import type { Fault } from "./edit-proof.ts";

/** More than the longest shipped procedure needs many times over. */
const longestMilliseconds = 60_000;
const mostMegabytes = 512;

/** In src/ it is TypeScript, in dist/ JavaScript, as this file is. */
const thread = new URL(`./edit-proof.thread${import.meta.url.slice(-3)}`, import.meta.url);

/**
 * Proves a procedure's text, together with the texts of others, beside the program and within bounds of time and memory.
 * Answers its faults; none: it is proved.
 */
export function proveText(
  text: string,
  together: readonly string[] = [],
  milliseconds = longestMilliseconds,
): Promise<Fault[]> {
  return new Promise((proved) => {
    const prover = new Worker(thread, {
      workerData: { text, together },
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    });
    const answer = (faults: Fault[]) => {
      clearTimeout(patience);
      proved(faults);
      void prover.terminate();
    };
    const patience = setTimeout(() => answer([unbounded]), milliseconds);
    prover.once("message", answer);
    // Whoever waits for the proof is told, whatever went wrong in it.
    prover.once("error", (fault: Error & { code?: string }) =>
      answer([fault.code === "ERR_WORKER_OUT_OF_MEMORY" ? unbounded : brokenBy(fault)]),
    );
  });
}

function brokenBy({ name, message }: Error): Fault {
  return {
    obligation: null,
    where: "The whole procedure",
    says: `The proof broke off, which is a fault of the program and not of the procedure (${name}: ${message}). Tell whoever looks after Keepsight.`,
    story: [],
  };
}

const unbounded: Fault = {
  obligation: null,
  where: "The whole procedure",
  says: "The proof took too long or too much memory, and was stopped. Take the last change back and prove again, in smaller steps.",
  story: [],
};
