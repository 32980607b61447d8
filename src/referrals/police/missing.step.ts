import type { About, Answers, Field, Step } from "../form-definition.ts";
import { momentOf, readTime } from "./police-words.ts";

const policeReference: Field<About> = {
  kind: "words",
  name: "policeReference",
  asks: "Your reference of the missing report",
  short: "Police reference",
  hint: "The same for the report and the return: by it we know which belong together.",
  wanted: "Enter the reference that you gave the missing report",
  most: 40,
};

const timeWanted = "Enter the time with hours and minutes, such as 14:30";

const time = (name: string, asks: string, wanted: string): Field<About> => ({
  ...{ kind: "words", name, asks, wanted, most: 10, tooLong: timeWanted },
  short: "At",
  hint: "For example, 14:30.",
});

/** That the hour is one that a clock has and that has come: from the hour of a return the time for the interview runs. */
const isPast = (day: string, name: string) => (answers: Answers, _: About, now: Temporal.Instant) => {
  if (!readTime(answers[name])) return { [name]: timeWanted };
  const isStillToCome = Temporal.Instant.compare(momentOf(answers[day], answers[name]), now) > 0;
  return isStillToCome ? { [name]: "This time is still to come" } : {};
};

/** Nobody comes back before they were reported missing. */
function isInOrder({ missingOn, returnedOn }: Answers): Record<string, string> {
  return missingOn && String(returnedOn) < String(missingOn)
    ? { returnedOn: "The day of the return must be on or after the day reported missing" }
    : {};
}

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
  check: isPast("missingOn", "missingAt"),
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
  check: (answers, child, now) => ({
    ...isPast("returnedOn", "returnedAt")(answers, child, now),
    ...isInOrder(answers),
  }),
};
