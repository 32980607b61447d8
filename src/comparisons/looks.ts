import type { FastifyReply } from "fastify";
import { type ComparisonWord, comparisonWords } from "./comparison.ts";

const keptIn = "looked-at-lists";

/** When somebody last looked into each list, as their browser remembers: words and moments, and no child. */
export function keptLooks(
  cookies: Record<string, string | undefined>,
): Partial<Record<ComparisonWord, Temporal.Instant>> {
  const looks: Partial<Record<ComparisonWord, Temporal.Instant>> = {};
  for (const part of (cookies[keptIn] ?? "").split("_")) {
    const [word = "", seconds = ""] = part.split(".");
    const known = comparisonWords.find((one) => one === word);
    if (known && /^\d{9,11}$/.test(seconds))
      looks[known] = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
  }
  return looks;
}

/** Remembers that a list was looked into now. */
export function lookedAt(
  reply: FastifyReply,
  looks: ReturnType<typeof keptLooks>,
  word: ComparisonWord,
  now: Temporal.Instant,
): FastifyReply {
  const all = Object.entries({ ...looks, [word]: now });
  const written = all.map(([one, at]) => `${one}.${Math.floor(at.epochMilliseconds / 1000)}`).join("_");
  return reply.setCookie(keptIn, written, {
    path: "/lists",
    httpOnly: true,
    sameSite: "lax",
    maxAge: 365 * 86_400,
  });
}
