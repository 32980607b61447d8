import type { About, Step } from "../form-definition.ts";

const yesNo = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
] as const;

/** If the pupil, or child, is safe, before anything else: it decides how fast everybody acts. [D01] [D02] */
export const safeguardingOf = (called: "pupil" | "child"): Step<About> => ({
  slug: "safeguarding",
  title: `Is the ${called} safe?`,
  why: "These answers decide how fast we act. If you fear for a child, do not wait for this form: call children's services and the police today.",
  fields: [
    {
      kind: "choice",
      name: "concern",
      asks: `Are you concerned for the ${called}'s welfare?`,
      short: `Concern for the ${called}'s welfare`,
      hint: `For example past concerns, a sudden disappearance, something the ${called} said, or a family that moves often without saying why.`,
      wanted: `Say if you are concerned for the ${called}'s welfare`,
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
      asks: `Does the ${called} have a social worker or a child protection plan?`,
      short: "Social worker or child protection plan",
      wanted: `Say if the ${called} has a social worker`,
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
      asks: `Must the ${called} be found at once?`,
      short: "Urgent",
      hint: `Say yes when waiting a few days could harm the ${called}.`,
      wanted: `Say if the ${called} must be found at once`,
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
});
