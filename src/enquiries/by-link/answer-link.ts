import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from "node:crypto";

// Who holds a link without the mailbox has 100 tries at a million codes in the whole life of the link.
export const limits = {
  /** Longer than any procedure gives the one asked; a silent one is asked again with a new link. */
  linkLasts: Temporal.Duration.from({ hours: 28 * 24 }),
  codeLasts: Temporal.Duration.from({ minutes: 10 }),
  triesOfCode: 5,
  codesOfLink: 20,
  betweenCodes: Temporal.Duration.from({ seconds: 60 }),
  visitLasts: Temporal.Duration.from({ minutes: 60 }),
} as const;

/** The random part of a link, or of a visit's cookie: 256 bits that hold nothing of whom they are about. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What is kept of a link or a visit. A plain hash will do: there is nothing to guess in 256 random bits. */
export function hashOfToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** A code of six digits, for the second e-mail. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, "0");
}

/** What is kept of a code. Keyed by the link, which is kept nowhere: who reads the table cannot try out all million. */
export function hashOfCode(code: string, linkToken: string): Buffer {
  return createHmac("sha256", linkToken).update(code).digest();
}

/** If a code is the one that was sent. People type it with spaces. */
export function codeMatches(typed: string, linkToken: string, kept: Buffer): boolean {
  return timingSafeEqual(hashOfCode(typed.replaceAll(/\s/g, ""), linkToken), kept);
}
