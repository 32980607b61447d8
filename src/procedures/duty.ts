import type { Moment } from "./due.ts";
import type { Move } from "./moves.ts";
import type { PlannedRule } from "./planned-rules.ts";
import type { Timing } from "./timing.ts";

/** One time that a rule was owed: what began it, how it ended, and what it still waits for. */
export type Duty = {
  readonly rule: PlannedRule;
  /** Of a duty begun by lateness, the fact that began the late one. */
  readonly begunBy: Move;
  readonly starts: Moment;
  /** The duty whose lateness began it. */
  readonly becauseLate: Duty | undefined;
  /** The duty before it, when the same fact ended that one and began this one. */
  readonly repeats: Duty | undefined;
  ended: "met" | "needless" | undefined;
  endedBy: Move | undefined;
  /** Which of the facts that its rule waits for are still to come, one bit each. */
  waits: number;
  /** For each time that must be over first, what it is counted from: the last such fact, or what began the duty. */
  readonly barredSince: readonly Move[];
  /** Until when it may be done: counted at the first asking after its end is known. */
  timing: Timing | undefined;
};
