import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { type ForwardProxy, startForwardProxy } from "../../test/support/forward-proxy.ts";
import { plainBrowser } from "../../test/support/plain-browser.ts";
import { freePort, startProgram } from "../../test/support/program.ts";
import {
  type SayingProvider,
  sayingClient,
  startSayingProvider,
} from "../../test/support/saying-provider.ts";
import { postOutside, readOutside } from "../interface/webhooks/index.ts";
import { sendByNotify } from "../post/send-by-notify.ts";
import { readSettings } from "../settings.ts";
import { goByForwardProxy } from "./index.ts";

// Names that end in .invalid are known nowhere but at the proxy: what reaches them went by it.
const name = "login.eastmere.invalid";
const folder = mkdtempSync(join(tmpdir(), "keepsight-forward-"));
let database: TestDatabase;
let provider: SayingProvider;
let proxy: ForwardProxy;

const withCertificate = existsSync("/usr/bin/openssl");

beforeAll(async () => {
  if (!withCertificate) return;
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ...[
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
      ],
      ...["-keyout", key, "-out", cert, "-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`],
    ],
    { stdio: "ignore" },
  );
  const [text, certificate] = [readFileSync(key, "utf8"), readFileSync(cert, "utf8")];
  database = await testDatabase();
  provider = await startSayingProvider({ as: `https://${name}`, key: text, cert: certificate });
  proxy = await startForwardProxy({ [`${name}:443`]: provider.port });
});
afterAll(async () => {
  provider?.close();
  proxy?.close();
  await database?.end();
  rmSync(folder, { recursive: true });
});

test.skipIf(!withCertificate)(
  "the program signs people in at a provider that only the proxy reaches [G04]",
  async () => {
    const program = await startProgram(join(folder, "kept"), await freePort(), {
      ...{ DATABASE_URL: database.ownerUrl, KEEPSIGHT_ISSUER: provider.issuer, HTTPS_PROXY: proxy.url },
      ...{ KEEPSIGHT_CLIENT_ID: sayingClient.clientId, KEEPSIGHT_CLIENT_SECRET: sayingClient.clientSecret },
      NODE_EXTRA_CA_CERTS: join(folder, "cert.pem"),
    });
    await database.owner.query(`insert into people (issuer, subject, name, email) values ('invited', 'x', 'Ida Invited', 'ida@eastmere.example');
    insert into posts (person_id, role, authority_id) select people.id, 'cme-officer', authorities.id from people, authorities
      where email = 'ida@eastmere.example' and code = '997'`);
    provider.says({ sub: "ida", email: "ida@eastmere.example", email_verified: true });
    const browser = plainBrowser(program.address);
    const sent = new URL((await browser.ask("/sign-in")).headers.get("location") ?? "");
    expect(sent.origin).toBe(provider.issuer);
    const shown = await browser.open(provider.passes(sent).href);
    expect([shown.status, browser.cookies.has("keepsight")]).toEqual([200, true]);
    expect(new Set(proxy.asked)).toEqual(new Set([`${name}:443`]));
    expect(provider.asked).toEqual(["/.well-known/openid-configuration", "/token", "/keys"]);
    await program.end("SIGINT");
  },
);

test("webhooks, partners' keys and GOV.UK Notify go by the proxy, but never to the own network", async () => {
  const elsewhere = await startForwardProxy({});
  const settings = readSettings({ https_proxy: elsewhere.url, NO_PROXY: "direct.invalid" });
  const restore = goByForwardProxy(settings);
  const limits = { toPrivate: false };
  const tunnel = { not: "not reached (ERR_PROXY_TUNNEL)" };
  expect(await postOutside("https://hooks.partner.invalid/x", { headers: {}, body: "{}" }, limits)).toEqual(
    tunnel,
  );
  expect(await readOutside("https://keys.partner.invalid/x", limits)).toEqual(tunnel);
  const email = { id: 1, to: "a@school.example", subject: "x", text: "x", from: "https://keepsight.example" };
  const notify = { url: "https://notify.invalid", serviceId: "x", secret: "x", templateId: "x" };
  expect((await sendByNotify(email as never, notify))?.reason).toContain("could not be reached");
  expect(elsewhere.asked).toEqual([
    "hooks.partner.invalid:443",
    "keys.partner.invalid:443",
    "notify.invalid:443",
  ]);
  // This machine's own name is known here; one that is excepted is asked without the proxy.
  expect(await readOutside("https://localhost/x", limits)).toEqual({ not: "private address" });
  expect(await readOutside("https://direct.invalid/x", limits)).toEqual({ not: "not reached (ENOTFOUND)" });
  expect(elsewhere.asked).toHaveLength(3);
  restore();
  elsewhere.close();
});

test("the proxy's address is refused with the mend where it is none", () => {
  expect(() => readSettings({ HTTPS_PROXY: "proxy:8080" })).toThrow(
    "HTTPS_PROXY wants the address of the proxy",
  );
  expect(readSettings({ https_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" }).forwardProxy).toEqual({
    ...{ url: "http://a:1", except: "" },
  });
});
