import { expect, test } from "vitest";
import { readSettings } from "./settings.ts";

test.each([
  ["KEEPSIGHT_COUNTY_CHILDREN", "10", "a whole number of children, at least 500"],
  ["KEEPSIGHT_COUNTY_CHILDREN", "many", "a whole number of children, at least 500"],
  ["KEEPSIGHT_SESSION_MINUTES", "0", "a whole number of minutes, at least 1"],
  ["KEEPSIGHT_SESSION_HOURS", "1.5", "a whole number of hours, at least 1"],
  ["KEEPSIGHT_REQUESTS_A_MINUTE", "3", "a whole number of requests, at least 10"],
  ["KEEPSIGHT_WATCHED_FOLDER_DAYS", "0", "a whole number of days, at least 1"],
  ["KEEPSIGHT_PORT", "99999", "a port number between 0 and 65535, such as 3000"],
  ["KEEPSIGHT_PORT", "http", "a port number between 0 and 65535, such as 3000"],
  [
    "KEEPSIGHT_TRUSTED_PROXY",
    "10.0.0.0/33",
    "addresses or networks separated by commas, such as 172.16.0.0/12",
  ],
  ["KEEPSIGHT_METRICS_KEY", "short", "a secret of at least 20 characters"],
  ["KEEPSIGHT_DEMONSTRATION", "yes", "on or off"],
])("%s=%s says what it wants", (name, value, wanted) => {
  expect(() => readSettings({ [name]: value })).toThrow(`The setting ${name} wants ${wanted}.`);
});

test("a mail server wants the address that e-mail comes from and the one to which its links lead [E01]", () => {
  const server = { KEEPSIGHT_SMTP_URL: "smtps://user:password@mail.example:465" };
  const from = { KEEPSIGHT_MAIL_FROM: "cme@council.example" };
  const address = { KEEPSIGHT_ADDRESS: "https://keepsight.example" };
  const wanted = "set KEEPSIGHT_MAIL_FROM too, and KEEPSIGHT_ADDRESS";
  expect(() => readSettings({ ...server, ...from })).toThrow(wanted);
  expect(() => readSettings({ ...server, ...address })).toThrow(wanted);
  expect(() => readSettings({ KEEPSIGHT_SMTP_URL: "https://mail.example" })).toThrow("a mail server");
  expect(readSettings({ ...server, ...from, ...address }).mail).toEqual({
    url: server.KEEPSIGHT_SMTP_URL,
    from: from.KEEPSIGHT_MAIL_FROM,
  });
  expect(readSettings({}).mail).toBeUndefined();
});
