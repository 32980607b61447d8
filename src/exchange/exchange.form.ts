import { z } from "zod";
import { largestId } from "../web/asked.ts";
import { choices } from "../web/design/index.ts";

/** What is decided of a file that came. */
export const decisionForm = z
  .object({
    decided: z.enum(["take-in", "decline"]),
    why: z.string().max(1000).optional(),
  })
  .refine(({ decided, why }) => decided === "take-in" || why, {
    error: "Say why you decline it",
    path: ["why"],
  });

/** To whom a lost pupil's file is sent. */
export const offerForm = z.object({
  partner: z.coerce
    .number({ error: "Choose the authority" })
    .int()
    .positive({ error: "Choose the authority" })
    .max(largestId),
});

/** What is agreed with another authority, and where its keys are: at its system's address, or in the document that it sent. */
export const partnerForm = z
  .object({
    code: z
      .string({ error: "Enter their three-digit number" })
      .regex(/^\d{3}$/, "Enter their three-digit number"),
    address: z
      .url({ protocol: /^https?$/, error: "Enter a whole address, such as https://cme.example.gov.uk" })
      .max(300)
      .optional(),
    keys: z.string().max(100_000).optional(),
    way: z.enum(["network", "hand"], { error: "Say how files go there" }),
    rules: choices(z.enum(["sends", "takes"])).refine(
      (rules) => rules.length > 0,
      "Choose what may go between you",
    ),
    basis: z.string({ error: "Say which agreement this rests on" }).max(300),
  })
  .refine(({ address, keys }) => (address === undefined) !== (keys === undefined), {
    error: "Enter their system's address or paste their key document, one of the two",
    path: ["address"],
  });
