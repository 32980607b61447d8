import { createHmac, hash, timingSafeEqual } from "node:crypto";
import type { CookieSerializeOptions } from "@fastify/cookie";
import type { Settings } from "../../settings.ts";
import type { Viewer } from "../viewer.ts";
import { addressOf } from "./provider-chosen.ts";

/** One browser in which a person is signed in. */
export type Session = {
  viewer: Viewer;
  /** What each form of this session sends back. */
  csrfToken: string;
  /** By which provider its person signs in. */
  issuer: string;
  /** It ran out: nothing may be read with it, but a form sent with it is kept as that person's draft. */
  expired: boolean;
  tokenHash: Buffer;
};

export type Cookie = { name: string; options: CookieSerializeOptions };

/**
 * The session's cookie: no script reads it, no other site's form sends it, and it goes when the browser closes.
 * On https the name itself makes browsers refuse one that another host or a plain connection has set.
 */
export function sessionCookie(settings: Settings): Cookie {
  return hardenedCookie(settings, "keepsight");
}

/** The cookie that ties a sign-in under way to the browser that began it. */
export function signInCookie(settings: Settings): Cookie {
  return hardenedCookie(settings, "keepsight-sign-in");
}

/** The cookie that remembers which of several providers was the right one in this browser. */
export function providerCookie(settings: Settings): Cookie {
  const { name, options } = hardenedCookie(settings, "keepsight-provider");
  return { name, options: { ...options, maxAge: secondsOfYear } };
}

/** The cookie of a browser in which somebody without an account has typed the code of their link. */
export function answerCookie(settings: Settings): Cookie {
  const { name, options } = hardenedCookie(settings, "keepsight-answer");
  return { name, options: { ...options, sameSite: "strict" } };
}

const secondsOfYear = 365 * 24 * 60 * 60;

function hardenedCookie(settings: Settings, name: string): Cookie {
  const secure = addressOf(settings).startsWith("https:");
  return {
    name: secure ? `__Host-${name}` : name,
    options: { path: "/", httpOnly: true, sameSite: "lax", secure },
  };
}

/** What is stored in place of a session's token, so that who reads the table cannot sign in with it. */
export function hashOf(token: string): Buffer {
  return hash("sha256", token, "buffer");
}

// Worked out once a session and not for each of its requests.
const csrfTokens = new Map<string, string>();
const mostCsrfTokens = 20_000;

/** The token of a session's forms. */
export function csrfTokenOf(csrfSecret: string): string {
  const known = csrfTokens.get(csrfSecret);
  if (known !== undefined) return known;
  const token = createHmac("sha256", csrfSecret).update("a form of this session").digest("base64url");
  if (csrfTokens.size >= mostCsrfTokens) csrfTokens.clear();
  csrfTokens.set(csrfSecret, token);
  return token;
}

/** Whether a form carries its session's own token. Takes the same time however much of it is right. */
export function csrfTokenMatches(session: Pick<Session, "csrfToken">, given: string): boolean {
  return timingSafeEqual(hashOf(session.csrfToken), hashOf(given));
}

type Limits = Pick<Settings, "sessionMinutes" | "sessionHours">;
type Times = { startedAt: Temporal.Instant; lastSeenAt: Temporal.Instant };

/** Whether a session has run out: unused for longer than the minutes, or older than the hours. */
export function hasRunOut({ startedAt, lastSeenAt }: Times, limits: Limits, now: Temporal.Instant): boolean {
  const idle = lastSeenAt.until(now).total("minutes");
  const age = startedAt.until(now).total("hours");
  return idle >= limits.sessionMinutes || age >= limits.sessionHours;
}

/** Whether to note that the session was used: each minute, or oftener where the limit itself is a few minutes. */
export function isDueANote(lastSeenAt: Temporal.Instant, limits: Limits, now: Temporal.Instant): boolean {
  return lastSeenAt.until(now).total("minutes") >= Math.min(1, limits.sessionMinutes / 10);
}
