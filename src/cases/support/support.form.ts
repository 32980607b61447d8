import { z } from "zod";
import { day, optionalDay } from "../../web/design/date-fields.ts";
import { supportWords } from "../fact-words.ts";
import type { SupportKind } from "./support.ts";

const kinds = Object.keys(supportWords) as [SupportKind, ...SupportKind[]];
const line = z.string().max(200).optional();

/** Who helps the child, as somebody who works near the child tells it. */
export const supportForm = (today: Temporal.PlainDate) =>
  z.object({
    support: z.enum(kinds),
    name: z.string().max(200),
    organisation: line,
    reachedBy: line,
    fromOn: optionalDay("day on which it began", { upTo: today }),
    source: z.string().max(200),
    note: z.string().max(2000).optional(),
  });
export const supportNames = {
  support: "who it is",
  name: "the name of the person",
  source: "who told you",
};

/** The last day of somebody's help. */
export const endForm = (today: Temporal.PlainDate) =>
  z.object({
    ends: z.coerce.number().int().positive(),
    untilOn: day("last day", { upTo: today }),
  });
