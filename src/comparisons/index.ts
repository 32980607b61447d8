export { type ComparingContext, compareLists } from "./compare-lists.ts";
export { type ComparisonWord, comparisonWords } from "./comparison.ts";
export { comparisons } from "./definitions/index.ts";
export { authoritiesToCompare } from "./keep-findings.store.ts";
export { referUnanswered } from "./refer-unanswered.ts";
