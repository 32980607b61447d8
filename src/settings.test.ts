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
  [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "127.0.0.1:4318",
    "the address that takes traces by OTLP over HTTP, such as http://127.0.0.1:4318",
  ],
])("%s=%s says what it wants", (name, value, wanted) => {
  expect(() => readSettings({ [name]: value })).toThrow(`The setting ${name} wants ${wanted}.`);
});

test("DfE Sign-in's API wants its address and its secret, and scopes begin with openid [G04]", () => {
  const dfe = { KEEPSIGHT_ISSUER: "https://dfe.example", KEEPSIGHT_CLIENT_ID: "keepsight" };
  expect(() => readSettings({ ...dfe, KEEPSIGHT_DFE_SECRET: "x" })).toThrow("KEEPSIGHT_DFE_URL");
  expect(() => readSettings({ ...dfe, KEEPSIGHT_SCOPES: "profile" })).toThrow("openid");
  const all = { ...dfe, KEEPSIGHT_DFE_URL: "https://api.dfe.example", KEEPSIGHT_DFE_SECRET: "x" };
  expect(readSettings(all).signIn?.dfe).toEqual({ url: "https://api.dfe.example", secret: "x" });
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

test("GOV.UK Notify wants a whole key, a template and the address to which links lead, and no mail server beside it [E01]", () => {
  const [service, secret] = ["26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"];
  const key = { KEEPSIGHT_NOTIFY_KEY: `our-key-${service}-${secret}` };
  const template = { KEEPSIGHT_NOTIFY_TEMPLATE: "217a419e-6a7d-482a-9596-718b889dffce" };
  const address = { KEEPSIGHT_ADDRESS: "https://keepsight.example" };
  expect(readSettings({ ...key, ...template, ...address }).mail).toEqual({
    notify: {
      ...{ url: "https://api.notifications.service.gov.uk", serviceId: service, secret },
      templateId: template.KEEPSIGHT_NOTIFY_TEMPLATE,
    },
  });
  const wanted = "set KEEPSIGHT_NOTIFY_TEMPLATE too, and KEEPSIGHT_ADDRESS";
  expect(() => readSettings({ ...key, ...template })).toThrow(wanted);
  expect(() => readSettings({ ...key, ...address })).toThrow(wanted);
  expect(() => readSettings({ KEEPSIGHT_NOTIFY_KEY: secret })).toThrow("the whole API key of GOV.UK Notify");
  expect(() => readSettings({ KEEPSIGHT_NOTIFY_TEMPLATE: "mine" })).toThrow("the id of the e-mail template");
  const server = { KEEPSIGHT_SMTP_URL: "smtp://mail.example", KEEPSIGHT_MAIL_FROM: "cme@council.example" };
  expect(() => readSettings({ ...key, ...template, ...address, ...server })).toThrow("are both set. Set one");
});
