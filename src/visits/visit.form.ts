import { z } from "zod";
import { zone } from "../calendar/index.ts";
import { readPostcode } from "../children/index.ts";
import { day } from "../web/design/index.ts";
import { type Found, findings, type VisitReport } from "./visit.ts";

const words = z.string().max(4000).default("");
const cardLeft = z.enum(["yes", "no"], { error: "Choose whether you left a card" });
const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** What a visitor says of one finding; `today` is the last day on which the visit can have been. [E02] */
export function visitForm(found: Found, today: Temporal.PlainDate) {
  return z
    .object({
      day: day("day of the visit", { upTo: today }),
      time: z
        .string({ error: "Enter the time of the visit" })
        .regex(time, "The time of the visit must be like 14:30"),
      card: found === "no-answer" ? cardLeft : cardLeft.default("no"),
      neighbours: words,
      where:
        found === "family-moved"
          ? z.enum(["inside", "outside", "unknown"], { error: "Choose where the family lives now" })
          : z.undefined().optional(),
      address: words,
      postcode: z.string().optional(),
      authority: z.coerce.number().int().optional(),
      note: words,
    })
    .transform((sent, context): VisitReport => {
      const postcode = sent.postcode === undefined ? null : readPostcode(sent.postcode);
      if (postcode === undefined)
        context.addIssue({
          code: "custom",
          message: "The postcode must be whole, like EA4 7DN, or left empty",
          path: ["postcode"],
        });
      const where = sent.where ?? "unknown";
      return {
        found,
        visitedAt: sent.day.toZonedDateTime({ timeZone: zone, plainTime: timeOf(sent.time) }).toInstant(),
        cardLeft: sent.card === "yes",
        neighbours: sent.neighbours,
        newAddress: {
          where,
          lines: where === "unknown" ? "" : sent.address,
          postcode: where === "unknown" ? null : (postcode ?? null),
          authorityId: where === "outside" ? (sent.authority ?? null) : null,
        },
        note: sent.note,
      };
    });
}

function timeOf(typed: string): Temporal.PlainTime {
  const [, hour, minute] = time.exec(typed) ?? [];
  return Temporal.PlainTime.from({ hour: Number(hour), minute: Number(minute) });
}

/** If this word of an address is one of the findings. */
export function isFinding(word: string): word is Found {
  return Object.hasOwn(findings, word);
}
