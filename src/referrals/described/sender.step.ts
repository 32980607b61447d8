import type { About, Step } from "../form-definition.ts";

/** How to reach a sender who is signed in: the name and the agency are known. [D02] */
export const reached: Step<About> = {
  slug: "you",
  title: "How can we reach you?",
  why: "You are told here what becomes of your report. We ring you only with a question.",
  fields: [
    {
      kind: "words",
      name: "position",
      asks: "Your position or team",
      short: "Sender's position",
      wanted: "Enter your position or team",
      most: 100,
      autocomplete: "organization-title",
    },
    {
      kind: "words",
      name: "phone",
      asks: "Phone number on which we can reach you",
      short: "Sender's phone",
      wanted: "Enter a phone number on which we can reach you",
      most: 40,
      holds: "phone",
      autocomplete: "tel",
    },
  ],
};

/** Who sent what an officer enters, how it came and when. [D02] [D08] [D09] */
export const received: Step<About> = {
  slug: "sender",
  title: "Who sent it, and how did it come?",
  why: "The time for the decision runs from the day on which it came.",
  fields: [
    {
      kind: "words",
      name: "senderName",
      asks: "Name of the sender",
      short: "Sender",
      wanted: "Enter the sender's name, or 'not given'",
      most: 200,
    },
    {
      kind: "words",
      name: "organisation",
      asks: "Agency, school or authority of the sender",
      short: "Sender's organisation",
      most: 200,
    },
    {
      kind: "words",
      name: "phone",
      asks: "Phone number of the sender",
      short: "Sender's phone",
      most: 40,
      holds: "phone",
    },
    {
      kind: "long-words",
      name: "replyTo",
      asks: "Address or e-mail for the reply",
      short: "Reply to",
      hint: "No child's details go by e-mail.",
      most: 300,
    },
    {
      kind: "choice",
      name: "came",
      asks: "How did it come?",
      short: "Came by",
      wanted: "Say how it came",
      of: [
        { value: "phone", text: "By phone" },
        { value: "letter", text: "By letter" },
        { value: "e-mail", text: "By e-mail" },
        { value: "fax", text: "By fax" },
        { value: "in-person", text: "In person" },
      ],
    },
    {
      kind: "day",
      name: "cameOn",
      asks: "Day on which it came",
      short: "Day on which it came",
      wanted: "Enter the day on which it came",
      upToToday: true,
    },
  ],
};
