import type { Saying } from "./link-lists.ts";

/** Where progress is said: a terminal, or a file or pipe. */
export type SaidTo = { readonly isTTY?: boolean; write(text: string): unknown };

/**
 * Says each stage: on a terminal with its share done and the seconds left, in a pipe a line a stage. What was done before it
 * began, in a run that was stopped, does not count for how fast it is. `now` is in milliseconds.
 */
export function progress(to: SaidTo, now: () => number = () => performance.now()): Saying {
  let stage = "";
  let begun = { at: 0, done: 0 };
  return (next, done) => {
    if (next !== stage) {
      if (stage && to.isTTY) to.write("\n");
      stage = next;
      begun = { at: now(), done };
      to.write(to.isTTY ? stage : `${stage}\n`);
      return;
    }
    if (!to.isTTY || done <= begun.done) return;
    const left = ((now() - begun.at) / 1000) * ((1 - done) / (done - begun.done));
    to.write(`\r${stage}: ${Math.round(done * 100)} in 100, ${Math.ceil(left)} s left   `);
  };
}
