import type { Step } from "../form-definition.ts";

/** Since when the pupil has been away, and what is feared. [D06] */
export const absence: Step = {
  slug: "absence",
  title: "The absence",
  why: "The hub counts the days from here, and asks admissions if the pupil is on another roll.",
  fields: [
    {
      kind: "day",
      name: "absentSince",
      asks: "First day of the absence",
      short: "First day absent",
      wanted: "Enter the first day of the absence",
      upToToday: true,
    },
    {
      kind: "long-words",
      name: "absenceWords",
      asks: "What do you know of it, and what was the pupil's attendance before?",
      short: "What is known of the absence",
      wanted: "Say what you know of the absence",
      most: 2000,
    },
    {
      kind: "words",
      name: "previousSchool",
      asks: "Previous school, if you know it",
      short: "Previous school",
      most: 200,
    },
  ],
};
