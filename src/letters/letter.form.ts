import { z } from "zod";
import { day } from "../web/design/date-fields.ts";

/** What comes back from the page on which a letter is written. What was shown and not finished may be anything. */
export const writtenSchema = (today: Temporal.PlainDate) =>
  z.object({
    template: z.string().max(40),
    to: z.string().max(40),
    address: z.string().max(1000).default(""),
    body: z.string().max(20_000),
    sentBy: z.enum(["post", "hand"]),
    sentOn: day("day on which it goes", { upTo: today }),
  });

export const writtenNames = {
  address: "the address",
  body: "the text of the letter",
  sentBy: "how it goes",
};

/** What comes back from the page that says what became of a letter. */
export const serviceSchema = (today: Temporal.PlainDate) =>
  z.object({
    outcome: z.enum(["served", "came-back"]),
    happenedOn: day("day", { upTo: today }),
    note: z.string().max(1000).default(""),
  });

export const serviceNames = { outcome: "what became of it", note: "the note" };
