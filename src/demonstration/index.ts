export { demonstrationCounty } from "./demonstration-county.ts";
export { recordInventedHistories } from "./record-invented-histories.ts";
