import type { Step } from "../form-definition.ts";

const yesNo = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
] as const;

/** If the pupil is safe, before anything else: it decides how fast everybody acts. [D01] */
export const safeguarding: Step = {
  slug: "safeguarding",
  title: "Is the pupil safe?",
  why: "These answers decide how fast we act. If you fear for a child, do not wait for this form: call children's services and the police today.",
  fields: [
    {
      kind: "choice",
      name: "concern",
      asks: "Are you concerned for the pupil's welfare?",
      short: "Concern for the pupil's welfare",
      hint: "For example past concerns, a sudden disappearance, something the pupil said, or a family that moves often without saying why.",
      wanted: "Say if you are concerned for the pupil's welfare",
      of: yesNo,
    },
    {
      kind: "long-words",
      name: "concernWords",
      asks: "What is the concern, and whom have you told?",
      short: "The concern and who was told",
      wanted: "Say what the concern is, and whom you have told",
      most: 4000,
      under: { name: "concern", answer: "yes" },
    },
    {
      kind: "choice",
      name: "socialWorker",
      asks: "Does the pupil have a social worker or a child protection plan?",
      short: "Social worker or child protection plan",
      wanted: "Say if the pupil has a social worker",
      of: [...yesNo, { value: "not-known", text: "Not known" }],
    },
    {
      kind: "words",
      name: "socialWorkerName",
      asks: "Name and team of the social worker, if you know them",
      short: "Social worker",
      most: 200,
      under: { name: "socialWorker", answer: "yes" },
    },
    {
      kind: "choice",
      name: "urgent",
      asks: "Must the pupil be found at once?",
      short: "Urgent",
      hint: "Say yes when waiting a few days could harm the pupil.",
      wanted: "Say if the pupil must be found at once",
      of: yesNo,
    },
    {
      kind: "long-words",
      name: "urgentWords",
      asks: "Why is it urgent?",
      short: "Why it is urgent",
      wanted: "Say why it is urgent",
      most: 2000,
      under: { name: "urgent", answer: "yes" },
    },
  ],
};
