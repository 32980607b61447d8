import { createHash } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { Problem } from "./problem.ts";

/**
 * The key under which the answer to a write is kept, from its Idempotency-Key and who sends it: two senders may think of the
 * same words. Undefined where none came. @throws Problem for one that cannot be used.
 */
export function onceKeyOf({ headers }: FastifyRequest, sender: string): string | undefined {
  const given = headers["idempotency-key"];
  if (given === undefined) return undefined;
  if (typeof given !== "string" || given.length > 200 || given === "")
    throw new Problem(400, "The Idempotency-Key cannot be used", "Send one of 1 to 200 characters.");
  return keyOf(`${sender} ${given}`);
}

/** The key of a form of a visitor without a session: a page that a browser had kept, sent with other words, is another form. */
export function keyOfWords(once: string, typed: Readonly<Record<string, unknown>>): string {
  return keyOf(`${once} ${JSON.stringify(typed)}`);
}

function keyOf(words: string): string {
  const digest = createHash("sha256").update(words).digest("hex");
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
