import type { Comparison, ComparisonWord } from "../comparison.ts";
import { didNotStart } from "./did-not-start.ts";
import { excluded } from "./excluded.ts";
import { lastCompulsoryYear } from "./last-compulsory-year.ts";
import { leftArrivedNowhere } from "./left-arrived-nowhere.ts";
import { missingToThePolice } from "./missing-to-the-police.ts";
import { notExpected } from "./not-expected.ts";
import { onNoRoll } from "./on-no-roll.ts";
import { severalOffers } from "./several-offers.ts";
import { waitingForAPlace } from "./waiting-for-a-place.ts";

/** Every comparison, those that find missing children first. */
export const comparisons: readonly Comparison[] = [
  leftArrivedNowhere,
  onNoRoll,
  didNotStart,
  waitingForAPlace,
  excluded,
  missingToThePolice,
  lastCompulsoryYear,
  notExpected,
  severalOffers,
];

/** The comparison that a word stands for; undefined for any other word. */
export function comparisonCalled(word: string): Comparison | undefined {
  return comparisons.find((comparison) => comparison.word === (word as ComparisonWord));
}
