import { expect, test } from "vitest";
import { readSettings } from "../../settings.ts";
import { csrfTokenMatches, csrfTokenOf, hasRunOut, isDueANote, sessionCookie } from "./session.ts";

const nine = Temporal.Instant.from("2026-11-23T09:00:00Z");
const limits = { sessionMinutes: 60, sessionHours: 10 };

test("a session runs out after an hour without use", () => {
  const used = { startedAt: nine, lastSeenAt: nine };
  expect(hasRunOut(used, limits, nine.add({ minutes: 59, seconds: 59 }))).toBe(false);
  expect(hasRunOut(used, limits, nine.add({ minutes: 60 }))).toBe(true);
});

test("a session runs out after ten hours however busy it is", () => {
  const busyUntil = (hours: number, minutes: number) => {
    const now = nine.add({ hours, minutes });
    return hasRunOut({ startedAt: nine, lastSeenAt: now.subtract({ seconds: 1 }) }, limits, now);
  };
  expect(busyUntil(9, 59)).toBe(false);
  expect(busyUntil(10, 0)).toBe(true);
});

test("use is noted once a minute, and oftener where the limit is a minute", () => {
  expect(isDueANote(nine, limits, nine.add({ seconds: 59 }))).toBe(false);
  expect(isDueANote(nine, limits, nine.add({ seconds: 60 }))).toBe(true);
  expect(isDueANote(nine, { ...limits, sessionMinutes: 1 }, nine.add({ seconds: 6 }))).toBe(true);
});

test("on https the cookie is secure and bound to its host by its name", () => {
  const settings = readSettings({ KEEPSIGHT_ADDRESS: "https://keepsight.example.gov.uk/" });
  expect(sessionCookie(settings)).toEqual({
    name: "__Host-keepsight",
    options: { path: "/", httpOnly: true, sameSite: "lax", secure: true },
  });
});

test("a form's token is its own session's and no other's", () => {
  const session = { csrfToken: csrfTokenOf("secret of one") };
  expect(csrfTokenMatches(session, csrfTokenOf("secret of one"))).toBe(true);
  expect(csrfTokenMatches(session, csrfTokenOf("secret of another"))).toBe(false);
  expect(csrfTokenMatches(session, "")).toBe(false);
});
