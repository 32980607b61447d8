import type { Answers, Step } from "../form-definition.ts";
import { isBeforeRoll, timeOnRoll } from "../school-roll.ts";

/** When and why the pupil left, with the reason for removal of the form. [D01] */
export const leaving: Step = {
  slug: "leaving",
  title: "When and why the pupil left",
  why: "The days tell us how long the pupil has been missing, and which enquiries the law asks for.",
  fields: [
    {
      kind: "day",
      name: "lastAttended",
      sameForSiblings: true,
      asks: "Last day the pupil attended",
      short: "Last day attended",
      wanted: "Enter the last day that the pupil attended",
      upToToday: true,
    },
    {
      kind: "choices",
      name: "beforeRoll",
      asks: "Your roll has the pupil only from a later day. Is the last day attended right?",
      short: "Attended before the roll has the pupil",
      hint: "If it is not, correct the day above.",
      wanted: "The roll has the pupil only from a later day. Correct the last day attended, or confirm it",
      of: [{ value: "confirmed", text: "Yes, the pupil attended before the roll has them" }],
      ifAnswers: isBeforeRoll,
    },
    {
      kind: "choice",
      name: "roll",
      asks: "Is the pupil still on your roll?",
      short: "On the roll",
      wanted: "Say if the pupil is still on your roll",
      of: [
        { value: "still-on", text: "Still on the roll" },
        { value: "removed", text: "Taken off the roll" },
      ],
    },
    {
      kind: "day",
      name: "removedOn",
      asks: "Day taken off the roll",
      short: "Day taken off the roll",
      wanted: "Enter the day on which the pupil was taken off the roll",
      upToToday: true,
      under: { name: "roll", answer: "removed" },
    },
    {
      kind: "choice",
      name: "ground",
      sameForSiblings: true,
      asks: "Reason for removal",
      short: "Reason for removal",
      hint: "If the pupil is still on the roll, the reason that would apply.",
      wanted: "Choose the reason for removal",
      of: [
        { value: "moved", text: "The family moved and the new school is not known" },
        {
          value: "absent",
          text: "Absent for four weeks or more, and school and authority could not find the pupil",
        },
        { value: "another-school", text: "Said to be at another school, which has not confirmed it" },
        {
          value: "home-education",
          text: "The parent wrote that the pupil is educated otherwise than at school",
        },
        { value: "excluded", text: "Permanently excluded, with all procedures and appeals ended" },
        { value: "not-known", text: "None of these: left, and nobody knows why" },
      ],
    },
    {
      kind: "long-words",
      name: "newAddress",
      sameForSiblings: true,
      asks: "New address of the family, as far as you know it",
      short: "New address",
      most: 500,
      under: { name: "ground", answer: "moved" },
    },
    {
      kind: "day",
      name: "referredOn",
      asks: "Day on which you referred the absence to the attendance team, if you did",
      short: "Day referred to the attendance team",
      upToToday: true,
      under: { name: "ground", answer: "absent" },
    },
    {
      kind: "words",
      name: "newSchool",
      sameForSiblings: true,
      asks: "Which school?",
      short: "Other school",
      wanted: "Enter the name of the other school",
      most: 200,
      under: { name: "ground", answer: "another-school" },
    },
    {
      kind: "long-words",
      name: "destinationSaid",
      sameForSiblings: true,
      asks: "Where did the family say that they were going?",
      short: "What the family said",
      hint: "Who said it, and when. Leave empty if nobody said anything.",
      most: 2000,
    },
  ],
  check: removedAfterLeaving,
  prefilled: (child) => {
    const { until } = timeOnRoll(child) ?? {};
    if (child.onRoll) return { roll: "still-on" };
    return until ? { lastAttended: until, roll: "removed", removedOn: until } : {};
  },
};

function removedAfterLeaving({ lastAttended, removedOn }: Answers): Record<string, string> {
  return lastAttended && removedOn && removedOn < lastAttended
    ? { removedOn: "The day taken off the roll must be the last day attended or later" }
    : {};
}
