import { z } from "zod";
import type { After } from "./my-visits.store.ts";

/** Where a list of visits goes on, as its address says it: if the last visit was urgent, the millisecond it was due, and its case. */
export const visitPlace = z
  .string()
  .regex(/^[01]\.\d{1,15}\.\d{1,15}$/)
  .transform((key): After => {
    const [urgent, milliseconds = 0, caseId = 0] = key.split(".").map(Number);
    return { urgent: urgent === 1, dueAt: Temporal.Instant.fromEpochMilliseconds(milliseconds), caseId };
  })
  .optional()
  .catch(undefined);

/** The same of a visit. */
export function placeOf({ urgent, dueAt, caseId }: After): string {
  return `${Number(urgent)}.${dueAt.epochMilliseconds}.${caseId}`;
}
