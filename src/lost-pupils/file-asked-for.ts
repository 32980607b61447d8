import type { tellOpenCases } from "../enquiries/index.ts";

/** That a new pupil came without a file, and that the CME officer was asked for it (N6.1v). */
export const fileAskedFor: Parameters<typeof tellOpenCases>[2] = [
  { kind: "pupil-admitted", details: { records: "did-not-come" } },
  { kind: "agency-told", details: { agency: "cme-officer" } },
];
