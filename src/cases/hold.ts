import type { ProcedureAct } from "../procedures/index.ts";

/** The flag that forbids contact with a family: asking them, or mediating, can bring the marriage forward (N2.7.10). */
export const holdingFlag = "forced-marriage";

/** What must not be done while a family must not be contacted. */
export const actsHeld: readonly ProcedureAct[] = [
  "request-visit",
  "write-to-family",
  "assess-visit-risk",
  "visit-family",
];
