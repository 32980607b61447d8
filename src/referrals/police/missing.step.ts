import type { About, Answers, Field, Step } from "../form-definition.ts";

const policeReference: Field<About> = {
  kind: "words",
  name: "policeReference",
  asks: "Your reference of the missing report",
  short: "Police reference",
  hint: "The same for the report and the return: by it we know which belong together.",
  wanted: "Enter the reference that you gave the missing report",
  most: 40,
};

const time = (name: string, asks: string, wanted: string): Field<About> => ({
  ...{ kind: "words", name, asks, wanted, most: 5 },
  short: "At",
  hint: "For example, 14:30.",
});

const isTime = (name: string) => (answers: Answers) =>
  /^([01]?\d|2[0-3])[:.][0-5]\d$/.test(String(answers[name]))
    ? {}
    : { [name]: "Enter the time with hours and minutes, such as 14:30" };

/** What the police say of a young person whom somebody has reported missing. [D10] (O8.1) */
export const missing: Step<About> = {
  slug: "missing",
  title: "Since when is the young person missing?",
  why: "The report joins the police list of missing children, which is compared with the register of children missing education.",
  fields: [
    policeReference,
    {
      kind: "day",
      name: "missingOn",
      asks: "Day on which the young person was reported missing",
      short: "Day reported missing",
      wanted: "Enter the day on which the young person was reported missing",
      upToToday: true,
    },
    time("missingAt", "Time of the report", "Enter the time of the report"),
    {
      kind: "choice",
      name: "risk",
      asks: "How do you assess the risk?",
      short: "Risk",
      wanted: "Say how you assess the risk",
      of: [
        { value: "none", text: "No apparent risk" },
        { value: "low", text: "Low" },
        { value: "medium", text: "Medium" },
        { value: "high", text: "High" },
      ],
    },
    {
      kind: "long-words",
      name: "information",
      asks: "Where was the young person last seen, and what may help us to help?",
      short: "What the police know",
      most: 4000,
    },
  ],
  check: isTime("missingAt"),
};

/** When a missing young person came back: from here the time for the return interview runs. [D10] [B06] (O8.1) */
export const returned: Step<About> = {
  slug: "back",
  title: "When did the young person come back?",
  why: "The council must see that somebody talks with the young person. The time for that runs from the hour of the return.",
  fields: [
    policeReference,
    {
      kind: "day",
      name: "returnedOn",
      asks: "Day of the return",
      short: "Day of the return",
      wanted: "Enter the day of the return",
      upToToday: true,
    },
    time("returnedAt", "Time of the return", "Enter the time of the return"),
    {
      kind: "day",
      name: "missingOn",
      asks: "Day on which the young person was reported missing, if you have not told us",
      short: "Day reported missing",
      upToToday: true,
    },
    {
      kind: "long-words",
      name: "information",
      asks: "Where was the young person found, and what did your own talk with them show?",
      short: "What the police know",
      hint: "Only what whoever holds the return interview needs to know.",
      most: 4000,
    },
  ],
  check: isTime("returnedAt"),
};
