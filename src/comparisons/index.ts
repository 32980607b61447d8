export { type ComparingContext, compareLists } from "./compare-lists.ts";
export { type ComparisonWord, comparisonWords } from "./comparison.ts";
export { comparisons } from "./definitions/index.ts";
export { referUnanswered } from "./refer-unanswered.ts";
