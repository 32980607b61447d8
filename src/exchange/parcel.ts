import { z } from "zod";

/** What a parcel holds. */
export const kinds = ["file", "answer", "withdrawal"] as const;
export type Kind = (typeof kinds)[number];

/** What an answer says of a file: each comes after those before it. */
export const answers = ["received", "unreadable", "declined", "taken-in", "handed-over"] as const;
export type AnswerWord = (typeof answers)[number];

export type OutState =
  | ("to-send" | "sent" | "to-carry" | "carried")
  | AnswerWord
  | ("withdrawn" | "withheld" | "not-delivered");
export type InState =
  | "arrived"
  | "waiting"
  | "accepted"
  | "taken-in"
  | "declined"
  | "unreadable"
  | "withdrawn"
  | "handed-over"
  | "done";
export type State = OutState | InState;

/** While a file we sent stands so, nothing was decided about it yet. */
export const undecided: readonly State[] = ["to-send", "sent", "to-carry", "carried", "received"];

/** How a file that we sent stands, in a word and in a sentence. */
export const sentWords: Record<OutState, { text: string; classes: string; means: string }> = {
  "to-send": { text: "Being sent", classes: "govuk-tag--yellow", means: "It is on its way." },
  sent: {
    text: "Sent",
    classes: "govuk-tag--yellow",
    means: "It is there. Nobody has said yet that it is whole.",
  },
  "to-carry": {
    text: "To carry",
    classes: "govuk-tag--yellow",
    means: "Save the sealed file, and have it carried there.",
  },
  carried: {
    text: "Saved to carry",
    classes: "govuk-tag--yellow",
    means: "The sealed file was saved to be carried there.",
  },
  received: {
    text: "Received",
    classes: "govuk-tag--blue",
    means: "It is there and whole. Nobody there has decided yet.",
  },
  unreadable: { text: "Unreadable there", classes: "govuk-tag--red", means: "It could not be read there." },
  declined: { text: "Declined", classes: "govuk-tag--red", means: "They do not take it." },
  "taken-in": {
    text: "Taken in",
    classes: "govuk-tag--green",
    means: "It waits in their store too, and they look for the child.",
  },
  "handed-over": {
    text: "Found there",
    classes: "govuk-tag--green",
    means: "They handed it over: the child has it.",
  },
  withdrawn: {
    text: "Withdrawn",
    classes: "govuk-tag--grey",
    means: "It was withdrawn before they took it in.",
  },
  withheld: {
    text: "Kept back",
    classes: "govuk-tag--red",
    means: "It was not sent: by then it did not wait here any more, or the child's record did not allow it.",
  },
  "not-delivered": {
    text: "Not delivered",
    classes: "govuk-tag--red",
    means: "It could not be delivered within 30 days. It can be sent again.",
  },
};

/** How a file that came stands, in a word. */
export const cameWords: Record<Exclude<InState, "done">, { text: string; classes: string }> = {
  arrived: { text: "Being opened", classes: "govuk-tag--yellow" },
  waiting: { text: "Waits for you", classes: "govuk-tag--blue" },
  accepted: { text: "Being taken in", classes: "govuk-tag--yellow" },
  "taken-in": { text: "Taken in", classes: "govuk-tag--green" },
  declined: { text: "Declined", classes: "govuk-tag--grey" },
  unreadable: { text: "Unreadable", classes: "govuk-tag--red" },
  withdrawn: { text: "Taken back", classes: "govuk-tag--grey" },
  "handed-over": { text: "Handed over", classes: "govuk-tag--green" },
};

/** No file that is exchanged is larger: within a sealed parcel it grows by three quarters. Bytes. */
export const largestExchanged = 5 * 1024 * 1024;
/** No parcel is larger. Bytes. */
export const largestParcel = 10 * 1024 * 1024;

/** What may stand in a sealed parcel, by its kind. */
export const contents = {
  file: z.object({
    reference: z.string().max(40),
    fileName: z.string().max(100),
    content: z.base64().max(largestParcel),
  }),
  answer: z.object({
    about: z.uuid(),
    word: z.enum(answers),
    words: z.string().max(1000),
    reference: z.string().max(40),
  }),
  withdrawal: z.object({ about: z.uuid() }),
} as const;
export type Content<K extends Kind> = z.output<(typeof contents)[K]>;
