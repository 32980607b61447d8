import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync } from "node:zlib";

/**
 * Where Debian's Glewlwyd lies, an OpenID provider in C that has nothing in common with the one of the demonstration: the
 * system's own, or its packages unpacked into the cache, which changes nothing on the machine. Undefined where there is no
 * Debian to ask: then its tests are left out, and say so.
 */
export function findGlewlwyd(): string | undefined {
  if (existsSync("/usr/bin/glewlwyd")) return "/";
  if (!existsSync("/usr/bin/apt-get") || !existsSync("/usr/bin/dpkg")) return undefined;
  const folder = join(homedir(), ".cache/keepsight/glewlwyd");
  if (existsSync(join(folder, "root/usr/bin/glewlwyd"))) return join(folder, "root");
  return unpacked(folder);
}

function unpacked(folder: string): string | undefined {
  console.error("No Glewlwyd here. Fetching Debian's packages of it (3 MB) ...");
  const archives = join(folder, "archives");
  mkdirSync(join(archives, "partial"), { recursive: true });
  const fetch = () =>
    spawnSync(
      "apt-get",
      [
        ...["-o", "Debug::NoLocking=1", "-o", `Dir::Cache::archives=${archives}`],
        ...["-o", "APT::Sandbox::User=root", "--download-only", "--yes", "--no-install-recommends"],
        ...["install", "glewlwyd", "dbconfig-no-thanks"],
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    ).status === 0;
  // A machine's own list of packages is old, or as in a bare container there is none.
  if (!fetch()) {
    spawnSync("apt-get", ["update"], { stdio: "ignore" });
    if (!fetch()) return undefined;
  }
  const root = join(folder, "root");
  for (const archive of readdirSync(archives).filter((name) => name.endsWith(".deb")))
    spawnSync("dpkg", ["-x", join(archives, archive), root]);
  return existsSync(join(root, "usr/bin/glewlwyd")) ? root : undefined;
}

/** Somebody whom the provider knows. */
export type GlewlwydPerson = {
  username: string;
  name: string;
  email: string;
  verified: boolean;
  groups: string[];
};

export type Glewlwyd = {
  issuer: string;
  /** Makes Keepsight known there, which people come back to at this address. */
  register: (redirectTo: string) => Promise<void>;
  /** The cookie of a browser in which this person has signed in there and let the client know who they are. */
  signedIn: (username: string) => Promise<string>;
  setGroups: (username: string, groups: readonly string[]) => Promise<void>;
  end: () => void;
};

const password = "a long password of a test";
const secret = "the secret of the test's client";

/** The client as which Keepsight is known there. */
export const glewlwydClient = { clientId: "keepsight-test", clientSecret: secret };

/** Starts a Glewlwyd with a database of its own, and these people. */
export async function startGlewlwyd(root: string, people: readonly GlewlwydPerson[]): Promise<Glewlwyd> {
  const folder = mkdtempSync(join(tmpdir(), "keepsight-glewlwyd-"));
  const port = await freePort();
  const address = `http://localhost:${port}`;
  makeDatabase(root, join(folder, "glewlwyd.db"));
  writeFileSync(join(folder, "glewlwyd.conf"), settings(root, folder, port));
  const libraries = readdirSync(join(root, "usr/lib"))
    .filter((name) => name.endsWith("-linux-gnu"))
    .map((name) => join(root, "usr/lib", name));
  const server = spawn(join(root, "usr/bin/glewlwyd"), [`--config-file=${join(folder, "glewlwyd.conf")}`], {
    env: { ...process.env, LD_LIBRARY_PATH: libraries.join(":") },
    stdio: ["ignore", "ignore", "ignore"],
  });
  await answers(server, `${address}/api/`);
  const ask = asking(address);
  const admin = await ask.cookieOf("admin", "password");
  await ask.post("mod/plugin/", admin, { ...plugin(address) });
  for (const scope of ["profile", "email"])
    await ask.post("scope/", admin, {
      ...{ name: scope, display_name: scope, description: scope },
      password_required: true,
      scheme: {},
    });
  const scopes = ["openid", "profile", "email"];
  const bodyOf = ({ username, name, email, verified, groups }: GlewlwydPerson) => ({
    ...{ username, name, email, enabled: true, scope: ["g_profile", ...scopes] },
    ...{ verified: verified ? "yes" : "no", group: [...groups] },
  });
  for (const person of people) await ask.post("user/", admin, { ...bodyOf(person), password });
  return {
    issuer: `${address}/api/oidc`,
    register: async (redirectTo) => {
      await ask.post("client/", admin, {
        ...{ client_id: glewlwydClient.clientId, name: "Keepsight", confidential: true, enabled: true },
        ...{
          client_secret: secret,
          password: secret,
          redirect_uri: [redirectTo],
          authorization_type: ["code"],
        },
        ...{ token_endpoint_auth_method: ["client_secret_post"], scope: [] },
      });
    },
    signedIn: async (username) => {
      const cookie = await ask.cookieOf(username, password);
      await ask.put(`auth/grant/${glewlwydClient.clientId}`, cookie, { scope: scopes.join(" ") });
      return cookie;
    },
    setGroups: async (username, groups) => {
      const person = people.find((one) => one.username === username);
      if (person) await ask.put(`user/${username}`, admin, bodyOf({ ...person, groups: [...groups] }));
    },
    end: () => {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function asking(address: string) {
  async function send(method: string, path: string, cookie: string, body: unknown): Promise<Response> {
    const answer = await fetch(`${address}/api/${path}`, {
      method,
      headers: { "content-type": "application/json", cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Glewlwyd answers ${answer.status} to ${path}: ${await answer.text()}`);
    return answer;
  }
  return {
    post: (path: string, cookie: string, body: unknown) => send("POST", path, cookie, body),
    put: (path: string, cookie: string, body: unknown) => send("PUT", path, cookie, body),
    cookieOf: async (username: string, word: string) => {
      const answer = await send("POST", "auth/", "", { username, password: word });
      return answer.headers
        .getSetCookie()
        .map((line) => line.split(";")[0])
        .join("; ");
    },
  };
}

/** Glewlwyd's OpenID plugin: PKCE, RS256, and the claims `groups` and `email_verified` in every ID token. */
function plugin(address: string) {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const jwk = { ...privateKey.export({ format: "jwk" }), kid: "test", alg: "RS256", use: "sig" };
  return {
    ...{ module: "oidc", name: "oidc", display_name: "OpenID Connect", enabled: true },
    parameters: {
      ...{ iss: `${address}/api/oidc`, "subject-type": "public", "jwks-show": true },
      "jwks-private": JSON.stringify({ keys: [jwk] }),
      ...{
        "default-kid": "test",
        "access-token-duration": 3600,
        "refresh-token-duration": 3600,
        "code-duration": 60,
      },
      ...{
        "auth-type-code-enabled": true,
        "pkce-allowed": true,
        "pkce-method-plain-allowed": false,
        "pkce-required": true,
      },
      ...{
        "allowed-scope": ["openid", "profile", "email"],
        "name-claim": "mandatory",
        "email-claim": "mandatory",
      },
      claims: [
        { name: "groups", "user-property": "group", type: "string", mandatory: true, scope: [] },
        {
          ...{
            name: "email_verified",
            "user-property": "verified",
            type: "boolean",
            mandatory: true,
            scope: [],
          },
          ...{ "boolean-value-true": "yes", "boolean-value-false": "no" },
        },
      ],
    },
  };
}

function makeDatabase(root: string, file: string): void {
  const database = new DatabaseSync(file);
  database.exec(readFileSync(join(root, "usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"), "utf8"));
  // What its people may have beside their name: a list of groups, and whether their e-mail was verified.
  const kept = { multiple: true, read: true, write: true, "profile-read": true, "profile-write": false };
  database.prepare("update g_user_module_instance set gumi_parameters = ?").run(
    JSON.stringify({
      "use-glewlwyd-connection": true,
      "data-format": { group: kept, verified: { ...kept, multiple: false } },
    }),
  );
  database.close();
}

/** The sample that comes with it, with this place, port and database. */
function settings(root: string, folder: string, port: number): string {
  const sample = gunzipSync(
    readFileSync(join(root, "usr/share/doc/glewlwyd/glewlwyd.conf.sample.gz")),
  ).toString();
  const changed: Record<string, string | number> = {
    ...{ port, cookie_secure: 0, cookie_domain: '""', log_mode: '"console"', log_level: '"NONE"' },
    external_url: `"http://localhost:${port}"`,
    ...Object.fromEntries(
      ["user", "user_middleware", "client", "plugin"].map((kind) => [
        `${kind}_module_path`,
        `"${join(root, "usr/lib/glewlwyd", kind)}"`,
      ]),
    ),
    user_auth_scheme_module_path: `"${join(root, "usr/lib/glewlwyd/scheme")}"`,
    static_files_path: `"${join(root, "usr/share/glewlwyd/webapp")}"`,
  };
  return Object.entries(changed)
    .reduce(
      (text, [name, value]) => text.replace(new RegExp(`^#?\\s*${name}\\s*=.*$`, "m"), `${name}=${value}`),
      sample,
    )
    .replace(/path\s*=\s*"[^"]*glewlwyd\.db"/, `path = "${join(folder, "glewlwyd.db")}"`);
}

async function answers(server: ChildProcess, address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (server.exitCode !== null) throw new Error(`Glewlwyd ended with ${server.exitCode}`);
    const there = await fetch(address).then(
      () => true,
      () => false,
    );
    if (there) return;
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error("Glewlwyd does not answer");
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, "localhost", () => {
      const address = probe.address();
      probe.close(() => found(typeof address === "object" && address ? address.port : 0));
    });
  });
}
