import type { ObligationState } from "../procedures/index.ts";

/** How an obligation stands, in the middle of a sentence. */
export const stateWords: Readonly<Record<ObligationState, string>> = {
  waiting: "waiting",
  open: "open",
  "due-soon": "due soon",
  suspended: "held",
  met: "done in time",
  "met-late": "done late",
  overdue: "overdue",
  "no-longer-needed": "no longer needed",
};
