import type { Comparison } from "../comparison.ts";
import { inParts } from "../evidence-words.ts";
import { severalOffersHeld } from "./several-offers.store.ts";

/** More than one place held for one child: one of them is kept from a child who waits. [B04] */
export const severalOffers: Comparison = {
  word: "several-offers",
  title: "More than one offer held",
  question: "Which children hold offers of more than one school?",
  findsMissing: false,
  sources: ["admissions-offer"],
  doubt: "Offers of other authorities are not seen here.",
  nextActions: ["Ask the family which place they want, and have the other withdrawn"],
  inOneLine: ({ offers, offerSchool }) => inParts(`holds ${offers ?? 2} offers`, offerSchool),
  find: severalOffersHeld,
};
