import type { Step } from "../form-definition.ts";

/** The status of the common transfer file, and how to reach the sender. [D01] */
export const transferFile: Step = {
  slug: "transfer-file",
  title: "The pupil's transfer file, and you",
  why: "The common transfer file lets the next school ask for the pupil's records, and us find the pupil by them.",
  fields: [
    {
      kind: "choice",
      name: "file",
      asks: "What has become of the common transfer file?",
      short: "Common transfer file",
      wanted: "Say what has become of the common transfer file",
      of: [
        { value: "new-school", text: "Ready for the new school to collect" },
        {
          value: "mmmmmmm",
          text: "Uploaded with MMMMMMM",
          hint: "Gone out of the maintained sector, or out of the country",
        },
        {
          value: "xxxxxxx",
          text: "Uploaded with XXXXXXX",
          hint: "Destination not known: the lost pupils",
        },
        { value: "none", text: "None has been made" },
      ],
    },
    {
      kind: "words",
      name: "noFileWords",
      asks: "Why not?",
      short: "Why there is no file",
      wanted: "Say why no transfer file has been made",
      most: 500,
      under: { name: "file", answer: "none" },
    },
    {
      kind: "words",
      name: "position",
      sameForSiblings: true,
      asks: "Your position at the school",
      short: "Sender's position",
      wanted: "Enter your position at the school",
      most: 100,
      autocomplete: "organization-title",
    },
    {
      kind: "words",
      name: "phone",
      sameForSiblings: true,
      asks: "Phone number on which we can reach you",
      short: "Sender's phone",
      wanted: "Enter a phone number on which we can reach you",
      most: 40,
      holds: "phone",
      autocomplete: "tel",
    },
  ],
};
