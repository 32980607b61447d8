import { z } from "zod";
import { largestId } from "../../web/asked.ts";
import { type FormErrors, formErrors } from "../../web/design/form-errors.ts";
import type { News } from "./area-register.ts";

/** The names of a line's two fields on the page of a register. */
export const wordsOf = (lineId: number) => `news-${lineId}`;
export const nothingOf = (lineId: number) => `nothing-${lineId}`;

const words = z.string().trim().max(2000);

/** What was written of each child, or ticked as nothing new; where both were, the words count. Lines left empty wait on. [H02] */
export function newsTyped(body: unknown): { values: News[] } | { errors: FormErrors } {
  const news = new Map<number, string>();
  const issues: z.core.$ZodIssue[] = [];
  for (const [name, sent] of Object.entries((body ?? {}) as Record<string, unknown>)) {
    const [, kind, number] = /^(news|nothing)-(\d{1,10})$/.exec(name) ?? [];
    const lineId = Number(number);
    if (!kind || lineId > largestId || typeof sent !== "string" || sent.trim() === "") continue;
    if (kind === "nothing") {
      if (!news.has(lineId)) news.set(lineId, "");
      continue;
    }
    const typed = words.safeParse(sent.replaceAll("\r\n", "\n"));
    if (typed.success) news.set(lineId, typed.data);
    else issues.push(issue(name, "The news must be 2,000 characters or fewer"));
  }
  if (news.size === 0 && issues.length === 0)
    issues.push(issue("news", "Write what you know of at least one child, or that it is nothing new"));
  if (issues.length > 0) return { errors: formErrors(issues) };
  return { values: [...news].map(([lineId, said]) => ({ lineId, words: said })) };
}

function issue(name: string, message: string): z.core.$ZodIssue {
  return { code: "custom", path: [name], message, input: undefined };
}
