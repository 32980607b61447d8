export { addAgencies } from "./demonstration.store.ts";
export { demonstrationCounty } from "./demonstration-county.ts";
export { recordInventedHistories } from "./record-invented-histories.ts";
export { whoCanSignIn } from "./who-can-sign-in.ts";
