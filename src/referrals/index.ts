export { openUnlessDoubtful } from "./open-unless-doubtful.ts";
export { type ReferralDifference, verifyPassedOn, workOutPassedOn } from "./passed-on/verify-passed-on.ts";
export { type FoundByComparison, referFromComparison } from "./refer-from-comparison.ts";
export { type MetInSweep, referFromSweep } from "./refer-from-sweep.ts";
export { insertProgress } from "./referrals.store.ts";
