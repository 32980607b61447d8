import { z } from "zod";
import { Refusal } from "./refusal.ts";

/** At most so many at once; a directory that asks for more gets these and goes on by startIndex. */
const most = 200;

const number = z.coerce.number().int().catch(Number.NaN);
const query = z.object({
  startIndex: number.optional(),
  count: number.optional(),
  filter: z.string().max(500).optional(),
  excludedAttributes: z.string().max(500).optional(),
});

/** What a directory asks of a list: from where (0 is the first), how many, which, and what to leave out. */
export function listAsked(given: unknown): {
  from: number;
  count: number;
  filter?: string | undefined;
  without: string[];
} {
  const read = query.safeParse(given);
  if (!read.success) throw new Refusal(400, "Send startIndex, count and filter once each.", "invalidValue");
  const { startIndex = 1, count = most, filter, excludedAttributes = "" } = read.data;
  if (Number.isNaN(startIndex) || Number.isNaN(count))
    throw new Refusal(400, "Send startIndex and count as whole numbers.", "invalidValue");
  // Less than 1 means 1, and less than 0 means 0 (RFC 7644, 3.4.2.4).
  return {
    from: Math.min(Math.max(startIndex, 1), 1_000_000_000) - 1,
    count: Math.min(Math.max(count, 0), most),
    filter,
    without: excludedAttributes.toLowerCase().split(/[\s,]+/),
  };
}

/** A list in SCIM's shape. */
export function listOf(
  resources: readonly unknown[],
  { total = resources.length, from = 0 }: { total?: number; from?: number } = {},
) {
  return {
    schemas: ["urn:ietf:params:scim:api:messages:2.0:ListResponse"],
    totalResults: total,
    startIndex: from + 1,
    itemsPerPage: resources.length,
    Resources: resources,
  };
}
