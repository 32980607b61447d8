import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Configuration } from "openid-client";
import { expect, test } from "vitest";
import { readSettings, UnusableSettings } from "../../settings.ts";
import { providersChosen } from "./provider-chosen.ts";
import { ProviderSilent, providerMet } from "./provider-met.ts";
import { addressAfterSignOut } from "./sign-out.ts";

test("a provider that was down is asked again, and one that answered is not", async () => {
  let down = true;
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
    response.writeHead(down ? 503 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(down ? {} : { issuer, authorization_endpoint: `${issuer}/auth` }));
  });
  await new Promise<void>((listening) => server.listen(0, "localhost", listening));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const meet = providerMet({ issuer, clientId: "keepsight", clientSecret: undefined });

  await expect(meet()).rejects.toThrow(ProviderSilent);
  down = false;
  expect((await meet()).serverMetadata().issuer).toBe(issuer);
  await meet();
  expect(asked).toBe(2);
  server.close();
});

test("plain http is trusted on this machine alone", async () => {
  const meet = providerMet({
    issuer: "http://council.example",
    clientId: "keepsight",
    clientSecret: undefined,
  });
  await expect(meet()).rejects.toMatchObject({ cause: { code: "OAUTH_HTTP_REQUEST_FORBIDDEN" } });
});

test("the council's provider is chosen before the demonstration's, and one of them must be there", () => {
  const council = { KEEPSIGHT_ISSUER: "https://login.example.gov.uk", KEEPSIGHT_CLIENT_ID: "keepsight" };
  expect(providersChosen(readSettings(council))[0].issuer).toBe("https://login.example.gov.uk");
  expect(providersChosen(readSettings({ KEEPSIGHT_PORT: "4000" }))[0].issuer).toBe(
    "http://localhost:4000/demonstration",
  );
  expect(() => providersChosen(readSettings({ KEEPSIGHT_DEMONSTRATION: "off" }))).toThrow(UnusableSettings);
});

test("signing out passes through the provider when it offers to forget the person too", () => {
  const signedOut = "https://keepsight.example/signed-out";
  const metadata = { issuer: "https://login.example" };
  const offering = new Configuration(
    { ...metadata, end_session_endpoint: "https://login.example/end" },
    "keepsight",
  );
  const left = new URL(addressAfterSignOut(offering, "the.id.token", signedOut));
  expect(left.origin + left.pathname).toBe("https://login.example/end");
  expect(left.searchParams.get("post_logout_redirect_uri")).toBe(signedOut);
  expect(left.searchParams.get("id_token_hint")).toBe("the.id.token");

  expect(addressAfterSignOut(new Configuration(metadata, "keepsight"), null, signedOut)).toBe(signedOut);
  expect(addressAfterSignOut(undefined, null, signedOut)).toBe(signedOut);
});
