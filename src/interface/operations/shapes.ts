import { z } from "zod";

// What an answer holds. Answers are cut to these shapes before they leave, so nothing goes out that is not described here.

export const day = z.iso.date();
export const instant = z.iso.datetime({ offset: true });
export const reference = z.string().regex(/^[A-Z]{2}-[A-Z]-\d{6}$/);
export const id = z.int().positive();
/** Words of a closed list that may grow. */
export const word = z.string();

/** How lists are paged: after which place to go on, and how many at most. */
export const paging = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}$/, "Use the cursor `next` of the page before")
    .default("0")
    .describe("The cursor `next` of the page before"),
  limit: z.coerce.number().int().min(1).max(200).default(100).describe("Rows at most"),
});

/** A list: its rows, and the cursor of the next page or null. */
export function listOf<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: z.array(row), next: z.string().nullable() });
}

/** A page of rows of which one more was asked for than fits. */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => number | string,
): { body: { rows: readonly Row[]; next: string | null }; next: string | undefined } {
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last ? String(cursorOf(last)) : undefined;
  return { body: { rows, next: next ?? null }, next };
}
