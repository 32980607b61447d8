import { z } from "zod";

// What an address asks for may have been changed by hand: whatever cannot be is as if it had not been asked.

/** The largest number that a row of any table here can be asked by. */
export const largestId = 2_147_483_647;

/** The number of a row, as an address asks for it. */
export const idAsked = z.coerce.number().int().positive().max(largestId).optional().catch(undefined);

/** A day of this century or the last, as an address asks for it. */
export const dayAsked = z.iso
  .date()
  .transform((day) => Temporal.PlainDate.from(day))
  .refine(({ year }) => year >= 1900 && year < 2200)
  .optional()
  .catch(undefined);

/** Words, as an address asks for them. No database keeps U+0000. */
export const wordsAsked = z
  .string()
  .min(1)
  .max(200)
  .refine((words) => !words.includes("\0"))
  .optional()
  .catch(undefined);
