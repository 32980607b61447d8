import type { Step } from "../form-definition.ts";

/** The evidence of the school's own enquiries. [D01] */
export const enquiries: Step = {
  slug: "enquiries",
  title: "What you have tried",
  why: "A referral needs evidence of the school's own enquiries, so that nobody does the same again.",
  fields: [
    {
      kind: "choices",
      name: "methods",
      sameForSiblings: true,
      asks: "How did you try to reach the family?",
      short: "How the school tried",
      wanted: "Choose at least one way in which you tried to reach the family",
      of: [
        { value: "phone", text: "Phoned the parents or carers" },
        { value: "letter", text: "Wrote a letter" },
        { value: "message", text: "Sent an e-mail or text message" },
        { value: "contacts", text: "Asked the emergency contacts" },
        { value: "siblings", text: "Asked brothers' or sisters' schools" },
        { value: "friends", text: "Asked friends of the pupil" },
        { value: "visit", text: "Visited the home" },
        { value: "agencies", text: "Asked other services" },
      ],
    },
    {
      kind: "words",
      name: "enquirer",
      sameForSiblings: true,
      asks: "Who tried?",
      short: "Who tried",
      wanted: "Enter who tried to reach the family",
      most: 200,
    },
    {
      kind: "day",
      name: "firstTried",
      sameForSiblings: true,
      asks: "When did they first try?",
      short: "Day first tried",
      wanted: "Enter the day on which they first tried",
      upToToday: true,
    },
    {
      kind: "day",
      name: "lastTried",
      sameForSiblings: true,
      asks: "When did they last try?",
      short: "Day last tried",
      wanted: "Enter the day on which they last tried",
      upToToday: true,
    },
    {
      kind: "long-words",
      name: "result",
      sameForSiblings: true,
      asks: "What came of it?",
      short: "What came of it",
      wanted: "Say what came of the enquiries",
      most: 4000,
    },
  ],
  check: ({ firstTried, lastTried }) =>
    firstTried && lastTried && firstTried > lastTried
      ? { lastTried: "The last day tried must be the first day tried or later" }
      : {},
};
