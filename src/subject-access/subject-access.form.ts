import { z } from "zod";
import { day } from "../web/design/date-fields.ts";
import type { LineDecided } from "./subject-access.store.ts";

/** The form by which a request is recorded. */
export function requestForm(today: Temporal.PlainDate) {
  return z.object({
    askedBy: z.string().trim().min(1).max(200),
    identity: z.string().trim().min(1).max(1000),
    receivedOn: day("day on which it came", { upTo: today }),
  });
}
export const wordsForm = z.object({ words: z.string().trim().min(1).max(1000) });
export const subjectAccessNames: Record<string, string> = {
  askedBy: "who asks",
  identity: "how you made sure who they are, and that they may ask",
  words: "the reason",
};

const short = z.string().trim().max(1000).optional().catch("");

/** The lines that were decided on a page: each has fields of its own, and those without a choice are left for later. */
export function linesTyped(body: unknown, lines: readonly number[]): LineDecided[] {
  const typed = (body ?? {}) as Record<string, unknown>;
  return lines.flatMap((line) => {
    const decision = typed[`decision-${line}`];
    if (decision !== "release" && decision !== "redact" && decision !== "hide") return [];
    const hidden = decision === "hide" ? (short.parse(typed[`hidden-${line}`]) ?? "") : "";
    const reason = decision === "release" ? "" : (short.parse(typed[`reason-${line}`]) ?? "");
    return [{ line, decision: decision === "release" ? "release" : "redact", hidden, reason }] as const;
  });
}
