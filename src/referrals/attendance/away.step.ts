import type { Step } from "../form-definition.ts";

/** Why the pupil is away, as far as the school knows: an absence, or a new pupil who never came (N5.1, N5.2.1, N5.5, N6.1(ii)). */
export const ways = {
  unexplained: "Nobody knows why the pupil is away",
  "leave-overrun": "Not back after leave or a holiday",
  "exclusion-overrun": "Not back after a suspension",
  "left-without-notice": "The family seems to have gone without a word",
  "never-came": "A new pupil who never came, at a usual time of starting such as September",
  "never-came-in-year": "A new pupil who never came, during the year",
} as const;

/** Since when the pupil has not come, and what is known of it. [C13] [C14] [C16] */
export const awayFromSchool: Step = {
  slug: "absence",
  title: "The absence",
  why: "Which steps follow, and by when, depends on how the pupil came to be away and since when.",
  fields: [
    {
      kind: "choice",
      name: "away",
      asks: "What do you know of it?",
      short: "How the pupil came to be away",
      wanted: "Say what you know of the absence",
      of: Object.entries(ways).map(([value, text]) => ({ value, text })),
      sameForSiblings: true,
    },
    {
      kind: "day",
      name: "absentSince",
      asks: "First school day on which the pupil did not come",
      short: "First day absent",
      wanted: "Enter the first school day on which the pupil did not come",
      upToToday: true,
    },
    {
      kind: "choice",
      name: "protectionPlan",
      asks: "Does the pupil have a child protection plan?",
      short: "Child protection plan",
      hint: "If so, tell the pupil's social worker today as well. Your safeguarding lead knows.",
      wanted: "Say if the pupil has a child protection plan",
      of: [
        { value: "yes", text: "Yes" },
        { value: "no", text: "No" },
        { value: "not-known", text: "Not known" },
      ],
    },
    {
      kind: "long-words",
      name: "absenceWords",
      asks: "What else is known, and how did the pupil attend before?",
      short: "What else is known of the absence",
      most: 2000,
    },
  ],
};
