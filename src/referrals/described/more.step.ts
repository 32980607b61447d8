import type { About, Step } from "../form-definition.ts";

/** What else the sender knows. [A02] */
export const more: Step<About> = {
  slug: "more",
  title: "What else do you know?",
  why: "Anything that helps to find the child: who saw the child last, where the family may be, who works with them.",
  fields: [
    {
      kind: "long-words",
      name: "information",
      asks: "Why do you report the child, and what do you know?",
      short: "What the sender knows",
      wanted: "Say why you report the child",
      most: 4000,
    },
    {
      kind: "day",
      name: "lastSeen",
      asks: "When was the child last seen?",
      short: "Day last seen",
      upToToday: true,
    },
    {
      kind: "long-words",
      name: "others",
      asks: "Brothers, sisters, relatives or services who may know more",
      short: "Others who may know more",
      most: 1000,
    },
    { kind: "words", name: "gp", asks: "GP or surgery", short: "GP", most: 200 },
    { kind: "words", name: "ethnicity", asks: "Ethnicity", short: "Ethnicity", most: 100 },
    { kind: "words", name: "firstLanguage", asks: "First language", short: "First language", most: 100 },
  ],
};
